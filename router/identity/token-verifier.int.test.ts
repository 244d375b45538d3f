import Fastify from 'fastify';
import type { JSONWebKeySet } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { TokenVerifier } from '#router/identity/token-verifier.ts';
import { createTokenMint } from '#router/testing/tokens.ts';

describe('a token verifier with a key server', () => {
  const stops: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    await Promise.all(stops.splice(0).map((stop) => stop()));
  });

  const keyServer = async (answer: () => JSONWebKeySet | number): Promise<{ url: URL; asked: () => number }> => {
    const app = Fastify();
    let asked = 0;
    app.get('/jwks.json', async (_request, reply) => {
      asked += 1;
      const keys = answer();
      return typeof keys === 'number' ? reply.code(keys).send() : keys;
    });
    const address = await app.listen({ port: 0 });
    stops.push(() => app.close());
    return { url: new URL('/jwks.json', address), asked: () => asked };
  };
  const verifier = (keys: URL) => new TokenVerifier({ issuer: 'marketplace', audience: 'marketplace', keys });

  it('asks for the keys once, and checks a signature once per token', async () => {
    const mint = await createTokenMint();
    const { url, asked } = await keyServer(() => mint.options.keys);
    const tokens = verifier(url);
    const authorization = await mint.authorization('ann', ['buyer', 'admin']);
    const first = tokens.identify(authorization);
    expect(first).toBeInstanceOf(Promise);
    expect(await first).toMatchObject({
      viewer: { kind: 'user', id: 'ann', roles: ['buyer', 'admin'], sessionId: 'session-of-ann' },
    });
    expect(tokens.identify(authorization)).not.toBeInstanceOf(Promise);
    await tokens.identify(await mint.authorization('bob'));
    expect(asked()).toBe(1);
  });

  it('does not let unknown keys make it ask again and again', async () => {
    const mint = await createTokenMint();
    const { url, asked } = await keyServer(() => mint.options.keys);
    const tokens = verifier(url);
    await tokens.identify(await mint.authorization('ann'));
    for (let i = 0; i < 5; i += 1) {
      const foreign = await createTokenMint(`unknown-${i}`);
      await expect(async () => tokens.identify(await foreign.authorization('ann'))).rejects.toMatchObject({
        code: 'UNAUTHENTICATED',
      });
    }
    expect(asked()).toBe(1);
  });

  it.each<[string, () => JSONWebKeySet | number]>([
    ['fails', () => 500],
    ['answers something else', () => ({ hello: 'world' }) as unknown as JSONWebKeySet],
  ])('says it cannot check tokens when the key server %s, which is not the client’s fault', async (_what, answer) => {
    const mint = await createTokenMint();
    const { url } = await keyServer(answer);
    await expect(async () => verifier(url).identify(await mint.authorization('ann'))).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
  });

  it('says the same when nobody listens there', async () => {
    const mint = await createTokenMint();
    const nowhere = verifier(new URL('http://127.0.0.1:1/jwks.json'));
    await expect(async () => nowhere.identify(await mint.authorization('ann'))).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
  });
});
