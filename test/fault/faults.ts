import { setTimeout as delay } from 'node:timers/promises';
import { manifest } from '#subgraphs/manifest.ts';
import type { ProductUnderTest } from '#test/harness/product-under-test.ts';

/** Something that goes wrong for a while. */
export interface Fault {
  readonly name: string;
  /** Makes it go wrong, and resolves when it is over. */
  strike(product: ProductUnderTest): Promise<void>;
}

/** How long a process is frozen, and how long somebody outside misbehaves, in ms. */
const LASTS_MS = 10_000;

const pidOf = (product: ProductUnderTest, name: string): number => {
  const pid = product.processes()[name];
  if (!pid) throw new Error(`no process ${name} is running`);
  return pid;
};

/** Resolves when a process that ended runs again, as another one. */
async function replaced(product: ProductUnderTest, name: string, before: number): Promise<void> {
  for (const until = performance.now() + 60_000; ; await delay(50)) {
    const pid = product.processes()[name];
    if (pid && pid !== before) return;
    if (performance.now() > until) throw new Error(`${name} was not started again`);
  }
}

const ended = (name: string, signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT'): Fault => ({
  name: `${name}: ${signal}`,
  async strike(product) {
    const pid = pidOf(product, name);
    process.kill(pid, signal);
    await replaced(product, name, pid);
  },
});

const frozen = (name: string, ms: number = LASTS_MS): Fault => ({
  name: `${name}: SIGSTOP for ${ms / 1_000} s`,
  async strike(product) {
    const pid = pidOf(product, name);
    process.kill(pid, 'SIGSTOP');
    await delay(ms);
    process.kill(pid, 'SIGCONT');
  },
});

const USUAL = {
  latencyMs: 0,
  errorRate: 0,
  lostAnswerRate: 0,
  callbackDelayMs: 0,
  callbackCopies: 1,
  lostCallbackRate: 0,
  forgedCallbackRate: 0,
};

type Outsider = 'bank' | 'carrier';

const misbehaving = (who: Outsider, what: string, faults: Partial<typeof USUAL>, ms: number = LASTS_MS): Fault => ({
  name: `${who}: ${what} for ${ms / 1_000} s`,
  async strike(product) {
    const set = async (wanted: object): Promise<void> => {
      const { ok, status } = await fetch(`${product[`${who}Url`]}/control`, {
        method: 'POST',
        headers: { authorization: `Bearer ${product.secrets()[`${who}ApiKey`]}`, 'content-type': 'application/json' },
        body: JSON.stringify(wanted),
      });
      if (!ok) throw new Error(`the controls of the ${who} answered ${status}`);
    };
    await set(faults);
    await delay(ms);
    await set(USUAL);
  },
});

const SERVERS = ['kafka', 'redis', 'postgres'];
const OUTSIDE: Outsider[] = ['bank', 'carrier'];

const faultsOf = (who: Outsider): Fault[] => [
  misbehaving(who, 'answers after 2 s', { latencyMs: 2_000 }),
  misbehaving(who, 'calls back three times', { callbackCopies: 3 }),
  misbehaving(who, 'calls back 5 s late', { callbackDelayMs: 5_000 }),
  misbehaving(who, 'half of its answers are errors', { errorRate: 0.5 }),
  misbehaving(who, 'a third of its answers are lost', { lostAnswerRate: 0.33 }),
  misbehaving(who, 'a third of its callbacks are lost', { lostCallbackRate: 0.33 }),
  misbehaving(who, 'forged callbacks before the good ones', { forgedCallbackRate: 1 }),
];

/** Every process of the product and its servers killed, frozen and restarted; every way bank and carrier misbehave. */
export const everyFault = (): Fault[] => [
  ...['router', ...manifest.map(({ name }) => name), ...SERVERS, ...OUTSIDE].flatMap((name) => [
    ended(name, 'SIGKILL'),
    frozen(name),
    // Told to end by SIGTERM, PostgreSQL waits until the last of its clients has gone: they never do.
    ended(name, name === 'postgres' ? 'SIGINT' : 'SIGTERM'),
  ]),
  ...OUTSIDE.flatMap(faultsOf),
];

/** The most telling ones, within a minute or so. */
export const fewFaults = (): Fault[] => [
  ended('order', 'SIGKILL'),
  ended('kafka', 'SIGKILL'),
  frozen('inventory', 3_000),
  ended('postgres', 'SIGKILL'),
  ended('router', 'SIGKILL'),
  misbehaving('bank', 'a third of its answers are lost', { lostAnswerRate: 0.33 }, 3_000),
  misbehaving('carrier', 'none of its callbacks comes', { lostCallbackRate: 1 }, 3_000),
  ended('payment', 'SIGKILL'),
  ended('redis', 'SIGKILL'),
];
