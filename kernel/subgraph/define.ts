import type { FastifyInstance } from 'fastify';
import type { Redis } from 'ioredis';
import type { z } from 'zod';
import type { Viewer } from '#kernel/auth/viewer.ts';
import type { Clock } from '#kernel/clock.ts';
import type { CrashPoints } from '#kernel/crash-points.ts';
import type { Database } from '#kernel/db/database.ts';
import type { Logger } from '#kernel/log.ts';
import type { ConsumerDefinition } from '#kernel/messages/consumer.ts';
import type { EventDefinition } from '#kernel/messages/event.ts';
import type { Outbox } from '#kernel/messages/outbox.ts';
import type { Law, Testimony } from '#kernel/subgraph/law.ts';
import type { Peers } from '#kernel/subgraph/peers.ts';

/** What a subgraph is given to work with. Nothing in it tells whether it runs embedded or as a process of its own. */
export interface SubgraphRuntime {
  readonly name: string;
  readonly log: Logger;
  readonly clock: Clock;
  /** The subgraph's own schema, through its own role. Throws when the definition has no migrations. */
  readonly db: Database;
  readonly outbox: Outbox;
  /** Shared with other subgraphs: keys start with the subgraph's name and a colon. */
  readonly redis: Redis;
  readonly peers: Peers;
  /** This region and the names of the others; undefined for an installation that is alone. */
  readonly regions: { readonly here: string; readonly others: readonly string[] } | undefined;
  /** Reads settings by a zod shape whose keys are environment variables. */
  config<S extends z.ZodRawShape>(shape: S): z.infer<z.ZodObject<S>>;
}

/** Work done every so often by every replica; it must be safe to run at the same time (SKIP LOCKED). */
export interface Job {
  readonly name: string;
  readonly everyMs: number;
  run(): Promise<void>;
}

/** A started subgraph's parts. */
export interface SubgraphParts {
  /** Resolver map by SDL type; the subgraph's generated `Resolvers` type checks it. */
  readonly resolvers: object;
  /** The GraphQL context of one request: viewer, loaders. Called once per request of the router. */
  context(viewer: Viewer): object;
  readonly consumers?: readonly ConsumerDefinition[];
  readonly jobs?: readonly Job[];
  /** HTTP routes of its own (callbacks, files), mounted below `/<name>`. */
  routes?(app: FastifyInstance): void | Promise<void>;
  /** Ends what `start` began, after requests, consumers and jobs have ended. */
  stop?(): Promise<void>;
}

export interface SubgraphDefinition {
  /** One lower-case word: names the schema, the role, the topic `<name>.events` and the consumer group. */
  readonly name: string;
  /** The SDL file; the shared SDL is put before it. */
  readonly schema: URL;
  /** Folder of SQL migrations; absent for a subgraph without tables. */
  readonly migrations?: URL;
  /** Whether its statements find rows by key, so that one plan serves whatever is asked for. See `openDatabase`. */
  readonly plansOnce?: boolean;
  /** Its published language. */
  readonly events: readonly EventDefinition[];
  /** What is true of its rows at every moment; `npm run verify` asks. */
  readonly laws?: readonly Law[];
  /** What it says of things that other subgraphs know of too; `npm run verify` compares. */
  readonly testimonies?: readonly Testimony[];
  /** Where tests end its process. */
  readonly crashPoints?: CrashPoints;
  start(runtime: SubgraphRuntime): SubgraphParts | Promise<SubgraphParts>;
}

/** The door of a subgraph: everything the house knows of it. */
export const defineSubgraph = (definition: SubgraphDefinition): SubgraphDefinition => definition;
