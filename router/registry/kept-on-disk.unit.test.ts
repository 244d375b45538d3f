import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLogger } from '#kernel/log.ts';
import { keptOnDisk } from '#router/registry/kept-on-disk.ts';

const log = createLogger('test');
const graph = { id: '7', supergraphSdl: 'type Query { a: Int }' };
const here = { load: async () => graph };
const away = { load: () => Promise.reject(new Error('away')) };

let dir: string;
let file: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'kept-'));
  file = join(dir, 'supergraph.json');
  await keptOnDisk(here, { dir, secret: 'key' }, log).load();
});
afterEach(() => rm(dir, { recursive: true }));

const found = (secret = 'key', name?: string) => keptOnDisk<typeof graph>(away, { dir, secret }, log, name).load();

it('a router whose registry is away has what it had last, in a file that is nobody else’s', async () => {
  expect(await found()).toEqual(graph);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

it.each<[string, (text: string) => string]>([
  ['was changed', (text) => text.replace('a: Int', 'b: Int')],
  ['has another signature', (text) => text.replace(/"signature":"./, '"signature":"=')],
  ['has none', (text) => JSON.parse(text).content],
  ['is damaged', (text) => text.slice(0, 20)],
])('a file that %s is not believed', async (_what, change) => {
  const text = await readFile(file, 'utf8');
  const changed = change(text);
  expect(changed).not.toBe(text);
  await writeFile(file, changed);
  await expect(found()).rejects.toThrow('away');
});

it('nor is one that somebody wrote who asks the registry with another key, or another file of one’s own', async () => {
  await expect(found('other')).rejects.toThrow('away');
  await writeFile(join(dir, 'documents.json'), await readFile(file));
  await expect(found('key', 'documents.json')).rejects.toThrow('away');
});
