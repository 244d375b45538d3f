import { afterEach, describe, expect, it } from 'vitest';
import { asGiven } from '#router/gateway/testing/federation-rules.ts';
import { LINK, type SmallGraph, smallGraph } from '#router/gateway/testing/small-graph.ts';

const labelled = (label: string) =>
  smallGraph({
    old: {
      sdl: `${LINK} type Query { post: Post } type Post @key(fields: "id") { id: ID! text: String }`,
      resolvers: { Query: { post: () => ({ id: '1', text: 'old' }) }, Post: asGiven },
    },
    new: {
      sdl: `${LINK} type Post @key(fields: "id") { id: ID! text: String @override(from: "old", label: "${label}") }`,
      resolvers: { Post: { ...asGiven, text: () => 'new' } },
    },
  });

describe('a field that is taken over little by little', () => {
  let graph: SmallGraph | undefined;
  afterEach(() => graph?.stop());

  const answers = async (rounds: number): Promise<Set<string>> => {
    const seen = new Set<string>();
    for (let round = 0; round < rounds; round += 1) {
      const { data } = await graph!.ask('{ post { text } }');
      seen.add((data as { post: { text: string } }).post.text);
    }
    return seen;
  };

  it.each([
    ['percent(0)', 'old'],
    ['percent(100)', 'new'],
    ['beta', 'old'],
  ])('is with %s answered by the %s one', async (label, by) => {
    graph = await labelled(label);
    expect(await answers(20)).toEqual(new Set([by]));
    expect(await graph.askGateway('{ post { text } __schema { queryType { name } } }')).toMatchObject({
      data: { post: { text: by } },
    });
  });

  it('is with a share answered by either, decided anew for each request', async () => {
    graph = await labelled('percent(50)');
    // That 100 fall on the same side happens once in 10^29 times.
    expect(await answers(100)).toEqual(new Set(['old', 'new']));
  });
});
