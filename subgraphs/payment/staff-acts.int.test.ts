import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { type Stand, startStand } from './testing/stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
});
afterAll(() => stand.stop());

it.each([
  {
    mutation: 'capturePayment',
    input: async () => ({ paymentId: (await stand.start('tok_frictionless')).id, idempotencyKey: newId() }),
    told: 'payment.PaymentCaptureAccepted',
  },
  {
    mutation: 'refundPayment',
    input: async () => ({ paymentId: (await stand.captured()).id, reason: 'damaged', idempotencyKey: newId() }),
    told: 'payment.PaymentRefundAccepted',
  },
  {
    mutation: 'importStatement',
    input: async () => ({ date: new Date().toISOString().slice(0, 10) }),
    told: 'payment.StatementImported',
  },
])('$mutation is told with who asked for it and from where', async ({ mutation, input, told }) => {
  const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input!`;
  const viewer = { kind: 'user', id: newId(), roles: ['admin'], sessionId: 's', origin: '192.0.2.1 Desk/1' } as const;
  const document = `mutation ($input: ${type}) { ${mutation}(input: $input) { __typename } }`;
  await stand.ask(document, { input: await input() }, viewer);
  await eventually(() =>
    expect(stand.subgraph.acts()).toContainEqual(
      expect.objectContaining({ type: told, actor: `user:${viewer.id}`, origin: viewer.origin }),
    ),
  );
});
