import { describe, expect, it } from 'vitest';
import type { Reason } from '#router/registry/checks/check.ts';
import { composeAndCompare } from '#router/registry/checks/compose-and-compare.ts';
import type { Composed } from '#router/registry/compose.ts';
import { brokenReasons, listReasons } from '#router/registry/documents/document-checks.ts';
import { brokenDocuments, type DocumentInUse } from '#router/registry/documents/document-problems.ts';

const whole = 'type Query { shelf: [Book!]! stock: Int } type Book { id: ID! title: String! }';
const slice = 'type Query { shelf: [Book!]! } type Book { id: ID! title: String! }';
const graph = (apiSdl: string, publicSdl = slice): Composed => ({
  apiSdl,
  supergraphSdl: '',
  contracts: [{ name: 'public', include: ['public'], exclude: [], apiSdl: publicSdl }],
});
const shelf = 'query Shelf {\n  shelf { id title }\n}';
const list = { client: 'web', clientVersion: '2', contract: null, documents: [{ id: 'shelf', text: shelf }] };
const used = (more: Partial<DocumentInUse> = {}): DocumentInUse => ({
  client: 'web',
  clientVersions: ['1'],
  contract: null,
  id: 'shelf',
  text: shelf,
  ...more,
});
const told = (reasons: readonly Reason[]): string[] =>
  reasons.map(({ level, code, path, file, line }) => `${level} ${code} ${path ?? '-'} ${file ?? '-'}:${line ?? '-'}`);

describe('documents of a version of a client', () => {
  const judged = (more: object, running: Composed | undefined = graph(whole), inUse: DocumentInUse[] = []): string[] =>
    told(listReasons({ ...list, ...more }, running, inUse));
  const at = (file: string, line: number) => ({ at: { file, line } });

  it('may be named when all of them work', () => {
    expect(judged({})).toEqual([]);
    expect(judged({ documents: [{ id: 'later', text: '{ stock ... @defer { shelf { id } } }' }] })).toEqual([]);
    expect(judged({}, graph(whole), [used()])).toEqual([]);
    expect(judged({}, graph(whole), [used({ client: 'mobile', text: '{ stock }' })])).toEqual([]);
  });

  it('are held against the contract that the client is served', () => {
    const documents = [{ id: 'stock', text: 'query Stock { stock }', ...at('web.json', 7) }];
    expect(judged({ documents })).toEqual([]);
    expect(judged({ documents, contract: 'public' })).toEqual(['failure INVALID_DOCUMENT web/stock web.json:7']);
  });

  it('are refused with all reasons, each with file and line', () => {
    const documents = [
      { id: 'a', text: '{ shelf {\n  id\n  pages } }', ...at('a.graphql', 1) },
      { id: 'b', text: '{ shelf {\n  id\n  pages } }', ...at('web.json', 4) },
      { id: 'c', text: '{', ...at('web.json', 5) },
      { id: 'd', text: `{ ${Array.from({ length: 60 }, (_, n) => `s${n}: stock`).join(' ')} }`, ...at('web.json', 6) },
      { id: 'shelf', text: '{ stock }', ...at('web.json', 7) },
      { id: 'e', text: '{ stock }' },
      { id: 'e', text: '{ shelf { id } }', ...at('web.json', 9) },
      { id: ' ', text: '{ stock }', ...at('web.json', 10) },
    ];
    expect(judged({ documents }, graph(whole), [used()])).toEqual([
      'failure INVALID_DOCUMENT web/a a.graphql:3',
      'failure INVALID_DOCUMENT web/b web.json:4',
      'failure INVALID_GRAPHQL web/c web.json:5',
      'failure TOO_LARGE web/d web.json:6',
      'failure TOO_LARGE web/d web.json:6',
      'failure DOCUMENT_ID_TAKEN web/shelf web.json:7',
      'failure DOCUMENT_ID_TAKEN web/e web.json:9',
      'failure INVALID_NAME web/  web.json:10',
    ]);
  });

  it.each([
    ['a client without a name', { client: '' }, 'INVALID_NAME'],
    ['a version that is a novel', { clientVersion: 'v'.repeat(201) }, 'INVALID_NAME'],
    ['no documents', { documents: [] }, 'INVALID_LIST'],
    [
      'too many',
      { documents: Array.from({ length: 5_001 }, (_, n) => ({ id: `${n}`, text: '{ stock }' })) },
      'INVALID_LIST',
    ],
    ['a contract there is not', { contract: 'press' }, 'UNKNOWN_CONTRACT'],
  ])('are refused with %s', (_what, more, code) => {
    expect(judged(more)).toEqual([`failure ${code} - -:-`]);
  });

  it('are refused where nothing runs', () => {
    expect(told(listReasons(list, undefined, []))).toEqual(['failure UNKNOWN_CONTRACT - -:-']);
  });
});

describe('a new graph, and documents that clients have', () => {
  const after = graph(whole.replace('title: String!', 'name: String!'), slice);
  const broken = (documents: DocumentInUse[], now = after) => brokenDocuments(documents, graph(whole), now);

  it('names those it breaks, and whose they are', () => {
    const [reason, ...others] = brokenReasons(
      broken([used({ clientVersions: ['1', '2'], at: { file: 'web.json', line: 3 } })]),
      'refuse',
    );
    expect(others).toEqual([]);
    expect(reason).toEqual({
      code: 'DOCUMENT_BROKEN',
      path: 'web/shelf',
      message: 'Shelf of web 1, 2: Cannot query field "title" on type "Book".',
      level: 'failure',
      breaks: ['graph'],
      file: 'web.json',
      line: 3,
    });
    expect(told(brokenReasons(broken([used()]), 'warn'))).toEqual(['warning DOCUMENT_BROKEN web/shelf -:-']);
  });

  it('says nothing of those that go on working, of another slice, or that were broken before', () => {
    expect(broken([used({ text: '{ stock }' }), used({ contract: 'public' }), used({ text: '{ gone }' })])).toEqual([]);
  });

  it('breaks all of a contract that goes', () => {
    const documents = [used({ contract: 'public' })];
    expect(broken(documents, { ...after, contracts: [] })).toMatchObject([
      { problems: [{ code: 'UNKNOWN_CONTRACT' }] },
    ]);
  });

  it('breaks nothing when it does not compose', async () => {
    const parts = { subgraphs: [{ name: 'a', url: 'http://a', sdl: 'type {' }], contracts: [] };
    expect((await composeAndCompare(parts, graph(whole), [used()])).broken).toEqual([]);
  });
});
