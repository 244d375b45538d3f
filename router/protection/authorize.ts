import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { type AuthorizationRules, type Right, satisfies } from '#router/protection/authorization-rules.ts';

/** Where a selection was taken out: response keys, `@` for the items of a list, `... on T` for a fragment. */
export type RefusedPath = readonly string[];

export interface Authorized {
  /** The operation without what the viewer may not see; undefined when nothing is left. */
  readonly document: DocumentNode | undefined;
  /** What was taken out, at most {@link MAX_REFUSED} of it. */
  readonly refused: readonly RefusedPath[];
}

/** A document can say the same forbidden thing without end; nobody reads more of it than this. */
const MAX_REFUSED = 50;

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** What rewriting a selection set came to. */
interface Rewritten {
  readonly selections: readonly SelectionNode[];
  readonly refused: readonly RefusedPath[];
}

/**
 * Takes out of an operation what a viewer may not see, before anything is planned: fields, and fragments on types, at any
 * depth. What is left is a valid document that asks for `__typename` wherever it is needed to put the answer into the
 * form of the original ({@link import('./restore.ts').restore}).
 * @param schema the clients' schema
 * @param operation an operation of `document`, which is valid on the schema
 */
export function authorize(
  { schema, rules }: { schema: GraphQLSchema; rules: AuthorizationRules },
  document: DocumentNode,
  operation: OperationDefinitionNode,
  has: (right: Right) => boolean,
): Authorized {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const rewrittenFragments = new Map<string, Rewritten | 'refused'>();

  function fragment(name: string): Rewritten | 'refused' {
    const known = rewrittenFragments.get(name);
    if (known) return known;
    const { typeCondition, selectionSet } = fragments.get(name)!;
    const type = schema.getType(typeCondition.name.value);
    const result = type && satisfies(rules.ofType(type.name), has) ? rewrite(selectionSet, type) : 'refused';
    rewrittenFragments.set(name, result);
    return result;
  }

  function rewrite(set: SelectionSetNode, parent: GraphQLNamedType): Rewritten {
    const selections: SelectionNode[] = [];
    const refused: RefusedPath[] = [];
    const note = (prefix: readonly string[], inner: readonly RefusedPath[]): void => {
      for (const path of inner) if (refused.length < MAX_REFUSED) refused.push([...prefix, ...path]);
    };
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const field = rewriteField(selection, parent);
        if (field.selection) selections.push(field.selection);
        note([], field.refused);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const name = selection.typeCondition?.name.value ?? parent.name;
        const type = schema.getType(name);
        if (type && satisfies(rules.ofType(name), has)) {
          const inner = rewrite(selection.selectionSet, type);
          const kept = withSelections(selection, inner.selections);
          if (kept) selections.push(kept);
          note([], inner.refused);
        } else note([`... on ${name}`], [[]]);
      } else {
        const { value: name } = selection.name;
        const inner = fragment(name);
        if (inner === 'refused') note([`... on ${fragments.get(name)?.typeCondition.name.value}`], [[]]);
        else {
          if (inner.selections.length > 0) selections.push(selection);
          note([], inner.refused);
        }
      }
    }
    return { selections, refused };
  }

  function rewriteField(
    node: FieldNode,
    parent: GraphQLNamedType,
  ): { selection?: SelectionNode; refused: readonly RefusedPath[] } {
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
    // Introspection, which has a policy of its own.
    if (!field) return { selection: node, refused: [] };
    const named = getNamedType(field.type);
    const path = [node.alias?.value ?? node.name.value];
    if (!satisfies(rules.ofField(parent.name, field.name, named.name), has)) return { refused: [path] };
    if (!node.selectionSet) return { selection: node, refused: [] };
    for (let type = field.type; isListType(type) || isNonNullType(type); type = type.ofType)
      if (isListType(type)) path.push('@');
    const { selections, refused } = rewrite(node.selectionSet, named);
    return {
      selection: withSelections(node, selections.length > 0 ? selections : [TYPENAME]),
      refused: refused.map((inner) => [...path, ...inner]),
    };
  }

  const root = schema.getRootType(operation.operation);
  const { selections, refused } = root ? rewrite(operation.selectionSet, root) : { selections: [], refused: [] };
  if (refused.length === 0) return { document, refused };
  if (selections.length === 0) return { document: undefined, refused };
  const kept: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [
      withSelections(operation, selections)!,
      ...[...fragments.values()].flatMap((definition) => {
        const inner = fragment(definition.name.value);
        return inner === 'refused' ? [] : (withSelections(definition, inner.selections) ?? []);
      }),
    ],
  };
  return { document: withTypenames(schema, withoutUnused(kept)), refused };
}

function withSelections<N extends { readonly selectionSet?: SelectionSetNode | undefined }>(
  node: N,
  selections: readonly SelectionNode[],
): N | undefined {
  return selections.length === 0 ? undefined : { ...node, selectionSet: { kind: Kind.SELECTION_SET, selections } };
}

/** Without fragments and variables that nothing uses any more, which would make the document invalid. */
function withoutUnused(document: DocumentNode): DocumentNode {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const used = new Set<FragmentDefinitionNode>();
  const variables = new Set<string>();
  const look = (node: OperationDefinitionNode | FragmentDefinitionNode): void => {
    visit(node, {
      VariableDefinition: () => false,
      Variable: ({ name }) => {
        variables.add(name.value);
      },
      FragmentSpread: ({ name }) => {
        const definition = fragments.get(name.value);
        if (!definition || used.has(definition)) return;
        used.add(definition);
        look(definition);
      },
    });
  };
  const operation = document.definitions[0] as OperationDefinitionNode;
  look(operation);
  const kept = operation.variableDefinitions?.filter(({ variable }) => variables.has(variable.name.value));
  return { ...document, definitions: [{ ...operation, ...(kept ? { variableDefinitions: kept } : {}) }, ...used] };
}

/** Asks for the type wherever it is not known from the schema. */
function withTypenames(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  const types = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(types, {
      SelectionSet: {
        leave: (node) =>
          isAbstractType(types.getParentType()) ? { ...node, selections: [TYPENAME, ...node.selections] } : undefined,
      },
    }),
  );
}
