import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { supergraphOf } from './shape.ts';

// `@apollo/gateway` and Apollo Server as their documentation starts them.
process.once('message', async (urls) => {
  const gateway = new ApolloGateway({ supergraphSdl: supergraphOf(urls as Record<string, string>) });
  const server = new ApolloServer({ gateway } as never);
  const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 } });
  process.send?.(url.replace(/\/$/, ''));
});
