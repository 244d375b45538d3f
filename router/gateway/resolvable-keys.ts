import { type ConstDirectiveNode, Kind, parse, print } from 'graphql';

/**
 * A supergraph whose types tell the keys by which subgraphs find entities before those they only know of. The planner
 * takes the first when it comes back to a subgraph with what that requires, whether it is `resolvable` or not.
 */
export function withResolvableKeysFirst(supergraphSdl: string): string {
  if (!supergraphSdl.includes('resolvable: false')) return supergraphSdl;
  const document = parse(supergraphSdl, { noLocation: true });
  const definitions = document.definitions.map((type) => {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION) return type;
    const directives = type.directives ?? [];
    return {
      ...type,
      directives: [...directives.filter((one) => !isUnresolvableKey(one)), ...directives.filter(isUnresolvableKey)],
    };
  });
  return print({ ...document, definitions });
}

const isUnresolvableKey = ({ name, arguments: given = [] }: ConstDirectiveNode): boolean =>
  name.value === 'join__type' &&
  given.some(({ name, value }) => name.value === 'resolvable' && value.kind === Kind.BOOLEAN && !value.value);
