import { readFileSync } from 'node:fs';
import { type DocumentNode, execute, type GraphQLError, parse, validate } from 'graphql';
import type { Database } from '#kernel/db/database.ts';
import { Fault } from '#kernel/errors.ts';
import { type Executor, formatError } from '#kernel/graphql/executor.ts';
import { isId } from '#kernel/ids.ts';
import type { Logger } from '#kernel/log.ts';
import { type Actor, requirePublisher, requireScope } from '#router/registry/api/actor.ts';
import { documentMutations } from '#router/registry/api/document-mutations.ts';
import { executableSchema, type Resolvers } from '#router/registry/api/executable-schema.ts';
import { type PublicationInput, toPublication } from '#router/registry/api/publication-input.ts';
import type { CheckResult } from '#router/registry/checks/check.ts';
import type { SchemaChange } from '#router/registry/checks/schema-changes.ts';
import type { DocumentLists } from '#router/registry/documents/document-lists.ts';
import type { ApiKeys, Partner } from '#router/registry/partners/api-keys.ts';
import { mayBeTold } from '#router/registry/partners/webhook-sender.ts';
import type { Delivery, Webhook, Webhooks } from '#router/registry/partners/webhooks.ts';
import { type CheckReport, type PublishResult, type Registry, UnknownVersion } from '#router/registry/registry.ts';
import type { Deployment } from '#router/registry/store/versions.ts';
import { acceptUsage, type ReportedOperation } from '#router/registry/usage/accept-usage.ts';
import { addUsage, listUsage } from '#router/registry/usage/usage-store.ts';

export interface RegistryApiOptions {
  registry: Registry;
  apiKeys: ApiKeys;
  documents: DocumentLists;
  webhooks: Webhooks;
  db: Database;
  /** Whether webhooks may lead to this machine and private networks. */
  allowPrivateWebhooks?: boolean;
  log: Logger;
}

/** Who asks, passed to every field. */
export interface RegistryContext {
  readonly actor: Actor;
}

const SDL = readFileSync(new URL('./schema.graphql', import.meta.url), 'utf8');

/** Operations of CI and people; more tokens than that is no question. Publications travel in variables. */
const MAX_TOKENS = 5_000;
/** Keys that a router asks about at once. */
const MAX_KEYS = 256;

/**
 * The registry's own GraphQL API: what CLI, CI, routers and people use. Interpreted, not compiled: it is asked rarely, and
 * graphql-jit 0.8 leaves out the defaults of input fields.
 */
export function createRegistryApi({ log, ...options }: RegistryApiOptions): Executor {
  const schema = executableSchema<RegistryContext>(SDL, { ...reading(options), ...writing(options) });
  return async ({ query, variables, operationName }, contextValue) => {
    const coded = (errors: readonly GraphQLError[], code: string) => ({
      errors: errors.map((error) => ({ ...error.toJSON(), extensions: { code, retryable: false } })),
    });
    let document: DocumentNode;
    try {
      document = parse(query, { maxTokens: MAX_TOKENS });
    } catch (error) {
      return coded([error as GraphQLError], 'GRAPHQL_PARSE_FAILED');
    }
    const invalid = validate(schema, document, undefined, { maxErrors: 10 });
    if (invalid.length > 0) return coded(invalid, 'GRAPHQL_VALIDATION_FAILED');
    const result = await execute({ schema, document, contextValue, variableValues: variables, operationName });
    return { ...result, errors: result.errors?.map((error) => formatError(error, log)) };
  };
}

type Parts = Omit<RegistryApiOptions, 'log'>;

const page = (first: number): number => {
  if (first >= 1 && first <= 100) return first;
  throw new Fault('BAD_USER_INPUT', '"first" is from 1 to 100.');
};
const number = (id: string): number => {
  const value = Number(id);
  return Number.isSafeInteger(value) && value > 0 ? value : 0;
};
const asked = (id: string): number => {
  if (number(id) === 0) throw new Fault('NOT_FOUND', `There is no version ${id}.`);
  return number(id);
};

