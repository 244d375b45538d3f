import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase, type TestDatabase } from '#kernel/testing/database.ts';
import { testServers } from '#kernel/testing/servers.ts';
import { registrySchema } from '#router/registry/registry.ts';

const PROGRAM = fileURLToPath(new URL('../../../stack/registry.ts', import.meta.url));
const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@tag"])';
const USERS = `${LINK}
type Query {
  "All." users: [User!]! @tag(name: "public")
}
"Somebody." type User @key(fields: "id") {
  "Their id." id: ID!
  "Their name." name: String!
}
`;

describe('npm run registry', () => {
  let database: TestDatabase;
  let folder: string;
  const run = async (args: string[], env: Record<string, string> = {}) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      cwd: folder,
      env: { PATH: process.env.PATH, USER: 'ann', REGISTRY_URL: database.urlFor('registry'), ...env },
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (data) => {
      out += data;
    });
    child.stderr.on('data', (data) => {
      err += data;
    });
    const [code] = (await once(child, 'close')) as [number];
    return { code, out, err };
  };

  beforeAll(async () => {
    database = await cloneDatabase(testServers().postgresAdminUrl, [registrySchema]);
    folder = await mkdtemp(join(tmpdir(), 'registry-cli-'));
    await writeFile(join(folder, 'users.graphql'), USERS);
    await writeFile(join(folder, 'nameless.graphql'), USERS.replace(/ {2}"Their name.*\n/, ''));
    await writeFile(join(folder, 'names.graphql'), '# Everybody.\nquery Names { users { name } }\n');
    const wrong = { everybody: '{ users { id } }', nobody: '{ nobody }' };
    await writeFile(join(folder, 'wrong.json'), JSON.stringify(wrong, null, 2));
    await writeFile(join(folder, 'right.json'), JSON.stringify({ everybody: wrong.everybody }));
    const operations = [{ id: 'a', body: '{ users { id } }', clientName: 'mobile' }];
    const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
    await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
    await writeFile(join(folder, 'damaged.graphql'), `${USERS}type {`);
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
    await database?.drop();
  });

  it('publishes, refuses what breaks clients with file and line, and takes it once agreed to', {
    timeout: 90_000,
  }, async () => {
    const published = await run(['publish', 'users', 'users.graphql', '--url', 'http://users', '--note', 'first']);
    expect(published).toMatchObject({ code: 0, err: '' });
    expect(published.out).toContain('production runs version 1.');

    const refused = await run(['check', 'users', 'nameless.graphql']);
    expect(refused.code).toBe(1);
    expect(refused.out).toContain('nameless.graphql:5 FIELD_REMOVED User.name');
    const told = JSON.parse((await run(['--json', 'publish', 'users', 'nameless.graphql'])).out);
    expect(told).toMatchObject({ __typename: 'PublicationRefused' });

    expect((await run(['approve', 'FIELD_REMOVED', 'User.name', '--reason', 'nobody has one'])).code).toBe(0);
    const agreed = await run(['publish', 'users', 'nameless.graphql']);
    expect(agreed).toMatchObject({ code: 0, out: expect.stringContaining('approved by ann: nobody has one') });
    expect((await run(['diff'])).out).toContain('User.name');
    expect((await run(['history'])).out.trim().split('\n')).toEqual([
      expect.stringContaining('1 breaking'),
      expect.stringContaining('ann: first'),
    ]);
    expect((await run(['rollback'])).out).toContain('production runs version 1 again.');
    expect((await run(['rollback', '--to', '99'])).code).toBe(1);
    const unknown = await run(['--json', 'diff', 'a', 'b']);
    expect(unknown.code).toBe(1);
    expect(JSON.parse(unknown.out)).toEqual({ error: { code: 'NOT_FOUND', message: 'There is no version a.' } });
  });

  it('makes, shows and ends contracts, and promotes', { timeout: 90_000 }, async () => {
    expect((await run(['contract', 'set', 'public', '--include', 'public'])).code).toBe(0);
    expect((await run(['contract', 'show', 'public'])).out).toContain('users: [User!]!');
    expect(await run(['contract', 'set', 'press', '--include', 'press'])).toMatchObject({
      code: 1,
      out: expect.stringContaining('INVALID_CONTRACT'),
    });
    expect((await run(['--variant', 'staging', 'promote', 'production'])).out).toContain('staging runs version');
    expect(await run(['contract', 'remove', 'public'])).toMatchObject({
      code: 1,
      out: expect.stringContaining('CONTRACT_REMOVED'),
    });
    expect((await run(['contract', 'remove', 'public', '--force'])).code).toBe(0);
  });

  it('lets versions of clients name documents, checked, and no more', { timeout: 90_000 }, async () => {
    await run(['publish', 'users', 'users.graphql', '--url', 'http://users', '--breaking', 'warn']);
    const documents = (...args: string[]) => run(['documents', ...args]);
    expect(await documents('check', 'web', '1', 'wrong.json')).toMatchObject({
      code: 1,
      out: expect.stringContaining('wrong.json:3 INVALID_DOCUMENT web/nobody: Cannot query field "nobody"'),
    });
    expect(await documents('publish', 'web', '1', 'names.graphql')).toMatchObject({
      code: 0,
      out: 'web 1 may name 1 documents in production.\n',
    });
    expect((await documents('publish', 'web', '1', 'right.json')).out).toContain('VERSION_PUBLISHED');
    expect((await documents('show', 'web', '1')).out).toContain('query Names { users { name } }');
    expect(await run(['check', 'users', 'nameless.graphql'])).toMatchObject({
      code: 1,
      out: expect.stringContaining('names.graphql:2 DOCUMENT_BROKEN'),
    });
    expect((await documents('revoke', 'web', '1')).code).toBe(0);
    expect((await documents('revoke', 'web', '1')).code).toBe(1);
    expect((await documents('list', 'web')).out).toMatch(/web 1 {2}1 documents {2}whole graph {2}ann {2}revoked/);
  });

  it.each([
    [['check', 'users', 'users.graphql', '--events', 'damaged.graphql'], {}, 'damaged.graphql is not JSON'],
    [[], {}, '--help lists them'],
    [['documents', 'publish', 'web', '1', 'manifest.json'], {}, 'manifest.json has documents of mobile'],
    [['documents', 'publish', 'web', '1', 'users.json'], {}, 'users.json cannot be read'],
    [['documents', 'show', 'web', '9'], {}, 'no documents of web 9'],
    [['check', 'users', 'nowhere.graphql'], {}, 'nowhere.graphql cannot be read'],
    [['check', 'users'], {}, 'Name the files'],
    [['bogus'], {}, 'unknown command'],
    [['check', '--breaking', 'perhaps'], {}, 'refuse, warn'],
    [['history'], { REGISTRY_URL: 'postgres://nobody@127.0.0.1:1/none' }, 'does not answer'],
    [['history'], { REGISTRY_URL: 'http://127.0.0.1:1' }, 'does not answer'],
    [['history'], { REGISTRY_URL: 'nonsense' }, 'is no address'],
  ])('says why it cannot try %j %j, to people in a line and to programs', async (args, env, message) => {
    const { code, err, out } = await run(['--json', ...args], env);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err).not.toContain('    at ');
    expect(JSON.parse(out)).toEqual({ error: { code: expect.any(String), message: expect.stringContaining(message) } });
  });

  it('names the place of what does not parse', async () => {
    expect(await run(['check', 'users', 'damaged.graphql'])).toMatchObject({
      code: 1,
      out: expect.stringContaining('damaged.graphql:9 INVALID_GRAPHQL'),
    });
  });
});
