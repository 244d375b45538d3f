import { existsSync, readFileSync } from 'node:fs';
import type { CodegenConfig } from '@graphql-codegen/cli';
import { manifest } from './subgraphs/manifest.ts';

/**
 * Types of everything that is written in GraphQL: each subgraph's resolvers from its SDL, and the clients' documents
 * against the composed graph. A subgraph's `mappers.ts` exports, under the name of an SDL type, what its resolvers pass
 * along for it; its `context.ts` exports `Context`.
 */
const scalars = {
  ID: { input: 'string', output: 'string' },
  DateTime: { input: 'Date', output: 'Date' },
  Decimal: { input: 'string', output: 'string' },
  CurrencyCode: { input: 'string', output: 'string' },
};

const mappersOf = (folder: string): Record<string, string> => {
  const file = `${folder}/mappers.ts`;
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const own = [...text.matchAll(/^export (?:type|interface) (\w+)/gm)].map(([, name]) => [
    name,
    `./mappers.ts#${name} as ${name}Parent`,
  ]);
  return { Money: '../../schema/money.ts#Money as MoneyParent', ...Object.fromEntries(own) };
};

const subgraphs = manifest
  .map(({ name }) => ({ name, folder: `subgraphs/${name}` }))
  .filter(({ folder }) => existsSync(`${folder}/schema.graphql`));

const operations = 'schema/operations/*.graphql';

const config: CodegenConfig = {
  emitLegacyCommonJSImports: false,
  importExtension: '.ts',
  generates: {
    ...Object.fromEntries(
      subgraphs.map(({ folder }) => [
        `${folder}/generated.ts`,
        {
          schema: ['schema/shared.graphql', `${folder}/schema.graphql`],
          plugins: ['typescript', 'typescript-resolvers'],
          config: {
            federation: true,
            useTypeImports: true,
            enumsAsTypes: true,
            scalars,
            mappers: mappersOf(folder),
            contextType: './context.ts#Context',
            defaultMapper: 'Partial<{T}>',
            maybeValue: 'T | null | undefined',
            optionalResolveType: true,
            noSchemaStitching: true,
          },
        },
      ]),
    ),
    ...(existsSync('schema/api.graphql') && existsSync('schema/operations')
      ? {
          'schema/operations.generated.ts': {
            schema: 'schema/api.graphql',
            documents: operations,
            plugins: ['typescript-operations', 'typed-document-node'],
            config: {
              useTypeImports: true,
              enumsAsTypes: true,
              scalars: { ...scalars, DateTime: { input: 'string', output: 'string' } },
            },
          },
        }
      : {}),
  },
};

export default config;
