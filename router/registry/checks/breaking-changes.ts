import { type Affected, levelOf, type Reason, type Strictness } from '#router/registry/checks/check.ts';
import { coordinatesHit, type SchemaChange } from '#router/registry/checks/schema-changes.ts';
import type { Places } from '#router/registry/places.ts';

/** What is known of who uses the graph. */
export interface Usage {
  /** Days that are looked at. */
  readonly days: number;
  /** Whether routers reported anything within these days; else nobody can say that something is unused. */
  readonly known: boolean;
  /** Who used each of the coordinates within these days. */
  of(coordinates: readonly string[]): Promise<ReadonlyMap<string, readonly Affected[]>>;
}

/** Changes of each schema by its name: `graph`, and the contracts. */
export type ChangesByApi = ReadonlyMap<string, readonly SchemaChange[]>;

/** Every breaking change once, with all that it breaks: the graph, contracts, and whose operations. */
export async function breakingChanges(
  changes: ChangesByApi,
  usage: Usage,
  places: { readonly before: Places; readonly after: Places },
  strictness: Strictness,
): Promise<Reason[]> {
  const found = new Map<string, { change: SchemaChange; breaks: string[] }>();
  for (const [api, list] of changes)
    for (const change of list.filter(({ level }) => level === 'breaking')) {
      const key = `${change.code} ${change.path} ${change.message}`;
      const known = found.get(key);
      if (known) known.breaks.push(api);
      else found.set(key, { change, breaks: [api] });
    }
  const hit = [...new Set([...found.values()].flatMap(({ change }) => coordinatesHit(change)))];
  const users = usage.known && hit.length > 0 ? await usage.of(hit) : new Map<string, readonly Affected[]>();
  return [...found.values()].map(({ change, breaks }): Reason => {
    const affects = coordinatesHit(change).flatMap((coordinate) => users.get(coordinate) ?? []);
    const unused = usage.known && affects.length === 0;
    return {
      code: change.code,
      path: change.path,
      message: unused ? `${change.message} Nobody used it in the last ${usage.days} days.` : change.message,
      level: unused ? 'notice' : levelOf(strictness),
      breaks,
      ...(affects.length > 0 ? { affects } : {}),
      ...places.after.findChange(change.path, places.before),
    };
  });
}
