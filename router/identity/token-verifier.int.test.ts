import Fastify from 'fastify';
import { exportJWK, generateKeyPair, type JSONWebKeySet, type JWK, SignJWT, UnsecuredJWT } from 'jose';
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

describe('a token verifier', () => {
  /** Claims that are good, signed or not in a way that is to be refused. */
  const claims = () => new SignJWT({ roles: ['admin'], sid: 's' }).setIssuer('marketplace').setAudience('marketplace');
  const good = (token: SignJWT): SignJWT => token.setSubject('ann').setExpirationTime('5m').setNotBefore('-1m');
  const kid = 'test-key';

  it.each<
    [
      string,
      (key: Awaited<ReturnType<typeof generateKeyPair>>['privateKey'], publicJwk: JWK) => Promise<string> | string,
    ]
  >([
    [
      'that is not signed',
      () =>
        new UnsecuredJWT({ roles: ['admin'], sid: 's', iss: 'marketplace', aud: 'marketplace', sub: 'ann' })
          .setExpirationTime('5m')
          .encode(),
    ],
    [
      'signed with the public key as a secret',
      (_key, { x }) =>
        good(claims())
          .setProtectedHeader({ alg: 'HS256', kid })
          .sign(Buffer.from(String(x).padEnd(64, '='))),
    ],
    [
      'of another algorithm under the name of our key',
      async () =>
        good(claims())
          .setProtectedHeader({ alg: 'ES256', kid })
          .sign((await generateKeyPair('ES256')).privateKey),
    ],
    ['without an end', (key) => claims().setSubject('ann').setProtectedHeader({ alg: 'EdDSA', kid }).sign(key)],
    [
      'without a subject',
      (key) => claims().setExpirationTime('5m').setProtectedHeader({ alg: 'EdDSA', kid }).sign(key),
    ],
    [
      'that is not good yet',
      (key) => good(claims()).setNotBefore('5m').setProtectedHeader({ alg: 'EdDSA', kid }).sign(key),
    ],
    [
      'for several audiences, none of them ours',
      (key) => good(claims()).setAudience(['a', 'b']).setProtectedHeader({ alg: 'EdDSA', kid }).sign(key),
    ],
    [
      'whose roles are not a list',
      (key) =>
        good(new SignJWT({ roles: 'admin', sid: 's' }).setIssuer('marketplace').setAudience('marketplace'))
          .setProtectedHeader({ alg: 'EdDSA', kid })
          .sign(key),
    ],
  ])('refuses a token %s', async (_what, make) => {
    const { privateKey, publicKey } = await generateKeyPair('EdDSA');
    const jwk = { ...(await exportJWK(publicKey)), kid, alg: 'EdDSA' };
    const tokens = new TokenVerifier({ issuer: 'marketplace', audience: 'marketplace', keys: { keys: [jwk] } });
    const ours = await good(claims()).setProtectedHeader({ alg: 'EdDSA', kid }).sign(privateKey);
    expect(await tokens.identify(`Bearer ${ours}`)).toMatchObject({ viewer: { id: 'ann' } });
    const token = await make(privateKey, jwk);
    await expect(async () => tokens.identify(`Bearer ${token}`)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});
