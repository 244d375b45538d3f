import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** CPU time and memory of some processes, each with all its children, at one moment. */
export interface Usage {
  /** User and system time in ms, of children that have ended too. */
  cpuMs: Record<string, number>;
  /** Resident memory in MB; shared pages count in every process that maps them. */
  memoryMb: Record<string, number>;
}

const TICK_MS = 10; // USER_HZ is 100 on every Linux Node runs on.

interface Stat {
  pid: number;
  parent: number;
  ticks: number;
  residentPages: number;
}

function stat(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The command's name may hold spaces and brackets; fields are counted after it (proc(5)).
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const ticks = fields[11]! + fields[12]! + fields[13]! + fields[14]!;
    return { pid, parent: fields[1]!, ticks, residentPages: fields[21]! };
  } catch {
    return undefined;
  }
}

/** Reads what the named processes have used so far; a named process below another counts for itself alone. */
export function usageOf(roots: Record<string, number>): Usage {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => stat(Number(name)) ?? []);
  const children = Map.groupBy(all, ({ parent }) => parent);
  const named = new Set(Object.values(roots));
  const family = (pid: number): Stat[] =>
    (children.get(pid) ?? []).flatMap((child) => (named.has(child.pid) ? [] : [child, ...family(child.pid)]));
  const usage: Usage = { cpuMs: {}, memoryMb: {} };
  for (const [name, pid] of Object.entries(roots)) {
    const own = all.find((candidate) => candidate.pid === pid);
    const group = own ? [own, ...family(pid)] : [];
    usage.cpuMs[name] = group.reduce((sum, { ticks }) => sum + ticks * TICK_MS, 0);
    usage.memoryMb[name] = group.reduce((sum, { residentPages }) => sum + residentPages * 4096, 0) / 1e6;
  }
  return usage;
}

/** CPU used between two readings, in ms, of each process. */
export const cpuBetween = (before: Usage, after: Usage): Record<string, number> =>
  Object.fromEntries(Object.keys(after.cpuMs).map((name) => [name, after.cpuMs[name]! - (before.cpuMs[name] ?? 0)]));

/** CPU time that a virtual machine's host has given to others while something here wanted to run, in ms of all CPUs (proc_stat(5)). */
export function stolenMs(): number {
  const [ticks = 0] = readFileSync('/proc/stat', 'latin1').split('\n', 1)[0]!.split(/ +/).slice(8).map(Number);
  return ticks * TICK_MS;
}

/** That time as percent of all there was within `tookMs`. What runs beside so much work of others is slower for it, too. */
export const stolenPercent = (ms: number, tookMs: number): number => (100 * ms) / (tookMs * availableParallelism());
