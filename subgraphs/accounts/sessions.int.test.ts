import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { GUEST } from '#kernel/auth/viewer.ts';
import { newId } from '#kernel/ids.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { newSecret, readRefreshToken, writeRefreshToken } from './credentials/refresh-token.ts';
import { sessionsRevoked } from './events.ts';
import { claimsOf, House, LOGOUT, LOGOUT_EVERYWHERE, newEmail, PASSWORD } from './testing/house.ts';

const GRACE_MS = 10_000;
const DAY_MS = 24 * 60 * 60 * 1000;
const house = new House();
beforeAll(() => house.open());
afterEach(() => {
  house.aheadMs = 0;
});
afterAll(() => house.subgraph.stop());

const revocationsOf = (userId: string) =>
  house.subgraph.published(sessionsRevoked).filter(({ data }) => data.userId === userId);

describe('an access token', () => {
  it('is verified by the published key and says who, what roles and which session', async () => {
    const { accessToken, accessTokenExpiresAt, user } = await house.register();
    const answer = await fetch(new URL('/accounts/jwks.json', await house.subgraph.listen()));
    const keys = (await answer.json()) as JSONWebKeySet;
    const { payload, protectedHeader } = await jwtVerify(accessToken, createLocalJWKSet(keys), {
      issuer: 'marketplace',
      audience: 'marketplace',
      algorithms: ['EdDSA'],
    });
    expect(payload).toMatchObject({ sub: user.id, roles: ['buyer'], sid: expect.any(String) });
    expect(payload.exp! - payload.iat!).toBe(600);
    expect(new Date(payload.exp! * 1000).toISOString()).toBe(accessTokenExpiresAt);
    expect(protectedHeader.kid).toBe(keys.keys[0]!.kid);
    expect(keys.keys[0]).not.toHaveProperty('d');
  });

  it('has a key that may be cached and is not sent again', async () => {
    const url = new URL('/accounts/jwks.json', await house.subgraph.listen());
    const first = await fetch(url);
    expect(first.headers.get('cache-control')).toContain('max-age=300');
    const etag = first.headers.get('etag')!;
    const again = await fetch(url, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
  });
});

describe('a refresh token', () => {
  it('is swapped for a new pair with the roles of now', async () => {
    const first = await house.register();
    await house.subgraph.db.sql`update users set roles = '{buyer,seller}' where id = ${first.user.id}`;
    const second = await house.refresh(first.refreshToken);
    expect(second).toMatchObject({ __typename: 'Session', user: { id: first.user.id } });
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect(claimsOf(second.accessToken).sid).toBe(claimsOf(first.accessToken).sid);
    expect(claimsOf(second.accessToken).roles).toEqual(['buyer', 'seller']);
    expect(await house.refresh(second.refreshToken)).toMatchObject({ __typename: 'Session' });
  });

  it('gets the same successor in parallel requests, and all of them go on', async () => {
    const { refreshToken, user } = await house.register();
    const answers = await Promise.all(Array.from({ length: 30 }, () => house.refresh(refreshToken)));
    const successors = new Set(answers.map((answer) => answer.refreshToken));
    expect(successors.size).toBe(1);
    house.aheadMs = GRACE_MS + 1;
    expect(await house.refresh([...successors][0]!)).toMatchObject({ __typename: 'Session' });
    expect(revocationsOf(user.id)).toEqual([]);
  });

  it('that comes again after the grace ends its session, and only that one, and it is told', async () => {
    const email = newEmail();
    const stolen = await house.register({ email });
    const other = await house.login({ email });
    const latest = await house.refresh(stolen.refreshToken);
    house.aheadMs = GRACE_MS + 1;
    const thieves = await Promise.all(Array.from({ length: 10 }, () => house.refresh(stolen.refreshToken)));
    expect(thieves.map(({ code }) => code)).toEqual(Array(10).fill('SESSION_ENDED'));
    expect(await house.refresh(latest.refreshToken)).toMatchObject({ code: 'SESSION_ENDED' });
    expect(await house.refresh(other.refreshToken)).toMatchObject({ __typename: 'Session' });
    await eventually(() => revocationsOf(stolen.user.id).length > 0);
    expect(revocationsOf(stolen.user.id).map(({ data }) => data.reason)).toEqual(['REFRESH_TOKEN_REUSED']);
  });

  it('that is older than the last one ends its session even within the grace', async () => {
    const first = await house.register();
    const second = await house.refresh(first.refreshToken);
    const third = await house.refresh(second.refreshToken);
    expect(await house.refresh(first.refreshToken)).toMatchObject({ code: 'SESSION_ENDED' });
    expect(await house.refresh(third.refreshToken)).toMatchObject({ code: 'SESSION_ENDED' });
  });

  it('ends with its session after 30 days without use', async () => {
    const { refreshToken, refreshTokenExpiresAt } = await house.register();
    const left = Date.parse(refreshTokenExpiresAt) - Date.now();
    expect(Math.abs(left - 30 * DAY_MS)).toBeLessThan(60_000);
    const keys = await house.subgraph.redis.keys('accounts:*:session:*');
    const { sessionId } = readRefreshToken(refreshToken)!;
    const key = keys.find((name) => name.endsWith(sessionId))!;
    expect(await house.subgraph.redis.pttl(key)).toBeGreaterThan(30 * DAY_MS - 60_000);
    await house.subgraph.redis.pexpire(key, 1);
    await eventually(async () => (await house.subgraph.redis.exists(key)) === 0);
    expect(await house.refresh(refreshToken)).toMatchObject({ code: 'SESSION_ENDED' });
  });

  it('that was made up ends nobody’s session', async () => {
    const { refreshToken } = await house.register();
    const real = readRefreshToken(refreshToken)!;
    const madeUp = [
      writeRefreshToken({ ...real, secret: newSecret() }),
      writeRefreshToken({ ...real, userId: newId() }),
      writeRefreshToken({ ...real, sessionId: newId() }),
      '',
      'x',
      'a'.repeat(86),
      'a'.repeat(100_000),
      `${refreshToken}x`,
    ];
    for (const token of madeUp) expect(await house.refresh(token)).toMatchObject({ code: 'SESSION_ENDED' });
    expect(await house.refresh(refreshToken)).toMatchObject({ __typename: 'Session' });
  });

  it('is nowhere in Redis as it is', async () => {
    const { refreshToken } = await house.register();
    const { sessionId, secret } = readRefreshToken(refreshToken)!;
    const [key] = await house.subgraph.redis.keys(`*session:${sessionId}`);
    const stored = JSON.stringify(await house.subgraph.redis.hgetall(key!));
    expect(stored).not.toContain(secret.toString('base64url'));
    expect(stored).not.toContain(refreshToken);
  });
});

describe('logging out', () => {
  it('ends the session of the refresh token, once', async () => {
    const { refreshToken } = await house.register();
    expect(await house.ask(LOGOUT, { refreshToken })).toBe(true);
    expect(await house.ask(LOGOUT, { refreshToken })).toBe(false);
    expect(await house.refresh(refreshToken)).toMatchObject({ code: 'SESSION_ENDED' });
  });

  it('ends the session that asks and no other', async () => {
    const email = newEmail();
    const { accessToken, refreshToken, user } = await house.register({ email });
    const other = await house.login({ email });
    const viewer = { kind: 'user', id: user.id, roles: [], sessionId: claimsOf(accessToken).sid } as const;
    expect(await house.ask(LOGOUT, {}, viewer)).toBe(true);
    expect(await house.refresh(refreshToken)).toMatchObject({ code: 'SESSION_ENDED' });
    expect(await house.refresh(other.refreshToken)).toMatchObject({ __typename: 'Session' });
  });

  it('cannot be done for others', async () => {
    const { refreshToken } = await house.register();
    const made = writeRefreshToken({ ...readRefreshToken(refreshToken)!, secret: newSecret() });
    expect(await house.ask(LOGOUT, { refreshToken: made })).toBe(false);
    await expect(house.ask(LOGOUT, {}, GUEST)).rejects.toThrow('UNAUTHENTICATED');
    await expect(house.ask(LOGOUT_EVERYWHERE, {}, GUEST)).rejects.toThrow('UNAUTHENTICATED');
    expect(await house.refresh(refreshToken)).toMatchObject({ __typename: 'Session' });
  });

  it('everywhere ends every session and tells it', async () => {
    const email = newEmail();
    const { user, refreshToken, accessToken } = await house.register({ email });
    const others = await Promise.all([house.login({ email }), house.login({ email })]);
    const viewer = { kind: 'user', id: user.id, roles: [], sessionId: claimsOf(accessToken).sid } as const;
    expect(await house.ask(LOGOUT_EVERYWHERE, {}, viewer)).toBe(3);
    for (const token of [refreshToken, ...others.map((other) => other.refreshToken)])
      expect(await house.refresh(token)).toMatchObject({ code: 'SESSION_ENDED' });
    await eventually(() => revocationsOf(user.id).length === 1);
    expect(revocationsOf(user.id)[0]!.data.reason).toBe('LOGGED_OUT_EVERYWHERE');
  });

  it('is done by itself for the oldest of more than 50 sessions', async () => {
    const email = newEmail();
    const first = await house.register({ email });
    house.aheadMs = 1_000;
    const later = [];
    for (let i = 0; i < 50; i += 1) later.push(await house.login({ email, password: PASSWORD }));
    expect(await house.refresh(first.refreshToken)).toMatchObject({ code: 'SESSION_ENDED' });
    expect(await house.refresh(later[0]!.refreshToken)).toMatchObject({ __typename: 'Session' });
  });
});
