import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { inflateSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { type ReportedEntry, sentence } from './audit-log.ts';
import { type Format, writeReport } from './report.ts';

const entry = (seq: number, more: Partial<ReportedEntry> = {}): ReportedEntry => ({
  ...{ seq, at: new Date('2026-01-31T12:00:00Z'), action: 'order.OrderCancelled', subject: 'S', actor: 'user:1' },
  ...{ origin: null, correlation: 'C', causation: null, before: null, after: '{"reason":"Брак, \\"мятая\\" коробка"}' },
  hash: 'ab',
  ...more,
});

async function report(format: Format, entries: ReportedEntry[]): Promise<Buffer> {
  const out = new PassThrough();
  const all = buffer(out);
  async function* chunks() {
    for (const one of entries) yield [one];
  }
  const count = await writeReport(format, chunks(), { from: new Date(0), to: new Date(1) }, out);
  expect(count).toBe(entries.length);
  out.end();
  return all;
}

describe('a report of the audit log', () => {
  it('as CSV gives every value back, and no spreadsheet a formula', async () => {
    const origin = '=HYPERLINK("http://evil.example")';
    const rows = parse(await report('csv', [entry(1), entry(2, { origin, before: '{"a":1}' })]), { columns: true });
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ seq: '1', at: '2026-01-31T12:00:00.000Z', after: entry(1).after, before: '' });
    expect(rows[1]).toMatchObject({ origin: `'${origin}`, before: '{"a":1}' });
  });

  it('as JSON is an array of entries, also when there are none', async () => {
    const entries = JSON.parse(String(await report('json', [entry(1), entry(2, { before: '{"a":1}' })])));
    expect(entries).toMatchObject([
      { seq: 1, before: null, after: { reason: 'Брак, "мятая" коробка' } },
      { seq: 2, before: { a: 1 } },
    ]);
    expect(JSON.parse(String(await report('json', [])))).toEqual([]);
  });

  it('as PDF has as many pages as it needs, in letters of every European language', async () => {
    const pagesOf = async (entries: number) =>
      String(
        await report(
          'pdf',
          Array.from({ length: entries }, (_, seq) => entry(seq)),
        ),
      ).match(/\/Type \/Page\b/g)?.length;
    expect(String(await report('pdf', [entry(1)]))).toMatch(/^%PDF-[\s\S]*DejaVuSans[\s\S]*%%EOF/);
    expect(await pagesOf(1)).toBe(1);
    expect(await pagesOf(60)).toBeGreaterThan(2);
    expect(await pagesOf(60)).toBeLessThan(12);
  });
});

it('a PDF of the audit log can be searched for what it says', async () => {
  const pdf = (await report('pdf', [entry(1, { after: '{"reason":"Брак, Z\u030ce"}' })])).toString('latin1');
  const streams = [...pdf.matchAll(/FlateDecode\n>>\nstream\n([\s\S]*?)\nendstream/g)].map(([, bytes]) =>
    inflateSync(Buffer.from(bytes!, 'latin1')).toString('latin1'),
  );
  const letters = streams.flatMap((stream) => /beginbfrange\n<0000> <\w+> \[(.*)\]/.exec(stream)?.[1] ?? []).join();
  for (const letter of 'Бракe}Ž') expect(letters).toContain(`<${letter.charCodeAt(0).toString(16).padStart(4, '0')}>`);
  // What is laid out letter by letter needs no room between two of them.
  expect(streams.filter((stream) => stream.includes(' TJ')).join()).not.toMatch(/> -?[1-9][\d.]* </);
});

it('says of a breach which entries and what', () => {
  expect(sentence({ seq: 5, through: 5, what: 'CHANGED' })).toBe('Entry 5 is not what was written.');
  expect(sentence({ seq: 5, through: 7, what: 'MISSING' })).toBe('Each of the entries 5 to 7 is missing.');
});
