import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { createExecutor, type GraphQLRequest } from '#kernel/graphql/executor.ts';
import { createLogger } from '#kernel/log.ts';
import { SUBGRAPHS } from './shape.ts';

// The four subgraphs of the shape in one process, as lean as they can be: the gateway is what is measured.
const urls: Record<string, string> = {};
for (const { name, sdl, resolvers } of SUBGRAPHS) {
  const execute = createExecutor(
    buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolvers as never }),
    createLogger(name),
  );
  /** Answers are constants, so each is made once. */
  const answers = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const body = Buffer.concat(chunks).toString();
      let answer = answers.get(body);
      if (!answer) {
        answer = Buffer.from(JSON.stringify(await execute(JSON.parse(body) as GraphQLRequest, {})));
        answers.set(body, answer);
      }
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer);
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  urls[name] = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}
process.send?.(urls);
