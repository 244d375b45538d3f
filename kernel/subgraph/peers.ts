import type { FormattedExecutionResult } from 'graphql';
import { signViewer, VIEWER_HEADER, type Viewer } from '#kernel/auth/viewer.ts';
import { FAULTS, Fault, type FaultCode } from '#kernel/errors.ts';
import type { GraphQLRequest } from '#kernel/graphql/executor.ts';
import { answerIn } from '#kernel/subgraph/answer.ts';
import { TIME_LEFT_HEADER, timeForNextHop } from '#kernel/subgraph/call.ts';
import { ANSWER_TIMEOUT } from '#kernel/subgraph/kept-connections.ts';
import { lineTo } from '#kernel/subgraph/line.ts';
import type { HeaderOf } from '#kernel/subgraph/post-json.ts';
import { traceparent } from '#kernel/telemetry/tracing.ts';

/** A subgraph's answer, with its headers where it came with some. */
export interface TransportAnswer extends FormattedExecutionResult {
  readonly header?: HeaderOf | undefined;
}

/** Executes a request on a subgraph, wherever it runs, on behalf of a viewer. */
export interface Transport {
  /** @param headers what else a subgraph of another process is told, by names in lower case */
  (request: GraphQLRequest, viewer: Viewer, headers?: Readonly<Record<string, string>>): Promise<TransportAnswer>;
  /** Whether a request leaves this process. */
  readonly overTheWire?: boolean;
}

/** How one subgraph asks another: by a document of the other's own schema, federation's `_entities` included. */
export interface Peers {
  /**
   * @param document a constant of the calling subgraph, so that the peer compiles it once
   * @returns the answer's data
   * @throws Fault with the peer's code when the answer has errors, UNAVAILABLE when the peer is away
   */
  ask<T>(peer: string, document: string, variables: Record<string, unknown>, viewer: Viewer): Promise<T>;
}

/** How long a subgraph may take to answer when nobody waits for less, in ms. */
const ANSWER_MS = 15_000;

/** How long a connection may take, in ms. */
const CONNECT_MS = 10_000;

/** Most connections to one subgraph. */
const CONNECTIONS = 64;

/** Codes for an answer that does not come, undici's too. */
const LATE = new Set([ANSWER_TIMEOUT, 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/**
 * Reaches a subgraph over HTTP through a keep-alive pool.
 * @param url may have a query, and credentials, which are sent as `Authorization: Basic`
 * @param answerMs how long it may take to answer when nobody waits for less
 * @param own what it is told besides, whatever else it is told: headers by their names in lower case
 */
export function httpTransport(
  url: string,
  viewerSecret: string,
  answerMs: number = ANSWER_MS,
  own: Readonly<Record<string, string>> = {},
): Transport & { close(): Promise<void> } {
  const { origin, pathname, search, username, password } = new URL(url);
  const credentials = [username, password].map(decodeURIComponent).join(':');
  const told = username ? { authorization: `Basic ${Buffer.from(credentials).toString('base64')}`, ...own } : own;
  const line = lineTo(origin, { most: CONNECTIONS, answerMs, connectMs: Math.min(answerMs, CONNECT_MS) });
  const signed = new SignedViewers(viewerSecret);
  const transport: Transport = async (request, viewer, more) => {
    const left = timeForNextHop();
    const timeoutMs = left === undefined ? undefined : Math.min(left, answerMs);
    const headers: Record<string, string> = {
      ...more,
      ...told,
      'content-type': 'application/json',
      accept: 'application/json, application/graphql-response+json;q=0.9',
      [VIEWER_HEADER]: signed.of(viewer),
    };
    if (timeoutMs !== undefined) headers[TIME_LEFT_HEADER] = String(timeoutMs);
    const trace = traceparent();
    if (trace) headers.traceparent = trace;
    try {
      const body = request.json ?? JSON.stringify(request);
      let header: HeaderOf | undefined;
      const heard = (one: HeaderOf): void => {
        header = one;
      };
      const answer: TransportAnswer = answerIn(
        await line.post({ path: pathname + search, headers, body, timeoutMs, heard }),
      );
      return Object.assign(answer, { header });
    } catch (cause) {
      if (LATE.has(String((cause as { code?: unknown }).code)))
        throw new Fault('TIMEOUT', 'A part of the graph did not answer in time.', { cause });
      throw new Fault('UNAVAILABLE', 'A part of the graph does not answer; try again shortly.', { cause });
    }
  };
  return Object.assign(transport, { overTheWire: true, close: () => line.close() });
}

/** How long a viewer's signature is used again, in ms: a fraction of how long it is good for. */
const SIGNED_MS = 5_000;

/** Viewers as they are told to subgraphs; one who asks often is signed once in a while. */
class SignedViewers {
  readonly #secret: string;
  readonly #signed = new WeakMap<Viewer, { header: string; at: number }>();

  constructor(secret: string) {
    this.#secret = secret;
  }

  of(viewer: Viewer): string {
    const now = Date.now();
    let signed = this.#signed.get(viewer);
    if (!signed || now - signed.at > SIGNED_MS || now < signed.at) {
      signed = { header: signViewer(viewer, this.#secret, now), at: now };
      this.#signed.set(viewer, signed);
    }
    return signed.header;
  }
}

/** @param transportOf finds a peer by name; undefined when this installation has none */
export function createPeers(transportOf: (peer: string) => Transport | undefined): Peers {
  return {
    async ask<T>(peer: string, document: string, variables: Record<string, unknown>, viewer: Viewer): Promise<T> {
      const transport = transportOf(peer);
      if (!transport) throw new Fault('UNAVAILABLE', `The subgraph ${peer} is not part of this installation.`);
      const result = await transport({ query: document, variables }, viewer);
      const error = result.errors?.[0];
      if (!error) return result.data as T;
      const code = String(error.extensions?.code);
      if (code in FAULTS && code !== 'INTERNAL') throw new Fault(code as FaultCode, error.message);
      throw new Error(`${peer} answered: ${error.message} (${code})`);
    },
  };
}
