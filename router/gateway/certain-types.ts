import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type InlineFragmentNode,
  isAbstractType,
  isObjectType,
  Kind,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

type Fragment = Pick<FragmentDefinitionNode | InlineFragmentNode, 'typeCondition' | 'directives' | 'selectionSet'>;

/**
 * A document whose fragments on an interface or a union stand without that condition where the type is certain to fulfil it,
 * as below `user: User` in `{ user { ... on Node { ... on User { name } } } }`. The planner sees that nobody has to be asked
 * for the type, and the gateway, which was not told the type, then leaves out what is in such a fragment.
 */
export function withCertainTypes(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const types = new TypeInfo(schema);
  const fragments = new Map(
    document.definitions.flatMap((one): [string, FragmentDefinitionNode][] =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [],
    ),
  );
  /** Of a fragment on an object: what it is without its condition; null where it never applies, undefined as it is. */
  const onObject = (fragment: Fragment): InlineFragmentNode | null | undefined => {
    const on = types.getParentType();
    const condition = schema.getType(fragment.typeCondition?.name.value ?? '');
    if (!isObjectType(on) || !condition || condition === on) return undefined;
    if (!isAbstractType(condition) || !schema.isSubType(condition, on)) return null;
    return { kind: Kind.INLINE_FRAGMENT, directives: fragment.directives, selectionSet: fragment.selectionSet };
  };
  return visit(
    document,
    visitWithTypeInfo(types, {
      FragmentSpread: ({ name, directives }) => {
        const fragment = fragments.get(name.value);
        return fragment && onObject({ ...fragment, directives });
      },
      InlineFragment: {
        enter: onObject,
        leave: ({ selectionSet }) => (selectionSet.selections.length === 0 ? null : undefined),
      },
      Field: {
        leave: (field) =>
          field.selectionSet?.selections.length === 0 ? { ...field, selectionSet: NOTHING } : undefined,
      },
    }),
  );
}

/** Of a document that is answered, so it is skipped: that of `conditions.ts` is planned alone. */
const [{ selectionSet: NOTHING }] = parse('{ __typename @skip(if: true) }', { noLocation: true })
  .definitions as unknown as readonly [InlineFragmentNode];
