import { type Database, openDatabase } from '#kernel/db/database.ts';
import { cloneDatabase } from '#kernel/testing/database.ts';
import { testServers } from '#kernel/testing/servers.ts';
import type { PublishedSubgraph } from '#router/registry/compose.ts';
import { Registry, registrySchema } from '#router/registry/registry.ts';

/** A registry in a database of its own. */
export interface OpenRegistry {
  readonly url: string;
  readonly db: Database;
  readonly registry: Registry;
  stop(): Promise<void>;
}

export async function openRegistry(): Promise<OpenRegistry> {
  const database = await cloneDatabase(testServers().postgresAdminUrl, [registrySchema]);
  const url = database.urlFor('registry');
  const db = openDatabase(url, { owner: 'registry' });
  const stop = async (): Promise<void> => {
    await db.close();
    await database.drop();
  };
  return { url, db, registry: new Registry(db), stop };
}

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';

/** A subgraph as it is published. */
export const subgraph = (name: string, sdl: string): PublishedSubgraph => ({
  name,
  sdl: `${LINK}\n${sdl}`,
  url: `http://${name}/graphql`,
});

/** Two that compose, for tests of what becomes of a graph. */
export const USERS = subgraph(
  'users',
  'type Query { me: User } type User @key(fields: "id") { id: ID! name: String! }',
);
export const REVIEWS = subgraph('reviews', 'type User @key(fields: "id") { id: ID! reviews: [String!]! }');