function reading({ registry, documents, apiKeys, webhooks, db }: Parts): Resolvers<RegistryContext> {
  const version = async (id: number) => {
    try {
      return await registry.version(id);
    } catch (error) {
      if (error instanceof UnknownVersion) return null;
      throw error;
    }
  };
  const variant = async (name: string) => {
    const current = await registry.current(name);
    return current ? { name, current } : null;
  };
  const reader =
    <Arguments, T>(read: (args: Arguments) => T) =>
    (_: unknown, args: Arguments, { actor }: RegistryContext): T => {
      requireScope(actor, 'registry:read', 'registry:publish');
      return read(args);
    };
  return {
    Query: {
      variants: reader(async () => Promise.all((await registry.variants()).map(({ name }) => variant(name)))),
      variant: reader(({ name }: { name: string }) => variant(name)),
      version: reader(({ id }: { id: string }) => version(number(id))),
      diff: reader(async ({ from, to, contract }: { from: string; to: string; contract?: string | null }) => {
        try {
          return (await registry.diff(asked(from), asked(to))).get(contract ?? 'graph') ?? [];
        } catch (error) {
          if (error instanceof UnknownVersion) throw new Fault('NOT_FOUND', error.message);
          throw error;
        }
      }),
      partners: (_, __, { actor }) => {
        requireScope(actor, 'registry:admin');
        return apiKeys.partners();
      },
      presentedKeys: (_, { keys }: { keys: readonly { id: string; digest: string }[] }, { actor }) => {
        requireScope(actor, 'registry:read', 'registry:usage');
        if (keys.length > MAX_KEYS)
          throw new Fault('BAD_USER_INPUT', `At most ${MAX_KEYS} keys are asked about at once.`);
        return apiKeys.lookUp(keys.map(({ id, digest }) => ({ id, digest: Buffer.from(digest, 'base64url') })));
      },
    },
    Variant: {
      history: ({ name }: { name: string }, { first, before }: { first: number; before?: string }) =>
        registry.history(name, { first: page(first), ...(before ? { before: number(before) } : {}) }),
      approvals: ({ name }: { name: string }) => registry.approvals(name),
      documents: ({ name }: { name: string }, { client, first }: { client?: string | null; first: number }) =>
        documents.lists(name, client ?? undefined, page(first)),
      usage: ({ name }: { name: string }, { days, first }: { days: number; first: number }) =>
        listUsage(db, name, days, page(first)),
    },
    Deployment: {
      version: ({ versionId }: Deployment) => version(versionId),
      changes: ({ changes }: Deployment, { contract }: { contract?: string }) => changes[contract ?? 'graph'] ?? [],
    },
    CheckReport: {
      changes: ({ changes }: CheckReport, { contract }: { contract?: string }): readonly SchemaChange[] =>
        changes.get(contract ?? 'graph') ?? [],
    },
    Check: { reasons: (check: CheckResult) => ('reasons' in check ? check.reasons : []) },
    Partner: {
      keys: ({ id }: Partner) => apiKeys.keysOf(id),
      webhooks: ({ id }: Partner) => webhooks.of(id),
    },
    Webhook: {
      deliveries: ({ id }: Webhook, { first }: { first: number }) => webhooks.deliveries(id, page(first)),
    },
    Delivery: {
      status: ({ deliveredAt, nextAttemptAt }: Delivery) =>
        deliveredAt ? 'delivered' : nextAttemptAt ? 'waiting' : 'given up',
    },
  };
}

const published = (result: PublishResult) => ({
  __typename: result.outcome === 'published' ? 'Published' : 'PublicationRefused',
  ...result,
});

