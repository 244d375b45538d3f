import { mayRead, type Viewer } from '#kernel/auth/viewer.ts';
import { isId } from '#kernel/ids.ts';
import type { Overflow } from '#router/subscriptions/audience.ts';
import { type Condition, parseCondition, passes } from '#router/subscriptions/filter.ts';
import {
  applyMapping,
  follow,
  type Mapping,
  type Path,
  parseMapping,
  parsePath,
} from '#router/subscriptions/mapping.ts';

/** Where the directives come from, as `@link` says it. */
export const EVENT_SPEC = 'https://marketplace.example/event/v1.0';

/** The subgraph that fields bound to topics are lifted into. It has types and no server. */
export const EVENTS_SUBGRAPH = 'events';

/** The URL that marks a subgraph without a server. */
export const VIRTUAL_URL = 'virtual:events';

/** The arguments of `@event`, as they stand in the SDL; see `schema/shared.graphql`. */
export interface EventArguments {
  readonly topic: string;
  readonly key: string;
  readonly select: string;
  readonly types?: readonly string[] | null;
  readonly filter?: readonly string[] | null;
  readonly owner?: string | null;
  readonly staff?: readonly string[] | null;
  readonly overflow?: string | null;
}

/** The arguments of `@admission`. */
export interface AdmissionArguments {
  readonly query: string;
  readonly select?: string | null;
  readonly each?: string | null;
  readonly told?: string | null;
}

/** What of a payload the present state has told of already: a field of the payload, and where its values stand. */
interface Told {
  readonly field: Path;
  readonly among: Path;
}

/** A field of `Subscription` bound to a topic: what drives it, who may follow it, and how a message becomes its value. */
export interface Binding {
  readonly field: string;
  /** Without the installation's prefix. */
  readonly topic: string;
  readonly types: ReadonlySet<string> | undefined;
  readonly key: string;
  readonly filter: readonly Condition[];
  readonly owner: Path | undefined;
  readonly staff: readonly string[];
  readonly select: Mapping;
  readonly overflow: Overflow;
  readonly admission:
    | { readonly query: string; readonly select?: Mapping; readonly each?: Path; readonly told?: Told }
    | undefined;
}

export type Arguments = Readonly<Record<string, unknown>>;

const TOLD = /^\s*([\w.]+)\s+in\s+([\w.]+)\s*$/;

/** @throws Error that says which argument is wrong, and how */
export function bindingOf(field: string, event: EventArguments, admission?: AdmissionArguments): Binding {
  const overflow = event.overflow ?? 'latest';
  if (overflow !== 'latest' && overflow !== 'close')
    throw new Error(`overflow is "latest" or "close", not "${overflow}"`);
  return {
    field,
    topic: event.topic,
    types: event.types?.length ? new Set(event.types) : undefined,
    key: event.key,
    filter: (event.filter ?? []).map(parseCondition),
    owner: event.owner ? parsePath(event.owner) : undefined,
    staff: event.staff ?? [],
    select: parseMapping(event.select),
    overflow,
    admission: admission && {
      query: admission.query,
      ...(admission.select ? { select: parseMapping(admission.select) } : {}),
      ...(admission.each ? { each: parsePath(admission.each) } : {}),
      ...(admission.told ? { told: toldOf(admission.told) } : {}),
    },
  };
}

function toldOf(text: string): Told {
  const [, field, among] = TOLD.exec(text) ?? [];
  if (!field || !among) throw new Error(`"${text}" is not "field in path"`);
  return { field: parsePath(field), among: parsePath(among) };
}

const PLACEHOLDER = /\{(\w+)\}/g;

/** Names of the arguments a key is made of. */
export const keyArguments = (key: string): string[] => [...key.matchAll(PLACEHOLDER)].map(([, name]) => name!);

/** The key of the messages to follow; undefined when an argument it is made of is null. */
export function keyOf({ key }: Binding, args: Arguments): string | undefined {
  if (keyArguments(key).some((name) => args[name] === undefined || args[name] === null)) return undefined;
  return key.replace(PLACEHOLDER, (_, name: string) => canonical(String(args[name])));
}

/** Some platforms write UUIDs in capital letters; whoever publishes writes them in small ones (RFC 9562 §4). */
const canonical = (text: string): string => (isId(text) ? text.toLowerCase() : text);

/** Whether a message's payload is for those who gave these arguments, as this viewer. */
export const concerns = (
  { filter, owner, staff }: Binding,
  payload: unknown,
  args: Arguments,
  viewer: Viewer,
): boolean => (!owner || mayRead(viewer, String(follow(payload, owner)), ...staff)) && passes(filter, payload, args);

/** The field's value as a message tells it. */
export const toldValue = ({ select }: Binding, payload: unknown): Record<string, unknown> =>
  applyMapping(select, payload);

/**
 * The present state, as the first answers tell it.
 * @param data the answer to the admission query
 */
export function presentState({ admission }: Binding, data: unknown): Record<string, unknown>[] {
  if (!admission?.select) return [];
  const found = admission.each ? follow(data, admission.each) : data;
  const all = Array.isArray(found) ? found : found === undefined || found === null ? [] : [found];
  return all.map((one) => applyMapping(admission.select!, one));
}

/** What the present state has told of, as {@link tells} reads it of a payload. */
export function toldBy({ admission }: Binding, data: unknown): ReadonlySet<string> {
  const values = admission?.told && follow(data, admission.told.among);
  return new Set(Array.isArray(values) ? values.map(String) : []);
}

/** What a payload tells, to be looked up in {@link toldBy}; undefined when the binding does not say. */
export const tells = ({ admission }: Binding, payload: unknown): string | undefined =>
  admission?.told && String(follow(payload, admission.told.field));
