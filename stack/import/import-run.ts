import type { CatalogueItem, ImportProduct } from './catalogue-item.ts';
import type { CsvLine } from './csv-lines.ts';
import { type Finding, isRefused } from './findings.ts';
import { OwnFold } from './own-layout.ts';
import { UciFold, type UciOptions } from './uci-layout.ts';

/** How a file is laid out, with what its lines do not say. */
export type Layout = ({ readonly kind: 'uci' } & UciOptions) | { readonly kind: 'own'; readonly currency: string };

/** What became of some products. */
export interface Outcome {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: readonly {
    readonly index: number;
    readonly key: string;
    readonly reason: { readonly message: string };
  }[];
}

/** Where products go. */
export interface Catalogue {
  /** Takes up to {@link MAX_PRODUCTS} products. Taking the same ones again changes nothing. */
  take(products: readonly ImportProduct[]): Promise<Outcome>;
}

/** What an import did so far. */
export interface Tally {
  /** Data lines read, the header not counted. */
  lines: number;
  /** Findings by kind: refused lines and notes. */
  readonly findings: Map<Finding['kind'], number>;
  refusedLines: number;
  /** Products that were made of lines. */
  products: number;
  created: number;
  updated: number;
  unchanged: number;
}

/** The import could not go on. What was taken before stays; the same command again goes on from there. */
export class ImportStopped extends Error {
  override name = 'ImportStopped';
  /** The line of the file it stopped at. */
  readonly line: number;
  readonly tally: Tally;

  constructor(line: number, tally: Tally, cause: unknown) {
    super((cause as Error).message ?? String(cause), { cause });
    this.line = line;
    this.tally = tally;
  }
}

/** Most products and roughly most bytes of one call: the public endpoint takes 256 KiB. */
export const MAX_PRODUCTS = 100;
const MAX_BYTES = 120_000;

export interface RunOptions {
  readonly lines: AsyncIterable<CsvLine>;
  readonly layout: Layout;
  /** Absent: everything is read and decided, nothing is taken. */
  readonly catalogue?: Catalogue | undefined;
  /** Told of every refused line and every note, in the order they are found. */
  finding?(finding: Finding): void;
  /** Told every so often. */
  progress?(tally: Tally): void;
}

/**
 * Reads a file to its end and brings what it holds to the catalogue.
 * @throws ImportStopped when the file or the catalogue fails
 */
export async function runImport({ lines, layout, catalogue, finding, progress }: RunOptions): Promise<Tally> {
  const tally: Tally = {
    lines: 0,
    findings: new Map(),
    refusedLines: 0,
    products: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
  };
  let at = 1;
  const find = (found: Finding): void => {
    tally.findings.set(found.kind, (tally.findings.get(found.kind) ?? 0) + 1);
    if (isRefused(found)) tally.refusedLines += 1;
    finding?.(found);
  };
  const counted = async function* (): AsyncGenerator<CsvLine> {
    for await (const line of lines) {
      at = line.line;
      tally.lines += 1;
      if (tally.lines % 1_000 === 0) progress?.(tally);
      yield line;
    }
  };
  try {
    for await (const batch of batches(itemsOf(counted(), layout, find))) {
      at = batch[0]!.line;
      tally.products += batch.length;
      if (catalogue) await bring(batch, catalogue, tally, find);
      progress?.(tally);
    }
  } catch (error) {
    throw new ImportStopped(at, tally, error);
  }
  return tally;
}

async function bring(
  batch: readonly CatalogueItem[],
  catalogue: Catalogue,
  tally: Tally,
  find: (found: Finding) => void,
): Promise<void> {
  const outcome = await catalogue.take(batch.map(({ product }) => product));
  tally.created += outcome.created;
  tally.updated += outcome.updated;
  tally.unchanged += outcome.unchanged;
  for (const { index, key, reason } of outcome.refused)
    find({ line: batch[index]!.line, kind: 'refused-by-catalogue', detail: `${key}: ${reason.message}` });
}

/** Part of the file that comes after a place where it is broken is never read: that is a stop, not a refusal. */
class BrokenFile extends Error {
  override name = 'BrokenFile';
}

async function* itemsOf(
  lines: AsyncIterable<CsvLine>,
  layout: Layout,
  find: (found: Finding) => void,
): AsyncGenerator<CatalogueItem> {
  const uci = layout.kind === 'uci' ? new UciFold() : undefined;
  const own = layout.kind === 'own' ? new OwnFold(layout) : undefined;
  for await (const given of lines) {
    if ('fault' in given) {
      find({ line: given.line, kind: given.fault, detail: given.detail });
      if (given.fault === 'unclosed-quote') throw new BrokenFile('a quote is never closed, so the rest cannot be read');
      continue;
    }
    const { finding, item } = uci
      ? { finding: uci.add(given.row, given.line), item: undefined }
      : own!.add(given.row, given.line);
    if (finding) find(finding);
    if (item) yield item;
  }
  if (uci && layout.kind === 'uci') {
    for (const note of uci.notes()) find(note);
    yield* uci.items(layout);
  }
  const last = own?.end();
  if (last) yield last;
}

async function* batches(items: AsyncIterable<CatalogueItem>): AsyncGenerator<CatalogueItem[]> {
  let batch: CatalogueItem[] = [];
  let bytes = 0;
  for await (const item of items) {
    const size = Buffer.byteLength(JSON.stringify(item.product));
    if (batch.length === MAX_PRODUCTS || (batch.length > 0 && bytes + size > MAX_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(item);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
