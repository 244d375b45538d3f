import type { Supergraph } from '@apollo/federation-internals';
import {
  type AdmissionArguments,
  type Binding,
  bindingOf,
  EVENTS_SUBGRAPH,
  type EventArguments,
} from '#router/subscriptions/binding.ts';

/**
 * The bindings a supergraph carries, by field.
 * @throws Error for one that cannot be read; publishing refuses those
 */
export function bindingsOf({ schema }: Supergraph): ReadonlyMap<string, Binding> {
  const root = schema.schemaDefinition.rootType('subscription');
  const bindings = new Map<string, Binding>();
  for (const field of root?.fields() ?? []) {
    const [event] = field.appliedDirectivesOf('event');
    const [admission] = field.appliedDirectivesOf('admission');
    if (event)
      bindings.set(
        field.name,
        bindingOf(
          field.name,
          event.arguments() as unknown as EventArguments,
          admission?.arguments() as unknown as AdmissionArguments | undefined,
        ),
      );
  }
  return bindings;
}

/** The schema by which an event's own part of an answer is made; undefined for a graph without events. */
export const eventSchemaOf = (supergraph: Supergraph) =>
  supergraph.subgraphs().get(EVENTS_SUBGRAPH)?.schema.toGraphQLJSSchema();
