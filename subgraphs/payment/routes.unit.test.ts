import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { Decisions } from './commands/decisions.ts';
import type { PaymentProvider } from './provider.ts';
import { paymentRoutes } from './routes.ts';

const lost = (code: string) => Object.assign(new Error('the connection is gone'), { code });

it.each([
  ['the database is away, so that the bank tries again', lost('57P01'), 503],
  ['there is a bug', new Error('a bug'), 500],
])('a callback is not taken when %s', async (_when, error, status) => {
  const app = Fastify();
  const told = { news: { providerId: 'pay_1', status: 'authorized' } };
  const provider = { readCallback: () => ({ id: 'evt_1', kind: 'payment.authorized', paymentId: newId(), told }) };
  const decisions = { submit: () => Promise.reject(error) };
  paymentRoutes(app, provider as unknown as PaymentProvider, decisions as unknown as Decisions);
  expect((await app.inject({ method: 'POST', url: '/callbacks/bank', body: '{}' })).statusCode).toBe(status);
  await app.close();
});
