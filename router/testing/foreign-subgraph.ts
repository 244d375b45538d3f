import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type ExecutionResult, type GraphQLSchema, graphql, parse } from 'graphql';

/** A subgraph of somebody else's: graphql-js behind Node's HTTP server, with manners of its own. */
export interface ForeignSubgraph {
  readonly url: string;
  /** Headers of each request, in order. */
  readonly asked: IncomingMessage['headers'][];
  stop(): Promise<void>;
}

/** How a foreign server sends an answer. */
export type Manner = (response: ServerResponse, result: ExecutionResult) => void;

/** As GraphQL over HTTP has it. */
export const wellMannered: Manner = (response, result) => json(response, 200, result);

export function json(response: ServerResponse, status: number, body: unknown, type = 'application/json'): void {
  response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
}

export interface ForeignOptions {
  readonly sdl: string;
  /** Their context is `{ headers }` of the request. */
  readonly resolvers?: object;
  readonly path?: string;
  /** Read at each request. */
  manner?(): Manner;
}

/** Answers nothing but `POST` of JSON at its path. */
export async function foreignSubgraph({
  sdl,
  resolvers = {},
  path = '/',
  manner,
}: ForeignOptions): Promise<ForeignSubgraph> {
  const schema: GraphQLSchema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]);
  const asked: IncomingMessage['headers'][] = [];
  const server = createServer(async (request, response) => {
    const { method, url, headers } = request;
    if (method !== 'POST' || url !== path || headers['content-type'] !== 'application/json')
      return response.writeHead(404).end();
    asked.push(headers);
    const body = JSON.parse((await request.toArray()).join('')) as Record<string, never>;
    const { query: source, variables: variableValues, operationName } = body;
    const result = await graphql({ schema, source: source!, variableValues, operationName, contextValue: { headers } });
    (manner?.() ?? wellMannered)(response, JSON.parse(JSON.stringify(result)) as ExecutionResult);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    asked,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
