import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#kernel/testing/eventually.ts';
import { DEFAULT_VARIANT } from '#router/registry/registry.ts';
import { type RegisteredToys, registerShop } from '#router/registry/testing/registered-toys.ts';
import { usageIn } from '#router/registry/usage/usage-store.ts';

let shop: RegisteredToys;
beforeAll(async () => {
  shop = await registerShop();
});
afterAll(() => shop?.stop());

describe('a router with its registry', () => {
  it('counts what clients send, without their literals, also what was sent once', async () => {
    await shop.post(
      '/graphql',
      'query Seldom { product(id: "ann@example.com") { title } }',
      {},
      {
        'apollographql-client-name': 'ios',
        'apollographql-client-version': '7',
      },
    );
    const rows = await eventually(async () => {
      const found = (await (await usageIn(shop.db, DEFAULT_VARIANT, 1)).of(['Product.title'])).get('Product.title');
      return found?.some(({ client }) => client === 'ios') && found;
    });
    expect(rows.find(({ client }) => client === 'ios')).toMatchObject({
      operation: 'Seldom',
      clientVersion: '7',
      requests: 1,
    });
    const { variant } = await shop.manage('{ variant { usage(days: 1) { operation document } } }');
    expect(JSON.stringify(variant.usage)).not.toContain('ann@example.com');
  });

  it.each([
    ['a document the graph would not accept', { document: '{ nothing }', requests: 1 }, 'would not accept'],
    ['what does not parse', { document: '{', requests: 1 }, 'Syntax Error'],
    [
      'an operation that is not there',
      { document: '{ __typename }', operationName: 'X', requests: 1 },
      'no such operation',
    ],
    ['no requests', { document: '{ __typename }', requests: 0 }, 'no count'],
    ['fewer requests than none', { document: '{ __typename }', requests: -5 }, 'no count'],
    ['more errors than requests', { document: '{ __typename }', requests: 1, errors: 2 }, 'errors'],
    ['more requests than there can be', { document: '{ __typename }', requests: 2_000_000_000 }, 'no count'],
    [
      'a client’s name with control characters',
      { document: '{ __typename }', requests: 1, client: '\u001b[2J' },
      'no such name',
    ],
    [
      'a client’s name without end',
      { document: '{ __typename }', requests: 1, client: 'x'.repeat(500) },
      'no such name',
    ],
    ['a document without end', { document: `{ ${'__typename '.repeat(10_000)} }`, requests: 1 }, 'at most'],
  ])('does not believe a usage report of %s', async (_what, operation, message) => {
    const { reportUsage } = await shop.manage(
      'mutation ($operations: [UsedOperationInput!]!) { reportUsage(operations: $operations) { accepted refused { index message } } }',
      { operations: [{ document: '{ product(id: 1) { id } }', requests: 2 }, operation] },
    );
    expect(reportUsage).toEqual({ accepted: 1, refused: [{ index: 1, message: expect.stringContaining(message) }] });
  });
});
