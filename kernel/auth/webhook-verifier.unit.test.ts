import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { WebhookVerifier } from '#kernel/auth/webhook-verifier.ts';

const SECRET = 'whsec_c2hvcHMgYW5kIHRoZWlyIGJhbmtz';
const OTHER_SECRET = 'whsec_c29tZWJvZHkgZWxzZSdzIHNlY3JldA==';
const BODY = '{"name":"жук €"}';

/** A request as npm's own package signs it. */
function signed({ secret = SECRET, body = BODY, ageS = 0 } = {}): Record<string, string> {
  const at = new Date(Date.now() - ageS * 1_000);
  return {
    'webhook-id': 'evt_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(secret).sign('evt_1', at, body),
  };
}

describe('a webhook', () => {
  const isSigned = (headers: Record<string, unknown>, body = BODY) =>
    new WebhookVerifier(SECRET).isSigned(body, headers);

  it.each([
    ['is new', signed()],
    ['is four minutes old', signed({ ageS: 240 })],
    ['is from a clock that is four minutes ahead', signed({ ageS: -240 })],
    ['bears signatures of two secrets', bearing(signed({ secret: OTHER_SECRET }), signed())],
  ])('is known by its signature when it %s', (_when, headers) => {
    expect(isSigned(headers)).toBe(true);
  });

  it.each([
    ['is signed by somebody else', signed({ secret: OTHER_SECRET })],
    ['is signed with another body', signed({ body: '{}' })],
    ['is six minutes old', signed({ ageS: 360 })],
    ['is from a clock that is six minutes ahead', signed({ ageS: -360 })],
    ['has another id', { ...signed(), 'webhook-id': 'evt_2' }],
    ['has another time', { ...signed(), 'webhook-timestamp': String(Math.floor(Date.now() / 1_000) - 1) }],
    ['tells no time', { ...signed(), 'webhook-timestamp': 'now' }],
    ['has a signature of another version', { ...signed(), 'webhook-signature': v2(signed()) }],
    ['has half a signature', { ...signed(), 'webhook-signature': signed()['webhook-signature']!.slice(0, 20) }],
    ['has an empty signature', { ...signed(), 'webhook-signature': '' }],
    ['has no signature', { ...signed(), 'webhook-signature': undefined }],
    ['has no id', { ...signed(), 'webhook-id': undefined }],
    ['has no time', { ...signed(), 'webhook-timestamp': undefined }],
  ])('is refused when it %s', (_when, headers) => {
    expect(isSigned(headers)).toBe(false);
  });

  it('is not verified by an empty secret', () => {
    expect(() => new WebhookVerifier('whsec_')).toThrow('empty');
  });
});

function bearing(headers: Record<string, string>, others: Record<string, string>): Record<string, string> {
  return { ...headers, 'webhook-signature': `${headers['webhook-signature']} ${others['webhook-signature']}` };
}

function v2(headers: Record<string, string>): string {
  return headers['webhook-signature']!.replace('v1,', 'v2,');
}
