import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { Generation } from '#router/gateway/graph.ts';
import { type KnownOperation, KnownOperations } from '#router/http/known-operations.ts';

const BOTH = 'query A { a } mutation B { b }';
const generation = (id: string) => ({ id }) as Generation;
const operation = (kind: KnownOperation['kind'], name: string): KnownOperation => ({
  kind,
  name,
  document: parse(BOTH),
  queryHash: '',
});

describe('known operations', () => {
  it('are told apart by text and name', () => {
    const known = new KnownOperations();
    const now = generation('1');
    known.learn(now, BOTH, 'A', operation('query', 'A'));
    expect(known.find(now, BOTH, 'A')?.kind).toBe('query');
    expect(known.find(now, BOTH, 'B')).toBeUndefined();
    expect(known.find(now, BOTH, undefined)).toBeUndefined();
  });

  it('are forgotten when the graph is replaced, which may not know them', () => {
    const known = new KnownOperations();
    const [before, after] = [generation('1'), generation('2')];
    known.learn(before, BOTH, 'A', operation('query', 'A'));
    expect(known.find(after, BOTH, 'A')).toBeUndefined();
    known.learn(after, BOTH, 'B', operation('mutation', 'B'));
    expect(known.find(after, BOTH, 'A')).toBeUndefined();
  });
});
