import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import Table from 'cli-table3';
import colors from 'picocolors';

export interface Figure {
  /** A stable name for programs: `orders.128.ratio`. */
  name: string;
  /** What it is, for people. */
  title: string;
  value: number;
  unit: string;
  /** What it must show. */
  goal?: { atLeast?: number; atMost?: number; exactly?: number };
}

/** Collects figures as they are measured and says, at the end, which goals they reach. */
export class Report {
  readonly figures: Figure[] = [];

  add(figure: Figure): void {
    this.figures.push(figure);
    console.log(`  ${figure.title}: ${written(figure.value)} ${figure.unit}${verdict(figure)}`);
  }

  get missed(): Figure[] {
    return this.figures.filter((figure) => reached(figure) === false);
  }

  print(): void {
    const table = new Table({ head: ['what', 'measured', 'goal', ''], style: { head: [], border: [] } });
    for (const figure of this.figures)
      table.push([figure.title, `${written(figure.value)} ${figure.unit}`, goalOf(figure), verdict(figure).trim()]);
    console.log(table.toString());
  }

  async writeJson(file: string): Promise<void> {
    const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version };
    await writeFile(
      file,
      `${JSON.stringify({ at: new Date().toISOString(), machine, figures: this.figures }, null, 2)}\n`,
    );
  }
}

function reached({ value, goal }: Figure): boolean | undefined {
  if (!goal) return undefined;
  if (goal.exactly !== undefined) return value === goal.exactly;
  return value >= (goal.atLeast ?? Number.NEGATIVE_INFINITY) && value <= (goal.atMost ?? Number.POSITIVE_INFINITY);
}

function goalOf({ goal }: Figure): string {
  if (!goal) return '';
  if (goal.exactly !== undefined) return `= ${goal.exactly}`;
  return goal.atLeast !== undefined ? `≥ ${goal.atLeast}` : `≤ ${goal.atMost}`;
}

function verdict(figure: Figure): string {
  const is = reached(figure);
  if (is === undefined) return '';
  return is ? colors.green('  ✔') : colors.red('  missed');
}

/** Three digits that mean something, whatever the size. */
function written(value: number): string {
  if (value >= 100 || Number.isInteger(value)) return String(Math.round(value));
  return value.toPrecision(3);
}
