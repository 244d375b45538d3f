import { type DocumentNode, Kind, visit } from 'graphql';

/**
 * The document without `@defer`, which is answered as a whole: an answer may be given in parts, it does not have to
 * (https://github.com/graphql/defer-stream-wg). Variables that nothing else uses go with it.
 * @returns the same document where nothing is deferred
 */
export function withoutDefer(document: DocumentNode): DocumentNode {
  const freed = new Set<string>();
  let found = false;
  const whole = visit(document, {
    Directive: ({ name, arguments: args = [] }, _key, _parent, _path, ancestors) => {
      if (name.value !== 'defer' || !isFragment(ancestors.at(-1))) return undefined;
      found = true;
      for (const { value } of args) if (value.kind === Kind.VARIABLE) freed.add(value.name.value);
      return null;
    },
  });
  if (!found) return document;
  const used = new Set<string>();
  visit(whole, { VariableDefinition: () => false, Variable: ({ name }) => void used.add(name.value) });
  return visit(whole, {
    VariableDefinition: ({ variable: { name } }) => (freed.has(name.value) && !used.has(name.value) ? null : false),
  });
}

const isFragment = (node: unknown): boolean => {
  const { kind } = (node ?? {}) as { kind?: string };
  return kind === Kind.INLINE_FRAGMENT || kind === Kind.FRAGMENT_SPREAD;
};
