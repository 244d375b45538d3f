import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { FAULT_KINDS, type Finding, isRefused } from './findings.ts';
import type { Tally } from './import-run.ts';

/** What notes mean, for people. */
const NOTES = {
  'several-names': 'one code had several names; the most frequent was taken',
  'several-codes': 'one code was written in several ways; they are one product',
  'several-titles': 'lines of one product had different titles; the first was kept',
} as const;

export const meaningOf = (kind: Finding['kind']): string =>
  kind in NOTES ? NOTES[kind as keyof typeof NOTES] : FAULT_KINDS[kind as keyof typeof FAULT_KINDS];

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** A finding as a line of the report: CSV. */
export const reportLine = (finding: Finding): string =>
  `${finding.line},${isRefused(finding) ? 'refused' : 'note'},${finding.kind},${quoted(meaningOf(finding.kind))},${quoted(finding.detail)}\n`;

/** Writes every finding to a file as it is found. */
export async function openReport(path: string): Promise<{ write(finding: Finding): void; close(): Promise<void> }> {
  const file = createWriteStream(path);
  await once(file, 'open');
  // A disk that is full by then is told of when the report is closed.
  file.on('error', () => {});
  file.write('line,outcome,kind,meaning,detail\n');
  return {
    write: (finding) => {
      file.write(reportLine(finding));
    },
    close: async () => {
      file.end();
      await finished(file);
    },
  };
}

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** What an import did, for the terminal. */
export function summary(tally: Tally, { dryRun }: { dryRun: boolean }): string {
  const findings = [...tally.findings].toSorted(([, a], [, b]) => b - a);
  const width = Math.max(0, ...findings.map(([, count]) => count.toLocaleString('en').length));
  return [
    `${counted(tally.lines, 'line')} read, ${counted(tally.refusedLines, 'refusal')}, ${counted(tally.products, 'product')} found.`,
    ...findings.map(
      ([kind, count]) => `  ${count.toLocaleString('en').padStart(width)} × ${meaningOf(kind)} (${kind})`,
    ),
    dryRun
      ? 'Nothing was imported: this was a dry run.'
      : `${counted(tally.created, 'product')} new, ${tally.updated.toLocaleString('en')} changed, ${tally.unchanged.toLocaleString('en')} as they were.`,
  ].join('\n');
}
