import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { EventDefinition } from '#kernel/messages/event.ts';
import type { EventSchema, JsonSchema } from '#router/registry/checks/event-compatibility.ts';
import type { PublishedSubgraph } from '#router/registry/compose.ts';
import type { ContractDefinition } from '#router/registry/contract.ts';
import { joinFiles } from '#router/registry/places.ts';
import { contracts } from '#schema/contracts.ts';
import { shared } from '#schema/shared.ts';
import { manifest } from '#subgraphs/manifest.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SHARED = { path: 'schema/shared.graphql', text: shared.typeDefs };

/**
 * Every subgraph of the manifest as it is to be published. Reads files only: nothing has to run.
 * @param urlOf where a subgraph answers; informative for those in the router's own process
 */
export async function manifestSubgraphs(
  urlOf: (name: string) => string = (name) => `http://${name}.internal/graphql`,
): Promise<PublishedSubgraph[]> {
  const published = manifest.map(async ({ name, load }): Promise<PublishedSubgraph> => {
    const { schema, events = [] } = await load();
    const file = { path: relative(ROOT, fileURLToPath(schema)), text: await readFile(schema, 'utf8') };
    const declared = new URL('./events.ts', schema);
    const source = existsSync(declared) ? await readFile(declared, 'utf8') : '';
    return {
      name,
      url: urlOf(name),
      ...joinFiles([SHARED, file]),
      events: events.map((event) => eventSchema(event, relative(ROOT, fileURLToPath(declared)), source)),
    };
  });
  return Promise.all(published);
}

/** This house's contracts, each with its place. */
export async function manifestContracts(): Promise<ContractDefinition[]> {
  const file = 'schema/contracts.ts';
  const source = await readFile(join(ROOT, file), 'utf8');
  return contracts.map((contract) => ({ ...contract, at: { file, line: lineOf(source, `name: '${contract.name}'`) } }));
}

/** The line, from 1, in which a text first stands; the first one where it does not. */
export const lineOf = (source: string, text: string): number =>
  source.slice(0, Math.max(0, source.indexOf(text))).split('\n').length;

function eventSchema({ type, version, key, schema }: EventDefinition, file: string, source: string): EventSchema {
  // Of `input`: a reader must let pass what it does not know, so that publishers may add fields.
  const { $schema: _dialect, ...payload } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' });
  return { type, version, key, schema: payload as JsonSchema, at: { file, line: lineOf(source, `'${type}'`) } };
}
