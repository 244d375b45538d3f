import { getOperationAST, Kind, parse, type TypeNode } from 'graphql';

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

const SAMPLES: Record<string, unknown> = {
  Int: 10,
  Float: 1,
  Boolean: true,
  LanguageCode: 'EN',
  CurrencyCode: 'RUB',
};

/** What stands for a variable of some name, so that the document can be run as it is. */
const NAMED: Record<string, unknown> = { query: 'mattress', slug: 'mattresses', city: 'Москва' };

const sampleOf = (type: TypeNode): unknown => {
  if (type.kind === Kind.NON_NULL_TYPE) return sampleOf(type.type);
  if (type.kind === Kind.LIST_TYPE) return [sampleOf(type.type)];
  return type.name.value in SAMPLES ? SAMPLES[type.name.value] : type.name.value.endsWith('Input') ? {} : '';
};

/** Every document of `schema/operations`, by name. */
export const examples: readonly Example[] = Object.values(documents)
  .map((query): Example => {
    const operation = getOperationAST(parse(query));
    const variables = (operation?.variableDefinitions ?? []).map(({ variable, type }) => [
      variable.name.value,
      type.kind === Kind.NON_NULL_TYPE ? (NAMED[variable.name.value] ?? sampleOf(type)) : null,
    ]);
    return {
      name: operation?.name?.value ?? 'anonymous',
      kind: operation?.operation ?? 'query',
      about: /^# ?(.+)/.exec(query)?.[1] ?? '',
      query,
      variables: variables.length > 0 ? JSON.stringify(Object.fromEntries(variables), null, 2) : '',
    };
  })
  .sort((a, b) => a.name.localeCompare(b.name));
