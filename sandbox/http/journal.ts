import { closeSync, existsSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';

/**
 * Keeps the latest state of each record in a file, so that a server that is killed remembers what it has answered: a line
 * of JSON per change, with the system when `write` returns (a killed process loses nothing, a power cut may). Opening it
 * leaves one line for each record; a line that was cut short is nobody's answer and is left out.
 */
export class Journal<T extends { readonly id: string }> {
  readonly #file: number;
  /** What it held when it was opened, in the order of their last changes. */
  readonly remembered: readonly T[];

  /** @param most how many records are kept when it is opened, the latest changed ones */
  constructor(path: string, most = Number.POSITIVE_INFINITY) {
    this.remembered = existsSync(path) ? latest<T>(readFileSync(path, 'utf8')).slice(-most) : [];
    writeFileSync(`${path}.new`, this.remembered.map(line).join(''), { mode: 0o600 });
    renameSync(`${path}.new`, path);
    this.#file = openSync(path, 'a');
  }

  write(record: T): void {
    writeSync(this.#file, line(record));
  }

  close(): void {
    closeSync(this.#file);
  }
}

const line = (record: object): string => `${JSON.stringify(record)}\n`;

function latest<T extends { readonly id: string }>(text: string): T[] {
  const byId = new Map<string, T>();
  // What follows the last line break was cut short.
  for (const each of text.split('\n').slice(0, -1)) {
    const record = JSON.parse(each) as T;
    byId.delete(record.id);
    byId.set(record.id, record);
  }
  return [...byId.values()];
}
