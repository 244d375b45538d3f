import type { Supergraph } from '@apollo/federation-internals';
import type { FetchNode, QueryPlan } from '@apollo/query-planner';
import { Kind, parse, print, type SelectionNode, stripIgnoredCharacters, visit } from 'graphql';
import { mapFetches } from '#router/gateway/plan/map-fetches.ts';

const isTypename = (selection: SelectionNode): boolean =>
  selection.kind === Kind.FIELD && selection.name.value === '__typename' && !selection.alias;

/**
 * Interfaces that are objects (`@interfaceObject`) to some subgraphs. Such a subgraph says of every type the interface's
 * name, and the planner asks it for the type also of what another has told the type of, which nobody would know then.
 */
export class InterfaceObjects {
  /** By subgraph. */
  readonly #types = new Map<string, Set<string>>();

  constructor(supergraph: Supergraph) {
    const names = new Map([...supergraph.subgraphNameToGraphEnumValue()].map(([name, graph]) => [graph, name]));
    for (const type of supergraph.schema.interfaceTypes())
      for (const join of type.appliedDirectivesOf('join__type')) {
        const { graph, isInterfaceObject } = join.arguments() as { graph: string; isInterfaceObject?: boolean };
        const name = isInterfaceObject && names.get(graph);
        if (name) this.#types.set(name, (this.#types.get(name) ?? new Set()).add(type.name));
      }
  }

  /** A plan that asks such subgraphs for nothing that they do not know. */
  told(plan: QueryPlan): QueryPlan {
    if (this.#types.size === 0) return plan;
    return mapFetches(plan, (fetch) => this.#withoutTypes(fetch));
  }

  #withoutTypes(fetch: FetchNode): FetchNode {
    const types = fetch.requires && this.#types.get(fetch.serviceName);
    if (!types || !fetch.operation.includes('__typename')) return fetch;
    const operation = visit(parse(fetch.operation, { noLocation: true }), {
      InlineFragment: (fragment, _key, _parent, _path, ancestors) => {
        const { typeCondition, selectionSet } = fragment;
        const selections = selectionSet.selections.filter((one) => !isTypename(one));
        const isEntity = !ancestors.some((one) => 'kind' in one && one.kind === Kind.INLINE_FRAGMENT);
        if (!isEntity || !types.has(typeCondition?.name.value ?? '') || selections.length === 0) return undefined;
        return { ...fragment, selectionSet: { ...selectionSet, selections } };
      },
    });
    return { ...fetch, operation: stripIgnoredCharacters(print(operation)) };
  }
}
