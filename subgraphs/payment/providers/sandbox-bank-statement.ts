import { CsvError, type Info, parse } from 'csv-parse/sync';
import { type Statement, StatementDamaged, type StatementLine } from '../provider.ts';

const COLUMNS = ['at', 'type', 'paymentId', 'reference', 'refundId', 'amount', 'currency'];

/** More than any amount a bank states, and far below what a number holds exactly. */
const MOST_MINOR = 1_000_000_000_000_000;

interface Row {
  readonly info: Info;
  readonly record: string[];
}

/**
 * Reads the sandbox bank's statement as CSV (sandbox/bank/README.md), and believes nothing of it that does not add up.
 * @throws StatementDamaged with the first line that is wrong
 */
export function parseStatement(csv: string): Statement {
  const rows = rowsOf(csv);
  const [header, ...body] = rows;
  if (header?.record.join() !== COLUMNS.join()) throw new StatementDamaged(1, `the header is not "${COLUMNS.join()}"`);
  for (const row of body)
    if (row.record.length !== COLUMNS.length)
      throw new StatementDamaged(lineOf(row), `it has ${row.record.length} columns, not ${COLUMNS.length}`);
  const last = body.pop();
  if (last?.record[1] !== 'end')
    throw new StatementDamaged(lineOf(last ?? header), 'it breaks off: the last row is not "end"');
  const asOf = instant(last, 0);
  const date = asOf.toISOString().slice(0, 10);
  const lines: StatementLine[] = [];
  const totals = new Map<string, number>();
  let stated = 0;
  for (const row of body) {
    const [, type] = row.record;
    if (type === 'total') {
      stated += 1;
      const [currency, amount] = [currencyOf(row), integer(row)];
      if (totals.get(currency) !== amount)
        throw new StatementDamaged(
          lineOf(row),
          `the lines in ${currency} add up to ${totals.get(currency) ?? 'nothing'}`,
        );
      continue;
    }
    if (stated > 0) throw new StatementDamaged(lineOf(row), 'a line follows the totals');
    const line = movementOf(row, date);
    const signed = line.movement === 'CAPTURE' ? line.minor : -line.minor;
    totals.set(line.currency, (totals.get(line.currency) ?? 0) + signed);
    lines.push(line);
  }
  if (stated !== totals.size)
    throw new StatementDamaged(lineOf(last), `there are ${stated} totals, and lines in ${totals.size} currencies`);
  if (integer(last) !== lines.length)
    throw new StatementDamaged(lineOf(last), `there are ${lines.length} lines, not ${last.record[5]}`);
  return { date, asOf, lines };
}

/** No value needs quotes, so one that opens and never closes cannot swallow the rest. */
const CSV = {
  bom: true,
  info: true,
  quote: false,
  relax_column_count: true,
  skip_empty_lines: true,
  max_record_size: 10_000,
};

function rowsOf(csv: string): Row[] {
  try {
    return parse(csv, CSV) as unknown as Row[];
  } catch (error) {
    if (error instanceof CsvError) throw new StatementDamaged(Number(error.lines ?? 1), error.message);
    throw error;
  }
}

const lineOf = ({ info }: Row): number => info.lines;

function movementOf(row: Row, date: string): StatementLine {
  const [, type, providerId = '', reference = ''] = row.record;
  if (type !== 'capture' && type !== 'refund')
    throw new StatementDamaged(lineOf(row), `"${type}" is no movement of money`);
  const at = instant(row, 0);
  if (at.toISOString().slice(0, 10) !== date) throw new StatementDamaged(lineOf(row), `it is not of ${date}`);
  for (const id of [providerId, reference])
    if (!/^[\w-]{1,128}$/.test(id)) throw new StatementDamaged(lineOf(row), `"${id}" is no reference`);
  const amount = integer(row);
  const minor = type === 'capture' ? amount : -amount;
  if (minor <= 0) throw new StatementDamaged(lineOf(row), `${amount} is no amount of a ${type}`);
  const movement = type === 'capture' ? 'CAPTURE' : 'REFUND';
  return { line: lineOf(row), at, movement, providerId, reference, minor, currency: currencyOf(row) };
}

function instant(row: Row, column: number): Date {
  const text = row.record[column] ?? '';
  const at = new Date(text);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) || Number.isNaN(at.getTime()))
    throw new StatementDamaged(lineOf(row), `"${text}" is no time in UTC`);
  return at;
}

function integer(row: Row): number {
  const text = row.record[5] ?? '';
  const amount = Number(text);
  if (!/^-?\d{1,16}$/.test(text) || Math.abs(amount) > MOST_MINOR)
    throw new StatementDamaged(lineOf(row), `"${text}" is no amount in minor units`);
  return amount;
}

function currencyOf(row: Row): string {
  const text = row.record[6] ?? '';
  if (!/^[A-Z]{3}$/.test(text)) throw new StatementDamaged(lineOf(row), `"${text}" is no currency`);
  return text;
}