function writing({
  registry,
  documents,
  apiKeys,
  webhooks,
  db,
  allowPrivateWebhooks = false,
}: Parts): Resolvers<RegistryContext> {
  const admin = ({ actor }: RegistryContext): void => requireScope(actor, 'registry:admin');
  const ofPartner = async (partnerId: string): Promise<void> => {
    if (!isId(partnerId) || !(await apiKeys.partner(partnerId)))
      throw new Fault('NOT_FOUND', 'There is no such partner.');
  };
  const publication = (input: PublicationInput, actor: Actor) => {
    const { retired, contracts, setContracts, removeContracts, subgraphs } = input;
    const ofGraph = contracts || setContracts || removeContracts;
    requirePublisher(actor, ofGraph ? undefined : [...subgraphs.map(({ name }) => name), ...retired]);
    return { ...toPublication(input), actor: actor.name };
  };
  return {
    Mutation: {
      check: async (_, { input }: { input: PublicationInput }, { actor }) => registry.check(publication(input, actor)),
      publish: async (_, { input }: { input: PublicationInput }, { actor }) =>
        published(await registry.publish(publication(input, actor))),
      promote: async (_, { input }: { input: PromotionInput }, { actor }) => {
        requirePublisher(actor, undefined);
        const { from, to, urls, breaking, note } = input;
        try {
          const result = await registry.promote(from, {
            variant: to,
            urls: Object.fromEntries(urls.map(({ name, url }) => [name, url])),
            breaking: breaking === 'WARN' ? 'warn' : 'refuse',
            note: note ?? undefined,
            actor: actor.name,
          });
          return published(result);
        } catch (error) {
          if (error instanceof UnknownVersion) throw new Fault('NOT_FOUND', error.message);
          throw error;
        }
      },
      rollback: async (_, { variant, to, note }: { variant: string; to?: string; note?: string }, { actor }) => {
        requirePublisher(actor, undefined);
        try {
          const version = await registry.rollback({
            variant,
            ...(to ? { to: number(to) || -1 } : {}),
            note,
            actor: actor.name,
          });
          return { __typename: 'RolledBack', version };
        } catch (error) {
          if (error instanceof UnknownVersion) return { __typename: 'NothingToGoBackTo', message: error.message };
          throw error;
        }
      },
      approve: async (
        _,
        { input }: { input: { variant: string; code: string; path: string; reason: string } },
        { actor },
      ) => {
        requirePublisher(actor, undefined);
        if (!input.reason.trim()) throw new Fault('BAD_USER_INPUT', 'An approval has a reason.');
        await registry.approve({ ...input, actor: actor.name });
        const current = await registry.current(input.variant);
        return current ? { name: input.variant, current } : null;
      },
      ...documentMutations(documents),
      reportUsage: async (
        _,
        { variant, operations }: { variant: string; operations: ReportedOperation[] },
        { actor },
      ) => {
        requireScope(actor, 'registry:usage');
        const current = await registry.current(variant);
        if (!current) throw new Fault('NOT_FOUND', `Nothing runs in ${variant}.`);
        const { rows, refused } = acceptUsage(current, operations);
        await addUsage(db, variant, rows);
        return { accepted: rows.length, refused };
      },
      addPartner: (_, { name, contact }: { name: string; contact: string }, context) => {
        admin(context);
        if (!name.trim() || name.length > 200 || contact.length > 200)
          throw new Fault('BAD_USER_INPUT', 'A partner has a name of at most 200 characters.');
        return apiKeys.addPartner(name.trim(), contact);
      },
      issueApiKey: async (_, { input }: { input: ApiKeyInput }, context) => {
        admin(context);
        await ofPartner(input.partnerId);
        if (input.quotaPerMinute < 1 || (input.days ?? 1) < 1)
          throw new Fault('BAD_USER_INPUT', 'A quota and a number of days are above zero.');
        return apiKeys.issue({ ...input, contract: input.contract ?? undefined });
      },
      rotateApiKey: (_, { id, graceHours }: { id: string; graceHours: number }, context) => {
        admin(context);
        if (graceHours < 0 || graceHours > 24 * 365) throw new Fault('BAD_USER_INPUT', 'The grace is at most a year.');
        return apiKeys.rotate(id, graceHours);
      },
      revokeApiKey: (_, { id }: { id: string }, context) => {
        admin(context);
        return apiKeys.revoke(id);
      },
      addWebhook: async (_, { input }: { input: Omit<Webhook, 'id'> }, context) => {
        admin(context);
        await ofPartner(input.partnerId);
        if (!mayBeTold(input.url, allowPrivateWebhooks))
          throw new Fault('BAD_USER_INPUT', 'A webhook has an https address that everybody can reach.');
        return webhooks.add({ ...input, contract: input.contract ?? null });
      },
      removeWebhook: (_, { id }: { id: string }, context) => {
        admin(context);
        return isId(id) && webhooks.remove(id);
      },
      redeliver: (_, { id }: { id: string }, context) => {
        admin(context);
        return isId(id) && webhooks.redeliver(id);
      },
    },
  };
}

interface PromotionInput {
  readonly from: string;
  readonly to: string;
  readonly urls: readonly { readonly name: string; readonly url: string }[];
  readonly breaking: 'WARN' | 'REFUSE';
  readonly note?: string | null;
}

interface ApiKeyInput {
  readonly partnerId: string;
  readonly scopes: readonly string[];
  readonly contract?: string | null;
  readonly quotaPerMinute: number;
  readonly days?: number | null;
}
