import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createLogger } from '#kernel/log.ts';
import { supergraphFile } from '#router/gateway/file-source.ts';
import { fixedSupergraph, type SupergraphSource } from '#router/gateway/supergraph-source.ts';
import { compose } from '#router/registry/compose.ts';
import { startRouter } from '#router/router.ts';
import { startFailure } from '#router/start-failure.ts';

const { supergraphSdl: GOOD = '' } = compose([{ name: 'a', sdl: 'type Query { a: Int }', url: 'http://a' }]) as {
  supergraphSdl?: string;
};

const withFeature = (url: string, purpose: string): string =>
  GOOD.replace('schema\n', `schema\n  @link(url: "${url}", for: ${purpose})\n`);

const start = (supergraph: SupergraphSource, port = 0) =>
  startRouter({
    host: '127.0.0.1',
    port,
    supergraph,
    transportTo: () => undefined,
    tokens: { issuer: 'x', audience: 'x', keys: { keys: [] } },
    playground: false,
    log: createLogger('start-test'),
  });

describe('a router that cannot start says why in a sentence', () => {
  let taken: Server | undefined;
  afterEach(() => taken?.close());

  it.each<[string, SupergraphSource, string]>([
    [
      'the file is not there',
      supergraphFile('nowhere.graphql'),
      'The supergraph nowhere.graphql cannot be read: ENOENT',
    ],
    ['the graph is cut off', fixedSupergraph(GOOD.slice(0, 300)), 'Syntax Error: '],
    ['there is nothing', fixedSupergraph(''), 'Unexpected <EOF>. (line 1, column 1)'],
    ['it is a plain schema', fixedSupergraph('type Query { a: Int }'), 'Invalid supergraph: must be a core schema'],
    ['it is joined otherwise', fixedSupergraph(GOOD.replace(/join\/v0\.\d/, 'join/v9.9')), 'join spec version v9.9'],
    [
      'a feature for security is unknown',
      fixedSupergraph(withFeature('https://specs.example.com/veil/v1.0', 'SECURITY')),
      'feature https://specs.example.com/veil/v1.0 is for: SECURITY but is unsupported',
    ],
    [
      'a feature for execution is unknown',
      fixedSupergraph(withFeature('https://specs.example.com/haste/v1.0', 'EXECUTION')),
      'feature https://specs.example.com/haste/v1.0 is for: EXECUTION but is unsupported',
    ],
  ])('when %s', async (_what, source, reason) => {
    const said = startFailure(await start(source).catch((error: unknown) => error));
    expect(said).toContain(reason);
    expect(said).not.toContain('\n');
  });

  it('when something else listens there', async () => {
    taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const said = startFailure(await start(fixedSupergraph(GOOD), port).catch((error: unknown) => error));
    expect(said).toBe(`It cannot listen on 127.0.0.1:${port}, where something else listens already.`);
  });

  it('and of a bug the stack', () => {
    expect(startFailure(new TypeError('x is not a function'))).toContain('    at ');
  });
});
