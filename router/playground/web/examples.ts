import { getOperationAST, parse } from 'graphql';
import { sampleVariables } from '../sample-variables.ts';

/** One of the clients' documents, ready to be tried. */
export interface Example {
  readonly name: string;
  /** `query`, `mutation` or `subscription`. */
  readonly kind: string;
  /** The comment above the operation. */
  readonly about: string;
  readonly query: string;
  /** JSON with every variable and a value of its kind to be replaced. */
  readonly variables: string;
}

const documents: Record<string, string> = import.meta.glob('../../../schema/operations/*.graphql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Every document of `schema/operations`, by name. */
export const examples: readonly Example[] = Object.values(documents)
  .map((query): Example => {
    const operation = getOperationAST(parse(query));
    return {
      name: operation?.name?.value ?? 'anonymous',
      kind: operation?.operation ?? 'query',
      about: /^# ?(.+)/.exec(query)?.[1] ?? '',
      query,
      variables: sampleVariables(operation),
    };
  })
  .sort((a, b) => a.name.localeCompare(b.name));
