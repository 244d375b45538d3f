import { Fault } from '#kernel/errors.ts';
import type { Logger } from '#kernel/log.ts';
import type { TransportTo } from '#router/gateway/data-source.ts';
import { Graph } from '#router/gateway/graph.ts';
import type { Limits } from '#router/gateway/limits.ts';
import type { SharedSource } from '#router/gateway/supergraph-source.ts';
import { GraphQLFront } from '#router/http/apollo.ts';
import { Door } from '#router/http/door.ts';
import type { Surface } from '#router/http/graphql-route.ts';
import type { Identity } from '#router/identity/token-verifier.ts';
import type { Quotas } from '#router/protection/quotas.ts';

export interface ContractSurfacesOptions {
  source: SharedSource;
  transportTo: TransportTo;
  limits: Limits;
  quotas: Quotas;
  introspection: boolean;
  log: Logger;
}

/**
 * The slices of the graph, each with a schema, a planner and a door of its own: to its clients it is all there is. Made
 * when first asked for, since each takes some tens of megabytes.
 */
export class ContractSurfaces {
  readonly #options: ContractSurfacesOptions;
  readonly #open = new Map<string, Promise<Surface>>();

  constructor(options: ContractSurfacesOptions) {
    this.#options = options;
  }

  /**
   * @throws Fault NOT_FOUND for a contract that the graph does not have, FORBIDDEN for a key of another
   */
  async find(name: string, { apiKey }: Pick<Identity, 'apiKey'>): Promise<Surface> {
    if (apiKey?.contract !== undefined && apiKey.contract !== name)
      throw new Fault('FORBIDDEN', `The API key is for the contract ${apiKey.contract}.`);
    const { contracts } = await this.#options.source.load();
    if (!contracts?.some((contract) => contract.name === name))
      throw new Fault('NOT_FOUND', 'There is no such contract.');
    let surface = this.#open.get(name);
    if (!surface) {
      surface = this.#make(name);
      surface.catch(() => this.#open.delete(name));
      this.#open.set(name, surface);
    }
    return surface;
  }

  async #make(name: string): Promise<Surface> {
    const { source, transportTo, log, ...rules } = this.#options;
    const graph = new Graph({ source: source.contract(name), transportTo, log });
    const door = new Door();
    const front = new GraphQLFront({ ...rules, graph, door, log });
    await front.start();
    return { name, graph, front, door };
  }

  async stop(): Promise<void> {
    const opened = await Promise.allSettled(this.#open.values());
    await Promise.all(opened.map((made) => (made.status === 'fulfilled' ? made.value.front.stop() : undefined)));
  }
}
