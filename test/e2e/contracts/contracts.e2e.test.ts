import { buildSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { exampleOperations } from '#router/registry/explorer/example-operations.ts';
import { contracts } from '#schema/contracts.ts';
import { GraphEndpoint } from '#stack/demo/graph-endpoint.ts';
import { guest } from '#test/harness/shop.ts';

const at = (path: string): string => new URL(path, guest.url).href;
const endpoint = (contract: string): GraphEndpoint => new GraphEndpoint(at(`/graphql/${contract}`));
const sdlOf = async (contract: string): Promise<string> =>
  (await fetch(at(`/schema/${contract}/schema.graphql`))).text();
const codesOf = (answer: { errors?: readonly { extensions?: { code?: string } }[] }): (string | undefined)[] =>
  (answer.errors ?? []).map(({ extensions }) => extensions?.code);

describe('an audience', () => {
  test.each(contracts)('$name sees its slice, where the examples of its pages run', async ({ name }) => {
    const examples = await exampleOperations(buildSchema(await sdlOf(name)));
    expect(examples.map((example) => example.name)).toContain('SearchProducts');
    const page = await (await fetch(at(`/schema/${name}/operations`))).text();
    for (const example of examples.filter(({ kind }) => kind === 'query')) {
      expect(page).toContain(`id="${example.name}"`);
      const variables = example.variables ? JSON.parse(example.variables) : {};
      const codes = codesOf(await endpoint(name).post({ query: example.text, variables }));
      expect(codes, example.name).not.toContain('GRAPHQL_VALIDATION_FAILED');
      expect(codes, example.name).not.toContain('INTERNAL');
    }
  });

  test('knows nothing of what others do', async () => {
    const stock = { query: '{ warehouses { id } }' };
    for (const outside of ['public', 'buyer'])
      expect(codesOf(await endpoint(outside).post(stock))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(codesOf(await endpoint('seller').post(stock))).not.toContain('GRAPHQL_VALIDATION_FAILED');
    for (const contract of contracts)
      expect(await sdlOf(contract.name)).not.toMatch(/providerEvents|reserveStock|ensureAccount/);
  });
});
