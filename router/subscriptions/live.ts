import type { Server as HttpServer } from 'node:http';
import type { Viewer } from '#kernel/auth/viewer.ts';
import { createKafka } from '#kernel/kafka/client.ts';
import type { Logger } from '#kernel/log.ts';
import type { Invalidations } from '#router/cache/invalidations.ts';
import type { ResponseCache } from '#router/cache/response-cache.ts';
import type { NamedDocuments } from '#router/documents/named-documents.ts';
import type { Graph } from '#router/gateway/graph.ts';
import type { Limits } from '#router/gateway/limits.ts';
import type { GraphQLFront } from '#router/http/apollo.ts';
import type { ContractSurfaces } from '#router/http/contract-surfaces.ts';
import type { Callers } from '#router/identity/callers.ts';
import type { UsedOperation } from '#router/registry/usage/usage-recorder.ts';
import { EventFeed } from '#router/subscriptions/event-feed.ts';
import { type EventStreams, eventStream } from '#router/subscriptions/event-stream.ts';
import { Hub } from '#router/subscriptions/hub.ts';
import { Operations } from '#router/subscriptions/operations.ts';
import { Replay } from '#router/subscriptions/replay.ts';
import { Subscriptions } from '#router/subscriptions/subscriptions.ts';
import { Upstreams } from '#router/subscriptions/upstreams.ts';
import { serveWebSockets } from '#router/subscriptions/websocket.ts';

export interface LiveOptions {
  /** The brokers that carry events. Without them no field is driven by topics. */
  kafka?: { brokers: string; topicPrefix: string } | undefined;
  /** What subgraphs that serve subscriptions themselves are told, of the viewer above all. */
  identify?: ((viewer: Viewer, subgraph: string) => Record<string, string>) | undefined;
  /** Where they serve them, if not where the graph says they answer. */
  subscriptionUrlOf?: ((subgraph: string) => string | undefined) | undefined;
  /** Whether pages of an origin may connect to a host; programs send no origin and may. */
  originAllowed(origin: string, host: string | undefined): boolean;
  /** Whether an address is a proxy whose `X-Forwarded-For` is believed. */
  isProxy(address: string): boolean;
  graph: Graph;
  front: GraphQLFront;
  /** Is told of each operation that was executed or followed. */
  used?: ((operation: UsedOperation) => void) | undefined;
  callers: Callers;
  contracts: ContractSurfaces;
  /** Is told of every message, once it is known where messages come from. */
  invalidations: Invalidations;
  cache: ResponseCache;
  documents: NamedDocuments;
  limits: Limits;
  log: Logger;
}

/** Everything that is pushed to clients, by whatever transport. */
export interface Live {
  /** Takes over HTTP requests for a stream of answers. */
  readonly stream: EventStreams['open'];
  /** Joins the events; the graph has to be loaded. */
  start(server: HttpServer): Promise<void>;
  /** Tells clients to come back elsewhere, each with what it needs to miss nothing. */
  stop(): Promise<void>;
}

export function createLive(options: LiveOptions): Live {
  const { kafka: brokers, graph, log } = options;
  const upstreams = new Upstreams({
    urlOf: (name) => options.subscriptionUrlOf?.(name) ?? servedAt(graph, name),
    ...(options.identify ? { identify: options.identify } : {}),
    log,
  });
  const events = brokers && eventsOf(brokers, log);
  if (events) options.invalidations.listen(events);
  const subscriptions = new Subscriptions({
    ...options,
    ...(events ? { events } : {}),
    upstreams,
  });
  const operations = new Operations({ ...options, subscriptions });
  const streams = eventStream(operations);
  let webSockets: ReturnType<typeof serveWebSockets> | undefined;
  return {
    stream: streams.open,
    start: async (server) => {
      await subscriptions.start();
      webSockets = serveWebSockets({ ...options, server, operations });
    },
    stop: async () => {
      streams.drain();
      await webSockets?.stop();
      await subscriptions.stop();
    },
  };
}

/** The URL the graph itself knows of a subgraph, where it is one of HTTP. */
function servedAt(graph: Graph, name: string): string | undefined {
  const url = graph.generation.planner.supergraph.subgraphs().get(name)?.url;
  return url && /^(http|ws)s?:/.test(url) ? url : undefined;
}

function eventsOf({ brokers, topicPrefix }: { brokers: string; topicPrefix: string }, log: Logger) {
  const kafka = createKafka(brokers, 'router', log);
  const hub = new Hub();
  return {
    topicPrefix,
    hub,
    feed: new EventFeed({ kafka, groupPrefix: topicPrefix, hub, log }),
    replay: new Replay({ kafka, groupPrefix: topicPrefix, log }),
  };
}
