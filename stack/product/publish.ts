import { openDatabase } from '#kernel/db/database.ts';
import { manifestSubgraphs } from '#router/registry/manifest-subgraphs.ts';
import { Registry } from '#router/registry/registry.ts';
import type { Version } from '#router/registry/store/versions.ts';
import { contracts } from '#schema/contracts.ts';
import { StartError } from '../start-error.ts';

/** Where a subgraph is said to answer when no URL leads to it: it runs in the router's process, or is virtual. */
export const virtualUrl = (name: string): string => `http://${name}.internal/graphql`;

/**
 * Brings the schemas of the manifest to the registry, the only way to a new version of the graph. Publishing what is
 * there already changes nothing.
 * @param urlOf where a subgraph answers
 * @throws StartError with every reason when the registry refuses
 */
export async function publishManifest(registryUrl: string, urlOf = virtualUrl): Promise<Version> {
  const db = openDatabase(registryUrl, { owner: 'registry', max: 1 });
  try {
    const result = await new Registry(db).publish({
      subgraphs: await manifestSubgraphs(urlOf),
      retired: 'others',
      contracts,
      actor: 'launcher',
    });
    if (result.outcome === 'published') return result.version;
    throw new StartError(
      `The registry refuses the schemas: ${JSON.stringify(result.checks.filter(({ outcome }) => outcome === 'failed'))}`,
      'npm run codegen -- --check',
    );
  } finally {
    await db.close();
  }
}
