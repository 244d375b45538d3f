import type { FastifyInstance } from 'fastify';
import type { Database } from '#kernel/db/database.ts';
import type { Executor } from '#kernel/graphql/executor.ts';
import type { Logger } from '#kernel/log.ts';
import { startJob } from '#kernel/subgraph/jobs.ts';
import type { FindApiKey } from '#router/identity/api-key.ts';
import type { Callers } from '#router/identity/callers.ts';
import { createRegistryApi } from '#router/registry/api/registry-api.ts';
import { registryRoutes } from '#router/registry/api/routes.ts';
import { composeApart } from '#router/registry/checks/compose-apart.ts';
import { DocumentLists, type DocumentsInUse } from '#router/registry/documents/document-lists.ts';
import { explorerRoutes } from '#router/registry/explorer/routes.ts';
import { type Keep, keptOnDisk } from '#router/registry/kept-on-disk.ts';
import { ApiKeys } from '#router/registry/partners/api-keys.ts';
import { KnownKeys } from '#router/registry/partners/known-keys.ts';
import { startWebhookSender } from '#router/registry/partners/webhook-sender.ts';
import { Webhooks } from '#router/registry/partners/webhooks.ts';
import { DEFAULT_VARIANT, Registry } from '#router/registry/registry.ts';
import { documentsSource } from '#router/registry/registry-source.ts';
import type { Source } from '#router/registry/source.ts';
import type { Kept } from '#router/registry/store/versions.ts';
import { UsageRecorder, type UsedOperation } from '#router/registry/usage/usage-recorder.ts';
import { addUsage, forgetUsage } from '#router/registry/usage/usage-store.ts';

export interface RegistryHouseOptions {
  db: Database;
  /** The environment whose graph this router serves. */
  variant?: string;
  /** Where a router keeps what it knew last. */
  kept?: Keep | undefined;
  /** Whether webhooks may lead to this machine and private networks. */
  allowPrivateWebhooks?: boolean;
  /** How often usage is written down, in ms. */
  usageEveryMs?: number;
  /** Of requests, about one in so many is counted, for all of them. */
  usageSample?: number | undefined;
  /** How much of each environment's past can be gone back to. */
  keep?: Kept | undefined;
  log: Logger;
}

/** Usage and delivery logs are kept for so many days: a quarter, so that a check can be asked about one. */
const KEPT_DAYS = 92;
/** What is kept of each environment's past unless somebody says otherwise. */
export const DEFAULT_KEPT: Kept = { versions: 50, days: KEPT_DAYS };
const HOUR_MS = 3_600_000;
/** Where routers keep the documents that clients may name. */
export const DOCUMENTS_FILE = 'documents.json';

/** The registry beside a router: its API and pages, partners' keys, webhooks, and usage. */
export class RegistryHouse {
  readonly registry: Registry;
  readonly variant: string;
  /** The documents that clients of this router may name. */
  readonly documents: Source<DocumentsInUse>;
  readonly #options: RegistryHouseOptions;
  readonly #lists: DocumentLists;
  readonly #keys: ApiKeys;
  readonly #knownKeys: KnownKeys;
  readonly #webhooks: Webhooks;
  readonly #usage: UsageRecorder;
  readonly #api: Executor;
  readonly #running: { stop(): Promise<void> }[];

  constructor(options: RegistryHouseOptions) {
    const { db, log, allowPrivateWebhooks = false } = options;
    this.#options = options;
    this.variant = options.variant ?? DEFAULT_VARIANT;
    this.registry = new Registry(db, composeApart);
    this.#lists = new DocumentLists(db);
    this.documents = keptOnDisk(documentsSource(this.#lists, this.variant, log), options.kept, log, DOCUMENTS_FILE);
    this.#keys = new ApiKeys(db);
    this.#knownKeys = new KnownKeys(this.#keys);
    this.#webhooks = new Webhooks(db);
    this.#usage = new UsageRecorder({
      log,
      everyMs: options.usageEveryMs,
      sample: options.usageSample,
      report: (rows) => addUsage(db, this.variant, rows),
    });
    const parts = {
      registry: this.registry,
      documents: this.#lists,
      apiKeys: this.#keys,
      webhooks: this.#webhooks,
      db,
    };
    this.#api = createRegistryApi({ ...parts, allowPrivateWebhooks, log });
    this.#running = [
      this.#usage,
      startWebhookSender({ webhooks: this.#webhooks, allowPrivate: allowPrivateWebhooks, log }),
      startJob({ name: 'old versions, usage and deliveries', everyMs: HOUR_MS, run: () => this.#forget() }, log),
      following(() => this.#keys.watch(), log),
    ];
  }

  /** What a partner's key stands for. */
  readonly findApiKey: FindApiKey = (text) => this.#knownKeys.find(text);

  /** Counts an operation that a client sent. */
  readonly used = (operation: UsedOperation): void => this.#usage.record(operation);

  /**
   * Mounts the API at `/registry`, and the pages at `/schema`.
   * @param whole whether the pages show the whole graph beside its contracts
   */
  routes(app: FastifyInstance, callers: Callers, whole: boolean): void {
    const { log } = this.#options;
    const parts = { api: this.#api, registry: this.registry, documents: this.#lists, apiKeys: this.#keys };
    registryRoutes(app, { ...parts, callers, log });
    explorerRoutes(app, { registry: this.registry, variant: this.variant, whole, log });
  }

  async #forget(): Promise<void> {
    await this.registry.prune(this.#options.keep ?? DEFAULT_KEPT);
    await forgetUsage(this.#options.db, KEPT_DAYS);
    await this.#webhooks.forget(KEPT_DAYS);
    await this.#lists.forget(KEPT_DAYS);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#running.map((part) => part.stop()));
  }
}

/** Listens as soon as the database can be listened to. */
function following(listen: () => Promise<() => Promise<void>>, log: Logger): { stop(): Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let unlisten: (() => Promise<void>) | undefined;
  const start = async (): Promise<void> => {
    try {
      unlisten = await listen();
      if (stopped) await unlisten();
    } catch (error) {
      log.debug({ err: error }, 'the registry cannot be listened to yet');
      if (!stopped) timer = setTimeout(() => void start(), 2_000);
    }
  };
  void start();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await unlisten?.();
    },
  };
}
