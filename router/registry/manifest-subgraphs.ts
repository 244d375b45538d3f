import { readFile } from 'node:fs/promises';
import type { PublishedSubgraph } from '#router/registry/compose.ts';
import { marketplaceEvents } from '#router/subscriptions/marketplace-events.ts';
import { shared } from '#schema/shared.ts';
import { manifest } from '#subgraphs/manifest.ts';

/**
 * Every subgraph of the manifest as it is to be published, and the virtual one that holds the subscriptions. Reads files
 * only: nothing has to run.
 * @param urlOf where a subgraph answers; informative for those in the router's own process
 */
export async function manifestSubgraphs(
  urlOf: (name: string) => string = (name) => `http://${name}.internal/graphql`,
): Promise<PublishedSubgraph[]> {
  const own = manifest.map(async ({ name, load }) => {
    const { schema } = await load();
    return { name, url: urlOf(name), sdl: `${shared.typeDefs}\n${await readFile(schema, 'utf8')}` };
  });
  const { name, sdl } = marketplaceEvents;
  return [...(await Promise.all(own)), { name, sdl, url: urlOf(name) }];
}
