import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';

/** Documents by their ids, of one client or of all. */
type Documents = ReadonlyMap<string, string>;

const byId = z.record(z.string(), z.string());

/** https://www.apollographql.com/docs/graphos/platform/security/persisted-queries#manifest-format */
const manifest = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string(), body: z.string(), clientName: z.string().nullish() })),
});

/** Documents of any client. */
const ANYBODY = '';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What clients were built with: their documents, by client and id. Nothing else may be asked where only these are trusted. */
export class TrustedDocuments {
  readonly #byClient: ReadonlyMap<string, Documents>;

  constructor(documents: readonly { client?: string | undefined; id: string; text: string }[]) {
    const byClient = new Map<string, Map<string, string>>();
    for (const { client = ANYBODY, id, text } of documents) {
      const own = byClient.get(client) ?? new Map<string, string>();
      byClient.set(client, own);
      // Some tools name the algorithm, others do not; a text is found by its hash whatever it is called.
      own.set(id.replace(/^sha256:/, ''), text);
      own.set(sha256(text), text);
    }
    this.#byClient = byClient;
  }

  /** How many clients have documents of their own. */
  get clients(): number {
    return this.#byClient.size;
  }

  find(id: string, client: string | undefined): string | undefined {
    const key = id.replace(/^sha256:/, '');
    return (
      (client === undefined ? undefined : this.#byClient.get(client)?.get(key)) ?? this.#byClient.get(ANYBODY)?.get(key)
    );
  }
}

/**
 * Reads documents of a file, or of a directory whose files are named after their clients (`web.json`). A file maps ids to
 * texts, as GraphQL Code Generator and Relay write it, or is a manifest of Apollo's.
 * @throws Error that names the file at fault
 */
export async function readTrustedDocuments(path: string): Promise<TrustedDocuments> {
  const files = (await stat(path)).isDirectory()
    ? (await readdir(path)).filter((name) => name.endsWith('.json')).map((name) => join(path, name))
    : [path];
  const read = files.map(async (file) => {
    const client = files.length > 1 || file !== path ? basename(file, '.json') : undefined;
    const documents = documentsIn(file, await readFile(file, 'utf8'));
    return documents.map((document) => ({ ...document, client: document.client ?? client }));
  });
  return new TrustedDocuments((await Promise.all(read)).flat());
}

/**
 * Documents of a file that tools write: a map of ids to texts, or a manifest of Apollo's, which may say whose each is.
 * @throws Error that names the file
 */
export function documentsIn(
  file: string,
  content: string,
): { client?: string | undefined; id: string; text: string }[] {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch (cause) {
    throw new Error(`${file} is not JSON`, { cause });
  }
  const known = manifest.safeParse(json);
  if (known.success)
    return known.data.operations.map(({ id, body, clientName }) => ({
      client: clientName ?? undefined,
      id,
      text: body,
    }));
  const plain = byId.safeParse(json);
  if (plain.success) return Object.entries(plain.data).map(([id, text]) => ({ id, text }));
  throw new Error(`${file} is neither a map of ids to documents nor a manifest of persisted queries`);
}
