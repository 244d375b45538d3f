import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { createLogger } from '#kernel/log.ts';
import type { Carrier } from './carrier.ts';
import type { ShipmentMover } from './commands/move-shipments.ts';
import { carrierRoutes } from './routes.ts';

const lost = (code: string) => Object.assign(new Error('the connection is gone'), { code });

it.each([
  ['the database is away, so that the carrier tries again', lost('57P01'), 503],
  ['there is a bug', new Error('a bug'), 500],
])('a callback is not taken when %s', async (_when, error, status) => {
  const app = Fastify();
  const carrier = { readCallback: () => ({ reference: newId(), news: {} }) } as unknown as Carrier;
  const mover = { move: () => Promise.reject(error) } as unknown as ShipmentMover;
  carrierRoutes(app, { carrier, mover, log: createLogger('test'), isReturn: async () => false });
  expect((await app.inject({ method: 'POST', url: '/callbacks/carrier', body: '{}' })).statusCode).toBe(status);
  await app.close();
});
