import { Fault } from '#kernel/errors.ts';

/**
 * What somebody may do with the registry. `registry:publish:order` allows the one subgraph, `registry:documents:web` the
 * documents of the one client.
 */
export type RegistryScope =
  | 'registry:read'
  | 'registry:usage'
  | 'registry:publish'
  | 'registry:documents'
  | `registry:documents:${string}`
  | 'registry:admin';

/** Who asks the registry. */
export interface Actor {
  /** For the history: an admin's id, or a key's. */
  readonly name: string;
  readonly scopes: readonly string[];
}

/** Who holds the registry's database may do everything. */
export const OPERATOR: Actor = { name: 'operator', scopes: ['registry:admin'] };

const has = ({ scopes }: Actor, ...wanted: string[]): boolean =>
  scopes.includes('registry:admin') || wanted.some((scope) => scopes.includes(scope));

/** @throws Fault FORBIDDEN */
export function requireScope(actor: Actor, ...scopes: RegistryScope[]): void {
  if (!has(actor, ...scopes)) throw new Fault('FORBIDDEN', `This needs the scope ${scopes.join(' or ')}.`);
}

/**
 * Whoever publishes one subgraph may publish no other, and nothing of the graph's own.
 * @param subgraphs names of all that would change; undefined when more than subgraphs would
 * @throws Fault FORBIDDEN that names the subgraphs of somebody else
 */
export function requirePublisher(actor: Actor, subgraphs: readonly string[] | undefined): void {
  if (has(actor, 'registry:publish')) return;
  if (!subgraphs) throw new Fault('FORBIDDEN', 'This needs the scope registry:publish.');
  const foreign = subgraphs.filter((name) => !has(actor, `registry:publish:${name}`));
  if (foreign.length > 0 || subgraphs.length === 0)
    throw new Fault('FORBIDDEN', `This key may not publish ${foreign.join(', ') || 'nothing'}.`);
}
