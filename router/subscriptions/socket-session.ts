import { CloseCode } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { faultIn } from '#kernel/errors.ts';
import type { Logger } from '#kernel/log.ts';
import type { ContractSurfaces } from '#router/http/contract-surfaces.ts';
import type { Surface } from '#router/http/graphql-route.ts';
import { API_KEY_HEADER } from '#router/identity/api-key.ts';
import type { Callers } from '#router/identity/callers.ts';
import { type Client, clientOf } from '#router/identity/client-name.ts';
import type { Identity } from '#router/identity/token-verifier.ts';
import type { Operations } from '#router/subscriptions/operations.ts';
import type { Outlet } from '#router/subscriptions/outlet.ts';
import type { Followed } from '#router/subscriptions/subscriptions.ts';

export interface SessionOptions {
  operations: Operations;
  callers: Callers;
  contracts: ContractSurfaces;
  /** How long a client may take to send `connection_init`, in ms. */
  initMs: number;
  log: Logger;
}

/** Where a socket comes from, and for which contract. */
export interface Origin {
  readonly address: string;
  readonly contract: string | undefined;
  /** What of the headers of its upgrade subgraphs are told. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Operations one socket may have open. */
const MAX_OPEN = 100;

/** Messages a client may send at once, and how many more each second. */
const BURST = 300;
const PER_SECOND = 50;

const TOO_MANY = {
  message: `A socket may have ${MAX_OPEN} operations open.`,
  extensions: { code: 'TOO_LARGE', retryable: false, limit: 'subscriptions' },
};

interface Message {
  readonly type: string;
  readonly id: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/**
 * One client's socket by the graphql-transport-ws protocol
 * (https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md), written out because ten thousand of them have to be
 * small. Besides the protocol, by payloads it leaves to both sides:
 * - `connection_init` may carry `resume`, by operation id the resume tokens of the connection that was lost, and the
 *   client's name and version by the names of their headers;
 * - a `ping` with `authorization` renews the token of the socket, and the `pong` says until when;
 * - a `ping` with `draining` says that the router goes away, and `resume` how to go on elsewhere.
 */
export class SocketSession {
  readonly #socket: WebSocket;
  readonly #outlet: Outlet;
  readonly #from: Origin;
  readonly #options: SessionOptions;
  readonly #open = new Map<string, Followed>();
  #identity: Identity | undefined;
  /** What subgraphs are told of what the client said. */
  #told: Readonly<Record<string, string>> | undefined;
  #client: Client | undefined;
  #surface: Surface | undefined;
  #initialised = false;
  #resume: Readonly<Record<string, unknown>> | undefined;
  /** When the socket is closed unless something happens: `connection_init`, or a new token. */
  #deadline: number;
  #allowance = BURST;
  #allowanceAt = Date.now();

  constructor(socket: WebSocket, outlet: Outlet, options: SessionOptions, from: Origin) {
    this.#socket = socket;
    this.#outlet = outlet;
    this.#from = from;
    this.#options = options;
    this.#deadline = Date.now() + options.initMs;
  }

  get acknowledged(): boolean {
    return this.#identity !== undefined;
  }

  /** Takes one message of the client's. */
  take(text: string): void {
    const message = messageOf(text);
    if (!this.#mayGoOn()) this.#close(CloseCode.TooManyInitialisationRequests, 'Too many messages');
    else if (!message) this.#close(CloseCode.BadRequest, 'Invalid message received');
    else this.#handle(message);
  }

  #handle(message: Message): void {
    switch (message.type) {
      case 'connection_init':
        void this.#initialise(message.payload);
        break;
      case 'ping':
        void this.#answerPing(message.payload);
        break;
      case 'subscribe':
        this.#subscribe(message);
        break;
      case 'complete':
        this.#open.get(message.id)?.leave();
        this.#open.delete(message.id);
    }
  }

