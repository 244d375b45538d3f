import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Journal } from './journal.ts';

interface Record {
  id: string;
  state: string;
}

describe('a journal', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sandbox-journal-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('remembers the last state of each record, in the order of their last changes', () => {
    const path = join(folder, 'journal');
    const first = new Journal<Record>(path);
    expect(first.remembered).toEqual([]);
    for (const record of ['a new', 'b new', 'a done']) {
      const [id, state] = record.split(' ') as [string, string];
      first.write({ id, state });
    }
    first.close();
    const second = new Journal<Record>(path);
    expect(second.remembered).toEqual([
      { id: 'b', state: 'new' },
      { id: 'a', state: 'done' },
    ]);
    second.close();
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(3);
  });

  it('forgets all but the latest when it is told how many to keep', () => {
    const path = join(folder, 'journal');
    const first = new Journal<Record>(path);
    for (const id of ['a', 'b', 'c', 'b']) first.write({ id, state: 'new' });
    first.close();
    const second = new Journal<Record>(path, 2);
    expect(second.remembered.map(({ id }) => id)).toEqual(['c', 'b']);
    second.close();
    expect(readFileSync(path, 'utf8')).not.toContain('"a"');
  });

  it('leaves out the line that a kill cut short', () => {
    const path = join(folder, 'journal');
    const first = new Journal<Record>(path);
    first.write({ id: 'a', state: 'new' });
    first.close();
    appendFileSync(path, '{"id":"a","sta');
    const second = new Journal<Record>(path);
    expect(second.remembered).toEqual([{ id: 'a', state: 'new' }]);
    second.close();
  });
});
