import { Kind, type OperationDefinitionNode, type TypeNode } from 'graphql';

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

/** JSON with every variable of an operation and a value of its kind to be replaced; empty when it has none. */
export function sampleVariables(operation: OperationDefinitionNode | null | undefined): string {
  const variables = (operation?.variableDefinitions ?? []).map(({ variable, type }) => [
    variable.name.value,
    type.kind === Kind.NON_NULL_TYPE ? (NAMED[variable.name.value] ?? sampleOf(type)) : null,
  ]);
  return variables.length > 0 ? JSON.stringify(Object.fromEntries(variables), null, 2) : '';
}