  /** Looks whether the time of the socket has come. */
  tick(now: number): void {
    if (now < this.#deadline) return;
    if (this.acknowledged) this.#close(CloseCode.Forbidden, 'Token expired');
    else this.#close(CloseCode.ConnectionInitialisationTimeout, 'Connection initialisation timeout');
  }

  /** Tells the client to come back elsewhere: 1001, on which clients connect again. */
  drain(): void {
    const resume = Object.fromEntries(
      [...this.#open].flatMap(([id, { resumeToken }]) => (resumeToken ? [[id, resumeToken]] : [])),
    );
    if (this.acknowledged) this.#send({ type: 'ping', payload: { draining: true, resume } });
    this.#socket.close(1001, 'Going away');
  }

  /** To be called when the socket is closed. */
  closed(): void {
    for (const followed of this.#open.values()) followed.leave();
    this.#open.clear();
    this.#deadline = Number.POSITIVE_INFINITY;
  }

  async #initialise(payload: Message['payload']): Promise<void> {
    if (this.#initialised) {
      this.#close(CloseCode.TooManyInitialisationRequests, 'Too many initialisation requests');
      return;
    }
    this.#initialised = true;
    const identity = await this.#identify(payload);
    if (!identity) return;
    this.#identity = identity;
    this.#client = clientOf(payload, identity.apiKey);
    this.#deadline = identity.expiresAt ?? Number.POSITIVE_INFINITY;
    if (isRecord(payload.resume)) this.#resume = payload.resume;
    this.#outlet.send('{"type":"connection_ack"}');
  }

  /** A pong, and with a token a longer life: for the same user with the same rights. */
  async #answerPing(payload: Message['payload']): Promise<void> {
    if (payload.authorization === undefined || !this.#identity) {
      this.#send(Object.keys(payload).length > 0 ? { type: 'pong', payload } : { type: 'pong' });
      return;
    }
    const identity = await this.#identify(payload);
    if (!identity) return;
    if (sameRights(identity, this.#identity)) {
      this.#identity = identity;
      this.#deadline = identity.expiresAt ?? Number.POSITIVE_INFINITY;
      this.#send({ type: 'pong', payload: { expiresAt: new Date(this.#deadline).toISOString() } });
    } else this.#close(CloseCode.Forbidden, 'Another identity needs another connection');
  }

  /** In place of headers: those of the upgrade, what came with `connection_init`, and what is new. */
  #said(payload: Message['payload']): Message['payload'] | undefined {
    if (!this.#from.headers) return undefined;
    const lowered = Object.fromEntries(Object.entries(payload).map(([name, value]) => [name.toLowerCase(), value]));
    this.#told = this.#options.callers.forwarding.pick({ ...this.#from.headers, ...this.#told, ...lowered });
    return this.#told;
  }

  /** Closes the socket, saying why, and gives nothing when a token or key is not good. */
  async #identify(payload: Message['payload']) {
    const { authorization, Authorization, [API_KEY_HEADER]: apiKey } = payload;
    try {
      const token = authorization ?? Authorization;
      const identity = await this.#options.callers.identify(
        token === undefined ? undefined : String(token),
        apiKey === undefined ? undefined : String(apiKey),
        this.#said(payload),
      );
      const contract = this.#from.contract ?? identity.apiKey?.contract;
      if (contract !== undefined) this.#surface = await this.#options.contracts.find(contract, identity);
      return this.#socket.readyState === this.#socket.OPEN ? identity : undefined;
    } catch (error) {
      const fault = faultIn(error);
      if (!fault) this.#options.log.error({ err: error }, 'a client could not be identified');
      // The reason tells a refused token from one that could not be checked.
      this.#close(
        fault && !fault.retryable ? CloseCode.Forbidden : CloseCode.InternalServerError,
        fault?.code ?? 'INTERNAL',
      );
      return undefined;
    }
  }

  #subscribe({ id, payload }: Message): void {
    if (!this.#identity) this.#close(CloseCode.Unauthorized, 'Unauthorized');
    else if (!namesOperation(payload)) this.#close(CloseCode.BadRequest, 'Invalid message received');
    else if (this.#open.has(id)) this.#close(CloseCode.SubscriberAlreadyExists, `Subscriber for ${id} already exists`);
    else if (this.#open.size >= MAX_OPEN) this.#send({ id, type: 'error', payload: [TOO_MANY] });
    else this.#run(id, payload, this.#identity);
  }

  #run(id: string, payload: Message['payload'], identity: Identity): void {
    const { extensions } = payload;
    const resumeFrom = (isRecord(extensions) ? extensions.resumeFrom : undefined) ?? this.#resume?.[id];
    const line = this.#outlet.line([`{"id":${JSON.stringify(id)},"type":"next","payload":`, '}']);
    let ended = false;
    const followed = this.#options.operations.runNamed(
      payload,
      typeof resumeFrom === 'string' ? resumeFrom : undefined,
      { identity, client: this.#client!, address: this.#from.address, surface: this.#surface },
      {
        next: ({ text }, overflow) => ended || line.next(text, overflow),
        end: (errors) => {
          if (ended) return;
          ended = true;
          line.close();
          this.#open.delete(id);
          this.#send(errors ? { id, type: 'error', payload: errors } : { id, type: 'complete' });
        },
      },
    );
    if (ended) return;
    this.#open.set(id, {
      get resumeToken() {
        return followed.resumeToken;
      },
      leave: () => {
        ended = true;
        line.close();
        followed.leave();
      },
    });
  }

  #mayGoOn(): boolean {
    const now = Date.now();
    this.#allowance = Math.min(BURST, this.#allowance + ((now - this.#allowanceAt) / 1_000) * PER_SECOND);
    this.#allowanceAt = now;
    this.#allowance -= 1;
    return this.#allowance >= 0;
  }

  #send(message: object): void {
    this.#outlet.send(JSON.stringify(message));
  }

  #close(code: number, reason: string): void {
    this.#deadline = Number.POSITIVE_INFINITY;
    this.#socket.close(code, reason);
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether there is a document, or the name of one. */
const namesOperation = ({ query, documentId, extensions }: Message['payload']): boolean =>
  typeof query === 'string' ||
  ((query === undefined || query === null) &&
    (documentId !== undefined || (isRecord(extensions) && extensions.persistedQuery !== undefined)));

const TYPES = new Set(['connection_init', 'ping', 'pong', 'subscribe', 'complete']);

/** @returns undefined for what is not a message of the protocol */
function messageOf(text: string): Message | undefined {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(message)) return undefined;
  const { type, id = '', payload } = message;
  if (typeof type !== 'string' || !TYPES.has(type) || typeof id !== 'string') return undefined;
  const named = type === 'subscribe' || type === 'complete';
  if (named && id === '') return undefined;
  if (type === 'subscribe' && !isRecord(payload)) return undefined;
  if (payload !== undefined && payload !== null && !isRecord(payload)) return undefined;
  return { type, id, payload: isRecord(payload) ? payload : {} };
}

/** Whether somebody may see the same as before. */
const sameRights = (one: Identity, other: Identity): boolean => rightsOf(one) === rightsOf(other);

const rightsOf = ({ viewer, scopes, apiKey }: Identity): string =>
  JSON.stringify([
    viewer.kind === 'user' ? [viewer.id, [...viewer.roles].sort()] : viewer.kind,
    [...scopes].sort(),
    apiKey?.partnerId,
  ]);
