import { readFile } from 'node:fs/promises';
import { compose } from '#router/registry/compose.ts';
import { manifestSubgraphs } from '#router/registry/manifest-subgraphs.ts';
import { contracts } from '#schema/contracts.ts';
import { manifest } from '#subgraphs/manifest.ts';
import { asyncApiOf } from './asyncapi.ts';

/** A file that is derived from others and committed; `path` is relative to the checkout. */
export interface DerivedFile {
  readonly path: string;
  readonly text: string;
}

/**
 * What the house publishes, derived from its subgraphs: the composed graph for routers, the graph as clients see it,
 * its contracts, and the catalogue of events.
 * @throws Error that names every reason why the subgraphs do not compose
 */
export async function publishedFiles(): Promise<DerivedFile[]> {
  const subgraphs = await Promise.all(manifest.map(({ load }) => load()));
  const composition = compose(await manifestSubgraphs(), contracts);
  if (composition.errors)
    throw new Error(
      [
        'the subgraphs do not compose:',
        ...composition.errors.map(({ code, message, subgraph, file, line, contract }) =>
          [`${file ?? contract ?? subgraph ?? ''}${line ? `:${line}` : ''}`, code, message].filter(Boolean).join(' '),
        ),
      ].join('\n  '),
    );
  const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  const events = asyncApiOf(subgraphs, { title: 'Marketplace events', version });
  return [
    { path: 'schema/supergraph.graphql', text: `${composition.supergraphSdl.trimEnd()}\n` },
    { path: 'schema/api.graphql', text: composition.apiSdl },
    ...composition.contracts.map(({ name, apiSdl }) => ({ path: `schema/contracts/${name}.graphql`, text: apiSdl })),
    { path: 'schema/asyncapi.json', text: `${JSON.stringify(events, null, 2)}\n` },
  ];
}

/** TypeScript types of every subgraph's SDL and of the clients' documents, by the configuration in `codegen.ts`. */
export async function typeFiles(): Promise<DerivedFile[]> {
  // Loaded late: its configuration looks at files that `publishedFiles` may have just made.
  const [{ generate }, { default: config }] = await Promise.all([
    import('@graphql-codegen/cli'),
    import('../../codegen.ts'),
  ]);
  const made = (await generate({ ...config, silent: true }, false)) as { filename: string; content: string }[];
  return made.map(({ filename, content }) => ({ path: filename, text: content }));
}
