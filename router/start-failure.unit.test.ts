import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createLogger } from '#kernel/log.ts';
import { supergraphFile } from '#router/gateway/file-source.ts';
import { fixedSupergraph, type SupergraphSource } from '#router/gateway/supergraph-source.ts';
import { compose } from '#router/registry/compose.ts';
import { startRouter } from '#router/router.ts';
import { ofRegistry, startFailure } from '#router/start-failure.ts';

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
    [
      'it is a plain schema',
      fixedSupergraph('type Query { a: Int }'),
      'The graph cannot be served: it is not composed of subgraphs; compose their schemas first.',
    ],
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

  it.each<[string, () => Promise<never>, string]>([
    [
      'does not answer',
      () => Promise.reject(new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 10.0.0.7:80') })),
      'The registry https://registry.example/a gave no graph: connect ECONNREFUSED 10.0.0.7:80. With ROUTER_CACHE_DIR a',
    ],
    [
      'answers a page',
      () => Promise.reject(new Error('the registry answered 404: <html>\n<body>')),
      'gave no graph: the registry answered 404: <html>. With',
    ],
  ])('when the registry %s', async (_what, load, reason) => {
    const source = ofRegistry('https://user:pass@registry.example/a?b', { load });
    const said = startFailure(await start(source).catch((error: unknown) => error));
    expect(said).toContain(reason);
    expect(said).not.toContain('\n');
    expect(said).not.toContain('pass@');
  });

  it('when it is to listen at a host that nobody knows', async () => {
    const unknown = Object.assign(new Error('getaddrinfo ENOTFOUND nowhere.invalid'), {
      syscall: 'getaddrinfo',
      hostname: 'nowhere.invalid',
    });
    expect(startFailure(unknown)).toBe('The host nowhere.invalid is not known here.');
  });

  it('and of a bug the stack', async () => {
    const bug = new TypeError('x is not a function');
    expect(startFailure(bug)).toContain('    at ');
    const source = ofRegistry('https://registry.example', { load: () => Promise.reject(bug) });
    expect(startFailure(await source.load().catch((error: unknown) => error))).toContain('    at ');
  });
});
