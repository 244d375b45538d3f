import type { Viewer } from '#kernel/auth/viewer.ts';
import type { EventDefinition, ReceivedEvent } from '#kernel/messages/event.ts';

/**
 * What binds one field of `Subscription` to the events that drive it. Declarative: the engine knows no marketplace.
 */
export interface Binding {
  /** The field's name. */
  readonly field: string;
  /** The kinds of events that drive it, all of one stream. */
  readonly events: readonly EventDefinition[];
  /**
   * A query asked once, as the subscriber, with the field's arguments as variables: whether the thing exists and may be
   * followed, and how it stands now.
   */
  readonly admission: string;
  /**
   * Reads the admission's answer.
   * @returns undefined when there is nothing this subscriber may follow; else the events' key and the first answers,
   *   which tell the present state
   */
  admitted(data: Data, now: Date): { readonly key: string; readonly first: readonly EventPayload[] } | undefined;
  /**
   * Whether the admission's answer knows of an event already, which reaches us after it: the present state is sent first,
   * so such an event would be told twice, or after what followed it.
   */
  knows?(data: Data, event: ReceivedEvent): boolean;
  /** Whether an event may be shown to a viewer, by what the event itself says; always, when absent. */
  mayReceive?(event: ReceivedEvent, viewer: Viewer): boolean;
  /** The event as the field's type: stubs of entities, and what only the event knows. */
  payload(event: ReceivedEvent): EventPayload;
}

// biome-ignore lint/suspicious/noExplicitAny: an answer of the graph; each binding knows the shape it asked for.
export type Data = any;

/** A value of the subscription field's type; the engine adds `resumeToken`. */
export type EventPayload = Readonly<Record<string, unknown>>;

/** The SDL of a virtual subgraph, and what drives each field of its Subscription type. */
export interface EventSource {
  /** The subgraph's name in the composed graph. */
  readonly name: string;
  readonly sdl: string;
  readonly bindings: readonly Binding[];
}
