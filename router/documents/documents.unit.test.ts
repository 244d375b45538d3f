import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createLogger } from '#kernel/log.ts';
import { NamedDocuments, type Parameters } from '#router/documents/named-documents.ts';
import { PersistedQueries } from '#router/documents/persisted-queries.ts';
import { readTrustedDocuments, sha256, TrustedDocuments } from '#router/documents/trusted-documents.ts';

const QUERY = '{ open }';
const hash = sha256(QUERY);
const named = (sha256Hash: unknown, rest: object = {}): Parameters => ({
  extensions: { persistedQuery: { version: 1, sha256Hash } },
  ...rest,
});

const documents = (trustedOnly = false): NamedDocuments =>
  new NamedDocuments({
    persisted: new PersistedQueries({ prefix: '', log: createLogger('test') }),
    trusted: new TrustedDocuments([
      { client: 'web', id: 'home', text: '{ home }' },
      { id: 'sha256:abc', text: '{ anybody }' },
    ]),
    trustedOnly,
  });

describe('a document that is named', () => {
  it('is asked for, then known by its hash once it was kept', async () => {
    const all = documents();
    await expect(async () => all.resolve(named(hash), 'web')).rejects.toMatchObject({
      status: 200,
      code: 'PERSISTED_QUERY_NOT_FOUND',
    });
    const sent = await all.resolve(named(hash, { query: QUERY, variables: { a: 1 } }), 'web');
    expect(sent).toEqual({ parameters: { query: QUERY, variables: { a: 1 } }, keep: { hash, text: QUERY } });
    all.keep(sent.keep!);
    expect(
      await all.resolve(named(hash, { extensions: { ...(named(hash).extensions as object), other: 1 } }), 'web'),
    ).toEqual({
      parameters: { query: QUERY, extensions: { other: 1 } },
    });
  });

  it.each<[string, Parameters, number, string]>([
    ['with the hash of another', named('0'.repeat(64), { query: QUERY }), 400, 'BAD_REQUEST'],
    ['by something that is no hash', named('1'), 400, 'PERSISTED_QUERY_NOT_SUPPORTED'],
    [
      'by another version',
      { extensions: { persistedQuery: { version: 2, sha256Hash: hash } } },
      400,
      'PERSISTED_QUERY_NOT_SUPPORTED',
    ],
    ['by null', { extensions: { persistedQuery: null } }, 400, 'PERSISTED_QUERY_NOT_SUPPORTED'],
    ['by an unknown id', { documentId: 'nothing' }, 404, 'PERSISTED_QUERY_NOT_IN_LIST'],
    ['by the id of another client', { documentId: 'away' }, 404, 'PERSISTED_QUERY_NOT_IN_LIST'],
  ])('is refused %s', async (_what, parameters, status, code) => {
    await expect(async () => documents().resolve(parameters, 'web')).rejects.toMatchObject({ status, code });
  });

  it('is found by its id, for its own client or for anybody', async () => {
    const all = documents();
    expect(await all.resolve({ documentId: 'home' }, 'web')).toEqual({ parameters: { query: '{ home }' } });
    await expect(async () => all.resolve({ documentId: 'home' }, 'mobile')).rejects.toMatchObject({ status: 404 });
    await expect(async () => all.resolve({ documentId: 'home' }, undefined)).rejects.toMatchObject({ status: 404 });
    expect(await all.resolve({ documentId: 'sha256:abc' }, 'mobile')).toEqual({ parameters: { query: '{ anybody }' } });
  });
});

describe('where only trusted documents are executed', () => {
  const only = documents(true);

  it('a text is taken when it is one of them', async () => {
    expect(await only.resolve({ query: '{ home }' }, 'web')).toEqual({ parameters: { query: '{ home }' } });
    expect(await only.resolve(named(sha256('{ home }')), 'web')).toEqual({ parameters: { query: '{ home }' } });
  });

  it.each<[string, Parameters, string | undefined, string]>([
    ['any other text', { query: QUERY }, 'web', 'QUERY_NOT_IN_SAFE_LIST'],
    ['the text of another client', { query: '{ home }' }, 'mobile', 'QUERY_NOT_IN_SAFE_LIST'],
    ['a text that is to be kept', named(hash, { query: QUERY }), 'web', 'PERSISTED_QUERY_NOT_IN_LIST'],
  ])('%s is refused', async (_what, parameters, client, code) => {
    await expect(async () => only.resolve(parameters, client)).rejects.toMatchObject({ code });
  });
});

describe('files of trusted documents', () => {
  const made: string[] = [];
  afterEach(() => Promise.all(made.splice(0).map((path) => rm(path, { recursive: true }))));
  const folder = async (files: Record<string, unknown>): Promise<string> => {
    const path = await mkdtemp(join(tmpdir(), 'documents-'));
    made.push(path);
    for (const [name, content] of Object.entries(files))
      await writeFile(join(path, name), typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };

  it('are named after their clients, and map ids or are manifests', async () => {
    const operations = [{ id: '2', body: '{ b }', name: 'B', type: 'query' }];
    const path = await folder({
      'web.json': { 1: '{ a }' },
      'mobile.json': { format: 'apollo-persisted-query-manifest', version: 1, operations },
      'notes.txt': 'no documents',
    });
    const trusted = await readTrustedDocuments(path);
    expect(trusted.clients).toBe(2);
    expect([trusted.find('1', 'web'), trusted.find('2', 'mobile'), trusted.find('1', 'mobile')]).toEqual([
      '{ a }',
      '{ b }',
      undefined,
    ]);
    expect((await readTrustedDocuments(join(path, 'web.json'))).find('1', 'anyone')).toBe('{ a }');
  });

  it.each([
    ['is not JSON', '{', 'is not JSON'],
    ['is something else', ['{ a }'], 'neither'],
  ])('are refused by name when one %s', async (_what, content, message) => {
    await expect(readTrustedDocuments(await folder({ 'web.json': content }))).rejects.toThrow(message);
  });
});
