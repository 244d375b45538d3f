import { createHash } from 'node:crypto';
import type { Database, Queryable, Tx } from '#kernel/db/database.ts';
import { type CheckResult, judged } from '#router/registry/checks/check.ts';
import { type DocumentList, listReasons } from '#router/registry/documents/document-checks.ts';
import type { DocumentInUse } from '#router/registry/documents/document-problems.ts';
import { currentVersion, lockVariant } from '#router/registry/store/versions.ts';

/** The channel on which routers hear of lists that were published or revoked; the payload is the variant. */
const DOCUMENTS_CHANNEL = 'registry_documents';

/** A list as it was published. */
export interface PublishedList extends DocumentList {
  readonly id: number;
  /** Who did it. */
  readonly actor: string;
  readonly publishedAt: Date;
  /** Since when its documents may no longer be named because of it. */
  readonly revokedAt: Date | null;
}

/** What routers need of all lists of an environment. */
export interface DocumentsInUse {
  /** Equal ids mean equal documents. */
  readonly id: string;
  readonly documents: readonly { readonly client: string; readonly id: string; readonly text: string }[];
}

export interface ListToPublish extends DocumentList {
  readonly variant: string;
  readonly actor: string;
}

export type ListResult =
  | { readonly outcome: 'published'; readonly list: PublishedList; readonly changed: boolean }
  /** Nothing was changed. */
  | { readonly outcome: 'refused'; readonly checks: readonly CheckResult[] };

/** The trusted documents of clients, by environment, client and version, in PostgreSQL. */
export class DocumentLists {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Says what {@link publish} would say. Changes nothing. */
  check(list: ListToPublish): Promise<CheckResult> {
    return judgedBy(this.#db, list);
  }

  /** Adds a version of a client, all or nothing. What is there already may be published again. */
  publish(list: ListToPublish): Promise<ListResult> {
    const { variant, client, clientVersion, contract, documents, actor } = list;
    return this.#db.transaction(async (tx) => {
      // A graph that is published meanwhile is checked against these documents, or these against it.
      await lockVariant(tx, variant);
      const [same] = await selectLists(tx, variant, { client, clientVersion, live: true });
      if (same && contentOf(same) === contentOf(list)) return { outcome: 'published', list: same, changed: false };
      const check = await judgedBy(tx, list, same);
      if (check.outcome === 'failed') return { outcome: 'refused', checks: [check] };
      const [row] = await tx.sql<PublishedList[]>`
        insert into document_lists (variant, client, client_version, contract, documents, actor)
        values (${variant}, ${client}, ${clientVersion}, ${contract}, ${JSON.stringify(documents)}::text::jsonb, ${actor})
        returning ${columns(tx)}`;
      await tx.sql`select pg_notify(${DOCUMENTS_CHANNEL}, ${variant})`;
      return { outcome: 'published', list: row!, changed: true };
    });
  }

  /** Ends a list; documents that other versions have stay. @returns false when there is none */
  revoke(variant: string, client: string, clientVersion: string): Promise<boolean> {
    return this.#db.transaction(async (tx) => {
      const { count } = await tx.sql`
        update document_lists set revoked_at = now()
        where variant = ${variant} and client = ${client} and client_version = ${clientVersion} and revoked_at is null`;
      await tx.sql`select pg_notify(${DOCUMENTS_CHANNEL}, ${variant})`;
      return count > 0;
    });
  }

  /** Lists of an environment, the newest first, revoked ones too. */
  lists(variant: string, client: string | undefined, first: number): Promise<PublishedList[]> {
    return selectLists(this.#db, variant, { client, first });
  }

  /** What the clients of an environment may name now. */
  async inUse(variant: string): Promise<DocumentsInUse> {
    const documents = await documentsInUse(this.#db, variant);
    const known = documents.map(({ client, id, text }) => ({ client, id, text }));
    return { id: createHash('sha256').update(JSON.stringify(known)).digest('hex'), documents: known };
  }

  /**
   * Tells of what clients may name from each change on, and after each lost connection.
   * @returns how to stop
   */
  async watch(
    variant: string,
    changed: (documents: DocumentsInUse) => void,
    failed: (error: unknown) => void,
  ): Promise<() => Promise<void>> {
    const look = (): void => {
      this.inUse(variant).then(changed, failed);
    };
    const told = (of: string): void => {
      if (of === variant) look();
    };
    const { unlisten } = await this.#db.sql.listen(DOCUMENTS_CHANNEL, told, look);
    return unlisten;
  }

  /** Forgets lists that were revoked so many days ago. */
  async forget(days: number): Promise<void> {
    await this.#db.sql`delete from document_lists where revoked_at < now() - ${days}::int * interval '1 day'`;
  }
}

type Sql = Pick<Queryable, 'sql'>;

/** Each document that clients of an environment may name, once, in an order of its own. */
export async function documentsInUse(db: Sql, variant: string): Promise<DocumentInUse[]> {
  const inUse = new Map<string, DocumentInUse & { clientVersions: string[] }>();
  const lists = await db.sql<PublishedList[]>`
    select ${columns(db)} from document_lists where variant = ${variant} and revoked_at is null order by id`;
  for (const { client, clientVersion, contract, documents } of lists)
    for (const document of documents) {
      const key = JSON.stringify([client, contract, document.id]);
      const known = inUse.get(key);
      if (known) known.clientVersions.push(clientVersion);
      else inUse.set(key, { ...document, client, contract, clientVersions: [clientVersion] });
    }
  return [...inUse.values()];
}

async function judgedBy(db: Sql | Tx, list: ListToPublish, same?: PublishedList): Promise<CheckResult> {
  const { variant, client, clientVersion } = list;
  const running = await currentVersion(db, variant);
  const reasons = listReasons(list, running, await documentsInUse(db, variant));
  const taken = same ?? (await selectLists(db, variant, { client, clientVersion, live: true }))[0];
  if (taken && contentOf(taken) !== contentOf(list))
    reasons.push({
      code: 'VERSION_PUBLISHED',
      message: `${client} ${clientVersion} was published with other documents: revoke it first, or count the version up.`,
      level: 'failure',
      ...list.documents[0]?.at,
    });
  return judged('documents', reasons);
}

/** What makes two lists equal. */
const contentOf = ({ contract, documents }: DocumentList): string =>
  JSON.stringify([contract, documents.map(({ id, text }) => [id, text]).sort()]);

interface Wanted {
  readonly client?: string | undefined;
  readonly clientVersion?: string;
  readonly live?: boolean;
  readonly first?: number;
}

async function selectLists(
  db: Sql,
  variant: string,
  { client, clientVersion, live = false, first = 1 }: Wanted,
): Promise<PublishedList[]> {
  return await db.sql<PublishedList[]>`
    select ${columns(db)} from document_lists
    where variant = ${variant} and (${client ?? null}::text is null or client = ${client ?? null})
      and (${clientVersion ?? null}::text is null or client_version = ${clientVersion ?? null})
      and (not ${live} or revoked_at is null)
    order by id desc limit ${first}`;
}

const columns = ({ sql }: Sql) => sql`
  id, client, client_version as "clientVersion", contract, documents, actor, published_at as "publishedAt",
  revoked_at as "revokedAt"`;
