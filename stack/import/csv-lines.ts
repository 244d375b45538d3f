import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { CsvError, type Info, type Options, parse } from 'csv-parse';

/** A line of a CSV file by column; or what is wrong with it. */
export type CsvLine =
  | { readonly line: number; readonly row: Readonly<Record<string, string>> }
  | { readonly line: number; readonly fault: 'wrong-columns' | 'unclosed-quote'; readonly detail: string };

/** How much of a file has been read, in bytes as it lies on disk. */
export interface FileProgress {
  read: number;
  readonly size: number;
}

/** The file cannot be read as what it is taken for. */
export class FileError extends Error {
  override name = 'FileError';
}

/** Longest line, so that a file without line breaks cannot fill the memory. */
const MAX_LINE = 100_000;

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

/** Opens a CSV file, gzipped or not. @throws FileError when it is not there or is a folder */
export async function openCsv(
  path: string,
): Promise<{ lines: AsyncGenerator<CsvLine>; header: () => Promise<string[]>; progress: FileProgress }> {
  const file = await open(path).catch((cause) => {
    throw new FileError(`There is no file ${path} that can be read.`, { cause });
  });
  const { size } = await file.stat();
  const folder = (await file.stat()).isDirectory();
  await file.close();
  if (folder) throw new FileError(`${path} is a folder.`);
  const progress = { read: 0, size };
  const gzip = await isGzip(path);
  return { lines: readLines(path, gzip, progress), header: () => readHeader(path, gzip), progress };
}

const OPTIONS: Options = {
  bom: true,
  info: true,
  columns: true,
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
  max_record_size: MAX_LINE,
};

function parser(path: string, gzip: boolean, options: Options, progress?: FileProgress) {
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (progress) progress.read += chunk.length;
      done(null, chunk);
    },
  });
  const records = parse(options);
  const done = gzip
    ? pipeline(createReadStream(path), counted, createGunzip(), records)
    : pipeline(createReadStream(path), counted, records);
  // The reader of the records meets the same error.
  done.catch(() => {});
  return records;
}

async function readHeader(path: string, gzip: boolean): Promise<string[]> {
  const records = parser(path, gzip, { ...OPTIONS, columns: false, info: false, to: 1 });
  try {
    for await (const record of records) return (record as string[]).map((column) => column.trim());
  } catch (cause) {
    throw asFileError(path, cause);
  }
  throw new FileError(`${path} is empty.`);
}

async function* readLines(path: string, gzip: boolean, progress: FileProgress): AsyncGenerator<CsvLine> {
  const columns = (await readHeader(path, gzip)).length;
  const records = parser(path, gzip, OPTIONS, progress);
  let line = 1;
  try {
    for await (const { info, record } of records as AsyncIterable<{ info: Info; record: Record<string, string> }>) {
      // `info.lines` is where the record ends; one without line breaks inside begins there too.
      line = info.lines;
      const { error } = info as Info & { error?: CsvError };
      if (error) yield { line, fault: 'wrong-columns', detail: `${columns} expected` };
      else yield { line, row: record };
    }
  } catch (cause) {
    // Quotes that never close: everything up to the end would be one field.
    if (cause instanceof CsvError && /QUOTE|MAX_RECORD/.test(cause.code))
      yield { line: line + 1, fault: 'unclosed-quote', detail: 'nothing after it could be read' };
    else throw asFileError(path, cause);
  }
}

function asFileError(path: string, cause: unknown): unknown {
  const code = (cause as { code?: unknown }).code;
  return typeof code === 'string' && (code.startsWith('Z_') || code.startsWith('E') || code.startsWith('CSV_'))
    ? new FileError(`${path} cannot be read to its end: ${(cause as Error).message}`, { cause })
    : cause;
}
