import pino from 'pino';
import { Counter, Gauge } from 'prom-client';
import { type Faults, noFaults } from '../http/faults.ts';
import { IdempotentResults, type Remembered } from '../http/idempotency.ts';
import { Journal } from '../http/journal.ts';
import { type RunningServer, startServer } from '../http/server.ts';
import { serverMetrics } from '../http/server-metrics.ts';
import { WebhookSender } from '../http/webhook-sender.ts';
import { CarrierClock } from './carrier-clock.ts';
import { type CarrierOptions, carrierDefaults } from './carrier-options.ts';
import { carrierRoutes } from './carrier-routes.ts';
import { DispatchOffice } from './dispatch-office.ts';
import type { Parcel } from './parcel.ts';

const TICK_MS = 100;

/**
 * Starts a sandbox carrier in this process, on a free port unless one is given.
 *
 * @throws Error with a sentence for a person when the port is taken, the speed is not above zero, or the webhook secret
 * is malformed.
 */
export async function startCarrier(options: CarrierOptions = {}): Promise<RunningServer> {
  const { host, apiKey, webhookSecret, callbackUrl, speed, autoMove, keep } = { ...carrierDefaults, ...options };
  if (!(speed > 0)) throw new Error('The speed of the carrier’s clock must be above zero; to stop it use autoMove.');
  const log = options.log ?? pino({ level: 'silent' });
  const sender = new WebhookSender(webhookSecret, log, options.webhooks);
  const clock = new CarrierClock({ speed, running: autoMove, startedAt: Date.now() });
  const journal = options.journal ? new Journal<Parcel>(options.journal) : undefined;
  const answers = options.journal ? new Journal<Remembered<Parcel>>(`${options.journal}.answers`) : undefined;
  const office = new DispatchOffice({ keep, sender, clock, journal });
  const registry = carrierMetrics(office, sender);

  let faults = noFaults;
  const setFaults = (change: Partial<Faults>): Faults => {
    faults = { ...faults, ...change };
    sender.misbehave(faults);
    log.info({ faults }, 'faults set');
    return faults;
  };
  const advanceClock = (seconds: number) => {
    clock.advance(seconds);
    return { steps: office.moveDue(), clockSeconds: clock.seconds(Date.now()) };
  };

  let publicUrl = options.publicUrl?.replace(/\/$/, '');
  const routes = carrierRoutes({
    apiKey,
    callbackUrl,
    speed,
    autoMove,
    office,
    results: new IdempotentResults(keep, answers),
    publicUrl: () => publicUrl ?? '',
    metrics: () => registry.metrics(),
    metricsType: registry.contentType,
    faults: () => faults,
    controls: options.controls ? { setFaults, advanceClock } : undefined,
  });
  const server = await startServer({ host, port: options.port ?? 0, routes, log });
  publicUrl ??= server.url;
  const tick = setInterval(() => office.moveDue(), TICK_MS).unref();
  return {
    url: server.url,
    stop: async () => {
      clearInterval(tick);
      await server.stop();
      await sender.stop();
      journal?.close();
      answers?.close();
    },
  };
}

function carrierMetrics(office: DispatchOffice, sender: WebhookSender) {
  const registry = serverMetrics('carrier', sender);
  const registers = [registry];
  new Counter({
    name: 'carrier_parcel_steps_total',
    help: 'Steps taken by parcels',
    labelNames: ['status'],
    registers,
    collect() {
      this.reset();
      for (const [status, count] of Object.entries(office.reached)) this.inc({ status }, count);
    },
  });
  new Gauge({
    name: 'carrier_parcels_remembered',
    help: 'Parcels in memory',
    registers,
    collect() {
      this.set(office.size);
    },
  });
  return registry;
}
