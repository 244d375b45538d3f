import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { ApolloGateway, SELDOM_USED } from '#router/gateway/apollo-gateway.ts';

const require = createRequire(import.meta.url);
const isLoaded = (name: string): boolean =>
  Object.keys(require.cache).some((path) => path.includes(`/node_modules/${name}/`));

it('loads what a router seldom needs when that is first used', () => {
  expect(isLoaded('@apollo/gateway')).toBe(true);
  expect(ApolloGateway).toBeTypeOf('function');
  expect(SELDOM_USED.filter((specifier) => isLoaded(specifier.replace('/incubating', '')))).toEqual([]);
  const { RemoteGraphQLDataSource } = require('@apollo/gateway') as typeof import('@apollo/gateway');
  expect(new RemoteGraphQLDataSource({ url: 'http://127.0.0.1' }).fetcher).toBeTypeOf('function');
  expect(isLoaded('make-fetch-happen')).toBe(true);
});
