import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { BadArguments } from '#router/registry/cli/session.ts';
import { lineOf, manifestContracts, manifestSubgraphs } from '#router/registry/manifest-subgraphs.ts';
import type { SdlFile } from '#router/registry/places.ts';

/** @throws BadArguments for what cannot be read */
export const read = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new BadArguments(`${path} cannot be read: ${(cause as NodeJS.ErrnoException).code}`, { cause });
  }
};

/** What is to be published: one subgraph from its files, or without one all that this house has. */
export async function publicationOf(
  subgraph: string | undefined,
  files: readonly string[],
  { url, events }: { url?: string; events?: string },
): Promise<Record<string, unknown>> {
  if (subgraph === undefined) {
    const subgraphs = (await manifestSubgraphs()).map(({ name, url, sdl, files = [], events = [] }) => ({
      name,
      url,
      files: filesOf(sdl, files),
      events,
    }));
    return { subgraphs, contracts: await manifestContracts() };
  }
  if (files.length === 0) throw new BadArguments('Name the files of its SDL.');
  const texts = await Promise.all(
    files.map(async (path) => ({ path: relative(process.cwd(), path), text: await read(path) })),
  );
  return {
    subgraphs: [{ name: subgraph, url, files: texts, ...(events ? { events: await eventsIn(events) } : {}) }],
  };
}

/** Events of a file, each with its place. */
async function eventsIn(path: string): Promise<unknown[]> {
  const content = await read(path);
  let events: unknown;
  try {
    events = JSON.parse(content);
  } catch (cause) {
    throw new BadArguments(`${path} is not JSON: ${(cause as Error).message}`, { cause });
  }
  if (!Array.isArray(events)) throw new BadArguments(`${path} is no list of events.`);
  const file = relative(process.cwd(), path);
  return events.map((event: { type?: unknown }) => ({
    at: { file, line: lineOf(content, JSON.stringify(event?.type)) },
    ...event,
  }));
}

/** The files that were put together to an SDL. */
function filesOf(sdl: string, files: readonly SdlFile[]): { path: string; text: string }[] {
  const lines = sdl.split('\n');
  return files.map(({ path, firstLine }, index) => ({
    path,
    text: lines.slice(firstLine - 1, (files[index + 1]?.firstLine ?? lines.length + 1) - 1).join('\n'),
  }));
}
