import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isAbstractType,
  isCompositeType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { CacheHint, CacheRules } from '#router/cache/cache-rules.ts';

/** How answers to an operation may be cached. */
export interface CachePolicy {
  /** For how many seconds; above 0. */
  readonly maxAge: number;
  /** Whose they are: everybody's who has the same rights, or one viewer's. */
  readonly scope: 'PUBLIC' | 'PRIVATE';
}

/**
 * What `@cacheControl` makes of an operation, as Apollo Server has it: the smallest age of all that is selected, 0 for root
 * fields and fields of objects that say nothing, and private when anything is. It is decided before execution, so what
 * `@skip`, `@include` or the runtime type may leave out counts too: answers are never kept for too long.
 * @param schema what clients see
 * @returns undefined for what may not be cached
 */
export function policyOf(
  rules: CacheRules,
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
): CachePolicy | undefined {
  const operation = getOperationAST(document, operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (operation?.operation !== 'query' || !root) return undefined;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  let maxAge = Number.POSITIVE_INFINITY;
  let scope: CachePolicy['scope'] = 'PUBLIC';
  const seen = new Set<string>();

  const restrict = (hint: CacheHint): void => {
    if (hint.maxAge !== undefined) maxAge = Math.min(maxAge, hint.maxAge);
    if (hint.scope === 'PRIVATE') scope = 'PRIVATE';
  };

  const ofField = (node: FieldNode, parent: GraphQLCompositeType): void => {
    const { value: name } = node.name;
    if (name.startsWith('__')) return;
    const possible = isAbstractType(parent) ? [parent, ...schema.getPossibleTypes(parent)] : [parent];
    for (const type of possible) {
      const field = 'getFields' in type ? type.getFields()[name] : undefined;
      if (!field) continue;
      const returned = getNamedType(field.type);
      const isObject = isCompositeType(returned);
      restrict(
        fieldHint(
          isObject ? rules.hint(returned.name) : {},
          rules.hint(`${type.name}.${name}`),
          isObject,
          type === root,
        ),
      );
      // What implementations return is of the type that the interface's own field returns.
      if (type === parent && isCompositeType(returned) && node.selectionSet) ofSet(node.selectionSet, returned);
    }
  };

  const ofSet = ({ selections }: SelectionSetNode, parent: GraphQLCompositeType): void => {
    for (const selection of selections) {
      if (maxAge <= 0) return;
      if (selection.kind === Kind.FIELD) ofField(selection, parent);
      else if (selection.kind === Kind.INLINE_FRAGMENT)
        ofSet(selection.selectionSet, conditionOf(schema, selection.typeCondition?.name.value) ?? parent);
      else if (!seen.has(selection.name.value)) {
        seen.add(selection.name.value);
        const { typeCondition, selectionSet } = fragments.get(selection.name.value)!;
        ofSet(selectionSet, conditionOf(schema, typeCondition.name.value) ?? parent);
      }
    }
  };

  ofSet(operation.selectionSet, root);
  return maxAge > 0 && Number.isFinite(maxAge) ? { maxAge, scope } : undefined;
}

/** What a field's own directive and that of the type it returns come to. */
function fieldHint(ofType: CacheHint, ofField: CacheHint, isObject: boolean, isRoot: boolean): CacheHint {
  const inherits = (ofType.inheritMaxAge ?? false) || (ofField.inheritMaxAge ?? false);
  const maxAge =
    (ofField.inheritMaxAge ? undefined : ofField.maxAge) ?? (ofType.inheritMaxAge ? undefined : ofType.maxAge);
  const byDefault = isRoot || (isObject && !inherits) ? 0 : undefined;
  return { maxAge: maxAge ?? byDefault, scope: ofField.scope ?? ofType.scope };
}

const conditionOf = (schema: GraphQLSchema, name: string | undefined): GraphQLCompositeType | undefined => {
  const type = name === undefined ? undefined : schema.getType(name);
  return isCompositeType(type) ? type : undefined;
};
