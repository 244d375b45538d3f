import type { QueryPlanner } from '@apollo/query-planner';
import type { FormattedExecutionResult, GraphQLSchema } from 'graphql';
import type { Logger } from '#kernel/log.ts';
import '#router/gateway/abstract-branches.ts';
import { ApolloGateway } from '#router/gateway/apollo-gateway.ts';
import '#router/gateway/chained-requirements.ts';
import { CacheRules } from '#router/cache/cache-rules.ts';
import {
  type GatewayContext,
  type SubgraphSource,
  TransportDataSource,
  type TransportTo,
  virtualDataSource,
} from '#router/gateway/data-source.ts';
import { DirectivesOfOperations, withDirectivesOfOperations } from '#router/gateway/executable-directives.ts';
import { InterfaceObjects } from '#router/gateway/interface-objects.ts';
import { type NamedRequirements, nameRequirements } from '#router/gateway/named-requirements.ts';
import { OverrideLabels } from '#router/gateway/override-labels.ts';
import { withRequirements } from '#router/gateway/plan/requirements.ts';
import type { SubgraphRequest } from '#router/gateway/plan/run.ts';
import { ReservedKeys } from '#router/gateway/reserved-keys.ts';
import { withResolvableKeysFirst } from '#router/gateway/resolvable-keys.ts';
import type { SupergraphSource, SupergraphVersion } from '#router/gateway/supergraph-source.ts';
import { withoutEnforcedMarks } from '#router/protection/enforced-features.ts';
import { VIRTUAL_URL } from '#router/subscriptions/binding.ts';

/** One loaded supergraph: what is needed to plan and execute operations that the gateway itself does not take. */
export interface Generation {
  readonly id: string;
  /** What clients see. */
  readonly schema: GraphQLSchema;
  readonly planner: QueryPlanner;
  /** What plans are executed against; made when first asked for. */
  readonly supergraphSchema: GraphQLSchema;
  /** What it says of caching; undefined when nothing may be cached. */
  readonly cacheRules: CacheRules | undefined;
  /** Undefined when nothing is taken over little by little. */
  readonly overrides: OverrideLabels | undefined;
  /** What clients may not call anything else. */
  readonly reservedKeys: ReservedKeys;
}

export interface GraphOptions {
  source: SupergraphSource;
  transportTo: TransportTo;
  log: Logger;
}

/**
 * The composed graph as it is now. It follows its source: a newer version replaces the loaded one between two requests,
 * and one that cannot be loaded changes nothing.
 */
export class Graph {
  readonly gateway: ApolloGateway;
  readonly dataSources = new Map<string, SubgraphSource>();
  readonly #listeners = new Set<(generation: Generation) => void>();
  #generation: Generation | undefined;
  #requirements!: NamedRequirements;

  constructor({ source, transportTo, log }: GraphOptions) {
    this.gateway = new ApolloGateway({
      logger: quiet(log),
      buildService: ({ name, url }) => {
        const dataSource =
          url === VIRTUAL_URL ? virtualDataSource : new TransportDataSource(name, url, transportTo, log);
        this.dataSources.set(name, dataSource);
        return dataSource;
      },
      supergraphSdl: async ({ update }) => {
        const first = await source.load();
        const stop = await source.watch?.((next) => this.#replace(next, update, log));
        return { supergraphSdl: this.#plannable(first), cleanup: async () => stop?.() };
      },
    });
    this.gateway.onSchemaLoadOrUpdate(({ apiSchema }) => {
      const { compositionId = '', queryPlanner } = this.gateway.__testing();
      if (!queryPlanner) throw new Error('the gateway told of a schema it has no planner for');
      // One way for all who plan: the executor, subscriptions and the gateway itself.
      const [buildQueryPlan, requirements] = [queryPlanner.buildQueryPlan.bind(queryPlanner), this.#requirements];
      const overrides = OverrideLabels.of(queryPlanner.supergraph.schema);
      const directives = new DirectivesOfOperations(queryPlanner.supergraph, apiSchema);
      const interfaceObjects = new InterfaceObjects(queryPlanner.supergraph);
      queryPlanner.buildQueryPlan = (operation, options) => {
        const chosen = overrides && { overrideConditions: overrides.choose().conditions };
        const plan = buildQueryPlan(operation, { ...chosen, ...options });
        return directives.told(withRequirements(interfaceObjects.told(plan), requirements));
      };
      const { rules: cacheRules, problems } = CacheRules.of(queryPlanner.supergraph.schema);
      if (problems.length > 0) log.warn({ problems }, 'nothing is cached: what the graph says of it is not understood');
      this.#generation = generationOf(compositionId, apiSchema, queryPlanner, cacheRules, overrides);
      for (const listener of this.#listeners) listener(this.#generation);
    });
  }

  /** @throws Error for a subgraph that is not part of the graph */
  send(subgraph: string, request: SubgraphRequest, context: GatewayContext): Promise<FormattedExecutionResult> {
    const source = this.dataSources.get(subgraph);
    if (!source) throw new Error(`Couldn't find service with name "${subgraph}"`);
    return source.fetch(request, context);
  }

  /** @throws Error before the gateway has loaded its first supergraph */
  get generation(): Generation {
    if (!this.#generation) throw new Error('no supergraph is loaded');
    return this.#generation;
  }

  get loaded(): boolean {
    return this.#generation !== undefined;
  }

  /** Calls the listener at every later version. */
  onGeneration(listener: (generation: Generation) => void): void {
    this.#listeners.add(listener);
  }

  /** The supergraph as the gateway may load it. */
  #plannable({ supergraphSdl }: SupergraphVersion): string {
    const loadable = withDirectivesOfOperations(withResolvableKeysFirst(withoutEnforcedMarks(supergraphSdl)));
    const { requirements, ...named } = nameRequirements(loadable);
    this.#requirements = requirements;
    return named.supergraphSdl;
  }

  #replace(next: SupergraphVersion, update: (sdl: string) => void, log: Logger): void {
    try {
      update(this.#plannable(next));
      log.info({ version: next.id }, 'the graph was replaced');
    } catch (error) {
      log.error({ err: error, version: next.id }, 'a new version of the graph could not be loaded; the old one stays');
    }
  }
}

function generationOf(
  id: string,
  schema: GraphQLSchema,
  planner: QueryPlanner,
  cacheRules: CacheRules | undefined,
  overrides: OverrideLabels | undefined,
): Generation {
  let supergraphSchema: GraphQLSchema | undefined;
  return {
    id,
    schema,
    planner,
    cacheRules,
    overrides,
    reservedKeys: new ReservedKeys(planner.supergraph.schema),
    get supergraphSchema() {
      supergraphSchema ??= planner.supergraph.schema.toGraphQLJSSchema();
      return supergraphSchema;
    },
  };
}

/** The gateway greets at level info on every load; that is of use when debugging only. */
const quiet = (log: Logger) => ({
  debug: (message?: unknown) => log.trace(String(message)),
  info: (message?: unknown) => log.debug(String(message)),
  warn: (message?: unknown) => log.warn(String(message)),
  error: (message?: unknown) => log.error(String(message)),
});
