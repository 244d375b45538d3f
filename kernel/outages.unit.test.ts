import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Fault } from '#kernel/errors.ts';
import { createLogger } from '#kernel/log.ts';

const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
const gone = Object.assign(new Error('The broker is gone'), { name: 'KafkaJSConnectionClosedError' });

let lines: string[];
const log = createLogger('outages', { write: (line) => lines.push(line) });
log.level = 'warn';

beforeEach(() => {
  lines = [];
  vi.useFakeTimers();
});
afterEach(() => {
  // Whatever a test left is over.
  vi.advanceTimersByTime(60_000);
  vi.useRealTimers();
});

const said = () =>
  lines.splice(0).map((line) => {
    const { msg, times } = JSON.parse(line) as { msg: string; times?: number };
    return times === undefined ? msg : `${msg} ×${times}`;
  });

/** What is said while a server is asked five times a second for so long. */
function awayFor(seconds: number, warn = () => log.warn({ err: refused }, 'it is away')) {
  for (let times = 0; times < seconds * 5; times += 1) {
    warn();
    vi.advanceTimersByTime(200);
  }
  return said();
}

describe('of a server that is away', () => {
  it('the log says so once, each half minute how often, and when it is over', () => {
    expect(awayFor(1)).toEqual(['it is away']);
    expect(awayFor(28)).toEqual([]);
    expect(awayFor(40)).toEqual(['it is away ×150', 'it is away ×300']);
    vi.advanceTimersByTime(20_000);
    expect(said()).toEqual(['over: it is away ×345']);
    vi.advanceTimersByTime(60_000);
    expect(said()).toEqual([]);
    expect(awayFor(1)).toEqual(['it is away']);
  });

  it('every part of the process speaks once', () => {
    const [order, payment] = [log.child({ subgraph: 'order' }), log.child({ subgraph: 'payment' })];
    order.warn({ err: gone }, 'Kafka is away');
    payment.warn({ err: new Error('it failed', { cause: refused }) }, 'Kafka is away');
    payment.warn({ err: new Fault('UNAVAILABLE', 'Not now.') }, 'another is away');
    expect(said()).toEqual(['Kafka is away', 'another is away']);
  });

  it('one warning alone is not spoken of again', () => {
    log.warn({ err: refused }, 'it is away');
    vi.advanceTimersByTime(60_000);
    expect(said()).toEqual(['it is away']);
  });
});

it.each<[string, () => void]>([
  ['errors', () => log.error({ err: refused }, 'as it is')],
  ['warnings of anything else', () => log.warn({ err: new Error('a bug') }, 'as it is')],
  ['warnings without an error', () => log.warn({ query: 'x' }, 'as it is')],
  ['warnings of words alone', () => log.warn('as it is')],
])('%s are written each time', (_name, write) => {
  write();
  write();
  expect(said()).toEqual(['as it is', 'as it is']);
});
