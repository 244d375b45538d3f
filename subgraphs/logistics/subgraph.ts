import { z } from 'zod';
import { defineSubgraph } from '#kernel/subgraph/define.ts';
import { createSandboxCarrier } from './carriers/sandbox-carrier.ts';
import { autoWarehouse } from './commands/auto-warehouse.ts';
import { ParcelBooker } from './commands/book-parcels.ts';
import { ShipmentMover } from './commands/move-shipments.ts';
import { ShipmentPlanner } from './commands/plan-shipments.ts';
import { retention } from './commands/retention.ts';
import { ReturnDesk } from './commands/return-desk.ts';
import { SlotDesk } from './commands/slot-desk.ts';
import { trackParcels } from './commands/track-parcels.ts';
import { fulfilmentConsumer } from './consumers/fulfilment.ts';
import { returnsConsumer } from './consumers/returns.ts';
import type { Context, Services } from './context.ts';
import { LOGISTICS_CRASH_POINTS } from './crash-points.ts';
import { logisticsEvents } from './events.ts';
import type { Resolvers } from './generated.ts';
import { createReads } from './loaders.ts';
import { WarehouseDirectory } from './peers/warehouses.ts';
import { Mutation } from './resolvers/Mutation.ts';
import { Query } from './resolvers/Query.ts';
import { ReturnParcel, ReturnParcelLine } from './resolvers/ReturnParcel.ts';
import { DeliverySlot, Order, Shipment, ShipmentLine } from './resolvers/Shipment.ts';
import { Place, TrackingEvent } from './resolvers/TrackingEvent.ts';
import { carrierRoutes } from './routes.ts';
import { AreaDirectory } from './store/areas.ts';
import { logisticsLaws, logisticsTestimonies } from './store/laws.ts';
import { returnParcelById } from './store/return-parcels.ts';

/** Settings, as environment variables; times are in milliseconds. */
const SETTINGS = {
  CARRIER_URL: z.url(),
  CARRIER_API_KEY: z.string(),
  CARRIER_WEBHOOK_SECRET: z.string().startsWith('whsec_'),
  LOGISTICS_CALLBACK_URL: z.url().describe('Where the carrier reaches POST /logistics/callbacks/carrier'),
  CARRIER_TIMEOUT_MS: z.coerce.number().int().positive().default(5_000).describe('How long a request to it may take'),
  CARRIER_SWEEP_MS: z.coerce.number().int().positive().default(1_000).describe('How often due bookings are looked for'),
  CARRIER_WATCH_MS: z.coerce
    .number()
    .int()
    .positive()
    .default(60_000)
    .describe('How long a parcel’s news is awaited before the carrier is asked; doubles up to six hours'),
  AUTO_WAREHOUSE_MS: z.coerce
    .number()
    .int()
    .nonnegative()
    .default(2_000)
    .describe('How long each step in the warehouse takes when the demo plays it; 0 leaves it to people'),
  LOGISTICS_KEEP_DAYS: z.coerce
    .number()
    .int()
    .min(15)
    .default(90)
    .describe('How long slots that are over, and deliveries that came to nothing, are kept'),
  DELIVERY_SLOT_CAPACITY: z.coerce.number().int().nonnegative().default(200).describe('Deliveries in one slot'),
};

/** A process may work on a booking alone for as long as so many requests may take. */
const LEASE_TIMEOUTS = 6;

/** How often the slots of days to come are opened. */
const SLOT_DAY_MS = 3_600_000;

/** How often what is too old is forgotten, in ms. */
const RETENTION_MS = 10 * 60_000;

/** Brings what was bought from the warehouses to the door, by carriers behind a port. */
export const logistics = defineSubgraph({
  name: 'logistics',
  schema: new URL('./schema.graphql', import.meta.url),
  migrations: new URL('./migrations/', import.meta.url),
  events: logisticsEvents,
  laws: logisticsLaws,
  testimonies: logisticsTestimonies,
  crashPoints: LOGISTICS_CRASH_POINTS,
  async start({ db, outbox, clock, log, peers, config }) {
    const settings = config(SETTINGS);
    const carrier = createSandboxCarrier({
      url: settings.CARRIER_URL,
      apiKey: settings.CARRIER_API_KEY,
      webhookSecret: settings.CARRIER_WEBHOOK_SECRET,
      callbackUrl: settings.LOGISTICS_CALLBACK_URL,
      timeoutMs: settings.CARRIER_TIMEOUT_MS,
    });
    const watchMs = settings.CARRIER_WATCH_MS;
    const areas = await AreaDirectory.read(db);
    const warehouses = new WarehouseDirectory(peers, log);
    const slotDesk = new SlotDesk(db);
    const openSlots = () => slotDesk.openAhead(areas, clock, settings.DELIVERY_SLOT_CAPACITY);
    await openSlots();
    const mover: ShipmentMover = new ShipmentMover(db, {
      ...{ outbox, warehouses, clock, carrier: carrier.name, watchMs },
      handedOver: () => booker.nudge(),
    });
    const leaseMs = LEASE_TIMEOUTS * settings.CARRIER_TIMEOUT_MS;
    const booking = { db, carrier, warehouses, areas, log, leaseMs };
    const booker = new ParcelBooker({
      ...booking,
      table: 'shipments',
      booked: (shipmentId, parcel) =>
        mover.move({ shipmentId, command: { kind: 'BOOKED', parcel: { carrier: carrier.name, ...parcel } } }),
    });
    const returns: ReturnDesk = new ReturnDesk({
      ...{ db, outbox, clock, log, carrier: carrier.name },
      approved: () => labeller.nudge(),
    });
    const labeller = new ParcelBooker({
      ...booking,
      table: 'return_parcels',
      booked: (returnId, parcel) => returns.labelled(returnId, parcel),
    });
    const planner = new ShipmentPlanner({ db, outbox, clock, log, warehouses, areas, mover, slots: slotDesk });
    const services: Services = { db, clock, reads: createReads(db), mover, slotDesk, returns, warehouses };
    const resolvers: Resolvers = {
      ...{ Query, Mutation, Order, Shipment, ShipmentLine, TrackingEvent, Place, DeliverySlot },
      ...{ ReturnParcel, ReturnParcelLine },
    };
    const restMs = settings.AUTO_WAREHOUSE_MS;
    const warehouse = {
      name: 'auto warehouse',
      everyMs: Math.max(50, restMs / 4),
      run: autoWarehouse(db, mover, restMs),
    };
    return {
      resolvers,
      context: (viewer): Context => ({ ...services, viewer }),
      consumers: [fulfilmentConsumer(planner), returnsConsumer(returns)],
      jobs: [
        { name: 'book parcels', everyMs: settings.CARRIER_SWEEP_MS, run: () => booker.sweep() },
        { name: 'make return labels', everyMs: settings.CARRIER_SWEEP_MS, run: () => labeller.sweep() },
        {
          name: 'track parcels',
          everyMs: Math.max(50, watchMs / 4),
          run: trackParcels({ db, carrier, mover, log, watchMs }),
        },
        { name: 'logistics retention', everyMs: RETENTION_MS, run: retention(db, clock, settings.LOGISTICS_KEEP_DAYS) },
        { name: 'open delivery slots', everyMs: SLOT_DAY_MS, run: openSlots },
        ...(restMs > 0 ? [warehouse] : []),
      ],
      routes: (app) =>
        carrierRoutes(app, { carrier, mover, log, isReturn: async (id) => (await returnParcelById(db, id)) !== null }),
      stop: async () => {
        await Promise.all([booker.stop(), labeller.stop()]);
        await carrier.close();
      },
    };
  },
});
