import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { backoffMs } from './webhook-sender.ts';
import { WebhookSigner } from './webhook-signature.ts';

it('attempts wait twice as long each time, up to the cap, never exactly together', () => {
  expect([1, 2, 3, 4, 9].map((attempts) => backoffMs(attempts, 500, 10_000, 0.5))).toEqual([
    500, 1000, 2000, 4000, 10_000,
  ]);
  expect(backoffMs(1, 500, 10_000, 0)).toBeLessThan(backoffMs(1, 500, 10_000, 1));
});

it('a signature is what the Standard Webhooks package computes, for text in any language', () => {
  const secret = `whsec_${Buffer.from('a key of some length').toString('base64')}`;
  const body = '{"place":"Тверь"}';
  const seconds = 1_795_000_000;
  expect(new WebhookSigner(secret).sign('evt_1', seconds, body)).toBe(
    new Webhook(secret).sign('evt_1', new Date(seconds * 1000), body),
  );
});

it.each(['secret', 'whsec_', 'whsec_c2hvcnQ='])('the secret %s is refused', (secret) => {
  expect(() => new WebhookSigner(secret)).toThrow('whsec_');
});
