import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { stringify } from 'csv-stringify';
import PdfDocument from 'pdfkit';
import type { ReportedEntry } from './audit-log.ts';

export const FORMATS = ['csv', 'json', 'pdf'] as const;
export type Format = (typeof FORMATS)[number];

/** What a report is about, for its head. */
export interface ReportedTime {
  readonly from: Date;
  readonly to: Date;
}

const COLUMNS = [
  ...([
    'seq',
    'at',
    'action',
    'subject',
    'actor',
    'origin',
    'correlation',
    'causation',
    'before',
    'after',
    'hash',
  ] as const),
];

/** Writes entries as they come, so that a long time needs no more memory than a short one. @returns how many */
export async function writeReport(
  format: Format,
  chunks: AsyncIterable<readonly ReportedEntry[]>,
  time: ReportedTime,
  out: Writable,
): Promise<number> {
  const { write, end } = { csv: csvReport, json: jsonReport, pdf: pdfReport }[format](out, time);
  let count = 0;
  for await (const entries of chunks) {
    for (const entry of entries) await write(entry);
    count += entries.length;
  }
  await end();
  return count;
}

interface Report {
  write(entry: ReportedEntry): Promise<unknown> | undefined;
  end(): Promise<unknown> | undefined;
}

/** A cell that a spreadsheet would take for a formula is text. */
const asText = (value: string): string => (/^[=+\-@\t\r]/.test(value) ? `'${value}` : value);

function csvReport(out: Writable): Report {
  const csv = stringify({
    header: true,
    columns: COLUMNS,
    cast: { date: (date) => date.toISOString(), string: asText },
  });
  csv.pipe(out, { end: false });
  return {
    write: (entry) => (csv.write(entry) ? undefined : once(csv, 'drain')),
    end: () => {
      csv.end();
      return once(csv, 'end');
    },
  };
}

/** JSON Lines between brackets: one entry a line, the whole an array. */
function jsonReport(out: Writable): Report {
  let separator = '[\n';
  return {
    write: ({ before, after, ...entry }) => {
      const line = JSON.stringify({ ...entry, before: before && JSON.parse(before), after: JSON.parse(after) });
      const isRoom = out.write(`${separator}${line}`);
      separator = ',\n';
      return isRoom ? undefined : once(out, 'drain');
    },
    end: () => (out.write(separator === '[\n' ? '[]\n' : '\n]\n') ? undefined : once(out, 'drain')),
  };
}

const FONTS = join(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json'), '..', 'ttf');

/** What pdfkit asks a font of the document. */
interface EmbeddedFont {
  layout(text: string, features?: unknown, onlyWidth?: boolean): Run;
}
interface Run {
  readonly glyphs: readonly object[] | null;
  readonly positions: readonly object[] | null;
  readonly advanceWidth: number;
}

/**
 * Makes a font lay out each letter once, without what stands beside it: kerning and ligatures are nine tenths of a
 * report's time, for words that are ids.
 */
function layOutLetters(font: EmbeddedFont): void {
  const whole = font.layout.bind(font);
  const known = new Map<string, Run>();
  font.layout = (text, _features, onlyWidth = false) => {
    const glyphs: object[] = [];
    const positions: object[] = [];
    let advanceWidth = 0;
    for (const letter of text.normalize()) {
      let run = known.get(letter);
      if (!run) {
        run = whole(letter);
        known.set(letter, run);
      }
      advanceWidth += run.advanceWidth;
      if (onlyWidth) continue;
      glyphs.push(...(run.glyphs ?? []));
      positions.push(...(run.positions ?? []));
    }
    return { glyphs, positions, advanceWidth };
  };
}

/** For people: a paragraph an entry, with page numbers. Letters of every European language. */
function pdfReport(out: Writable, { from, to }: ReportedTime): Report {
  // Nearly every word is an id that comes once: to remember how each was laid out would take all memory there is.
  const pdf = new PdfDocument({ size: 'A4', margin: 40, fontLayoutCache: false, info: { Title: 'Audit log' } });
  for (const [name, file] of [
    ['text', 'DejaVuSans.ttf'],
    ['bold', 'DejaVuSans-Bold.ttf'],
  ] as const) {
    pdf.registerFont(name, join(FONTS, file)).font(name);
    layOutLetters((pdf as unknown as { _font: EmbeddedFont })._font);
  }
  pdf.pipe(out, { end: false });
  let page = 1;
  const number = (): void => {
    const { x, y } = pdf;
    // In the margin, where pdfkit would begin another page.
    const { bottom } = pdf.page.margins;
    pdf.page.margins.bottom = 0;
    pdf
      .font('text')
      .fontSize(7)
      .fillColor('gray')
      .text(String(page), 40, pdf.page.height - 28, { align: 'right', lineBreak: false });
    pdf.page.margins.bottom = bottom;
    pdf.x = x;
    pdf.y = y;
    page += 1;
  };
  pdf.on('pageAdded', number);
  number();
  pdf.x = 40;
  pdf.y = 40;
  pdf.font('bold').fontSize(16).fillColor('black').text('Audit log');
  pdf.font('text').fontSize(9).text(`${from.toISOString()} – ${to.toISOString()}`).moveDown();
  return {
    write: (entry) => {
      const { seq, at, action, subject, actor, origin, correlation, before, after, hash } = entry;
      pdf.font('bold').fontSize(8).fillColor('black').text(`${seq}  ${at.toISOString()}  ${action}`);
      pdf
        .font('text')
        .fontSize(7)
        .text(`${subject}  ·  ${actor}${origin ? `  ·  ${origin}` : ''}`);
      if (before) pdf.fillColor('gray').text(`before  ${before}`);
      pdf.fillColor('black').text(`after  ${after}`);
      pdf
        .fillColor('gray')
        .text(`correlation ${correlation ?? '–'}  ·  ${hash}`)
        .moveDown(0.6);
      return out.writableNeedDrain ? once(out, 'drain') : undefined;
    },
    end: () => {
      pdf.end();
      return once(pdf, 'end');
    },
  };
}
