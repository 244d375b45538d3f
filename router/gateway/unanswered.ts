import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  getDirectiveValues,
  Kind,
  parse,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { GraphQLRequest } from '#kernel/graphql/executor.ts';

/** Entities of one request whose fields are told one by one. */
const MOST_ENTITIES = 100;

/**
 * Where a subgraph would have answered a request that it did not answer: the response keys of the root fields, and for
 * entities those of each one's fields, so that clients can tell what is null because of it.
 */
export function unanswered({ query, json, ...request }: GraphQLRequest): (string | number)[][] {
  const { variables = {} } = request.variables || !json ? request : (JSON.parse(json) as GraphQLRequest);
  const { definitions } = parse(query, { noLocation: true });
  const operation = definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (!operation) return [];
  const fragments = new Map(
    definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])),
  );
  const fieldsOf = selector(fragments, variables);
  return fieldsOf(operation.selectionSet).flatMap((field) => {
    const { representations } = variables;
    const entities = field.name.value === '_entities' && Array.isArray(representations) ? representations : undefined;
    if (!entities) return [[keyOf(field)]];
    return entities
      .slice(0, MOST_ENTITIES)
      .flatMap((entity: { __typename?: string }, index) =>
        fieldsOf(field.selectionSet, entity.__typename).map((below) => [keyOf(field), index, keyOf(below)]),
      );
  });
}

const keyOf = ({ alias, name }: FieldNode): string => (alias ?? name).value;

/** @returns the fields that are selected; of fragments on several types, those on the given type */
function selector(
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  variables: Readonly<Record<string, unknown>>,
): (set: SelectionSetNode | undefined, type?: string) => FieldNode[] {
  const isSelected = (selection: SelectionNode): boolean =>
    getDirectiveValues(GraphQLSkipDirective, selection, variables)?.if !== true &&
    getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.if !== false;
  const select = (set: SelectionSetNode | undefined, type?: string): FieldNode[] =>
    (set?.selections ?? []).filter(isSelected).flatMap((selection) => {
      // What the planner adds for itself is not missed by clients.
      if (selection.kind === Kind.FIELD) return selection.name.value === '__typename' ? [] : [selection];
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      const condition = fragment?.typeCondition?.name.value;
      return type === undefined || condition === undefined || condition === type
        ? select(fragment?.selectionSet, type)
        : [];
    });
  return select;
}
