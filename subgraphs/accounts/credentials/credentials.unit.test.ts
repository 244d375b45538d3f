import { verify } from '@node-rs/argon2';
import { exportJWK, generateKeyPair } from 'jose';
import { describe, expect, it, vi } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { AccessTokens } from './access-tokens.ts';
import { Passwords } from './passwords.ts';
import { newSalt, newSecret, readRefreshToken, successorOf, writeRefreshToken } from './refresh-token.ts';
import { Turnstile } from './turnstile.ts';

// The real one, watched.
vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof import('@node-rs/argon2')>();
  return { ...real, verify: vi.fn(real.verify) };
});

describe('a password', () => {
  const passwords = new Passwords({ memoryKib: 4096, iterations: 2, parallelism: 1 });

  it('matches its own hash and no other', async () => {
    const hash = await passwords.hash('open sesame');
    expect(await passwords.matches(hash, 'open sesame')).toBe(true);
    expect(await passwords.matches(hash, 'open sesam')).toBe(false);
    expect(await passwords.hash('open sesame')).not.toBe(hash);
  });

  it('never matches nobody, and finding that out is the work a wrong one is', async () => {
    const hash = await passwords.hash('open sesame');
    const costOf = (phc: string): string => phc.split('$').slice(0, 4).join('$');
    vi.mocked(verify).mockClear();
    expect(await passwords.matches(hash, 'wrong')).toBe(false);
    expect(await passwords.matches(undefined, 'wrong')).toBe(false);
    const [wrong, nobodys] = vi.mocked(verify).mock.calls.map(([against]) => costOf(String(against)));
    expect(wrong).toBe('$argon2id$v=19$m=4096,t=2,p=1');
    expect(nobodys).toBe(wrong);
  });

  it('hashed at an older cost still matches', async () => {
    const old = await new Passwords({ memoryKib: 64, iterations: 1, parallelism: 1 }).hash('open sesame');
    expect(await passwords.matches(old, 'open sesame')).toBe(true);
  });
});

describe('a turnstile', () => {
  const gate = () => {
    let open = (): void => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    return { open: () => open(), opened };
  };

  it('lets so many through at once and the others in order, also after a failure', async () => {
    const turnstile = new Turnstile({ atOnce: 2, mostWaiting: 10 });
    const gates = Array.from({ length: 4 }, gate);
    const inside: number[] = [];
    const passed = gates.map(({ opened }, index) =>
      turnstile.pass(async () => {
        inside.push(index);
        await opened;
        if (index === 0) throw new Error('a failure');
      }),
    );
    expect(inside).toEqual([0, 1]);
    gates[0]!.open();
    await expect(passed[0]).rejects.toThrow('a failure');
    expect(inside).toEqual([0, 1, 2]);
    for (const { open } of gates) open();
    await Promise.all(passed.slice(1));
    expect(inside).toEqual([0, 1, 2, 3]);
  });

  it('turns away whoever comes when too many wait', async () => {
    const turnstile = new Turnstile({ atOnce: 1, mostWaiting: 1 });
    const { open, opened } = gate();
    const passed = [turnstile.pass(() => opened), turnstile.pass(() => opened)];
    await expect(turnstile.pass(() => opened)).rejects.toMatchObject({ code: 'OVERLOADED' });
    open();
    await Promise.all(passed);
    expect(await turnstile.pass(async () => 'in')).toBe('in');
  });
});

describe('a refresh token', () => {
  it('is read as it was written', () => {
    const token = { userId: newId(), sessionId: newId(), secret: newSecret() };
    expect(readRefreshToken(writeRefreshToken(token))).toEqual(token);
  });

  it('has one successor per salt', () => {
    const [secret, salt] = [newSecret(), newSalt()];
    expect(successorOf(secret, salt)).toEqual(successorOf(secret, salt));
    expect(successorOf(secret, newSalt())).not.toEqual(successorOf(secret, salt));
    expect(successorOf(newSecret(), salt)).not.toEqual(successorOf(secret, salt));
  });
});

describe('the signing key', () => {
  const open = (privateJwk: string) => AccessTokens.open({ privateJwk, issuer: 'marketplace', lifeSeconds: 600 });

  it('is named by its own id, or by its thumbprint, the same at each start', async () => {
    const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    const jwk = await exportJWK(privateKey);
    const [first, second] = [await open(JSON.stringify(jwk)), await open(JSON.stringify(jwk))];
    expect(first.keys).toEqual(second.keys);
    expect((await open(JSON.stringify({ ...jwk, kid: 'mine' }))).keys.keys[0]!.kid).toBe('mine');
  });

  it.each([
    ['text', 'secret-text'],
    ['another kind of key', JSON.stringify({ kty: 'oct', k: 'c2VjcmV0' })],
    ['a public key', JSON.stringify({ kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' })],
  ])('may not be %s, and the message does not quote it', async (_, jwk) => {
    const failure = await open(jwk).catch((error: Error) => error);
    expect(failure).toMatchObject({ name: 'ConfigError', message: expect.stringContaining('JWT_PRIVATE_JWK') });
    expect(String(failure)).not.toContain(jwk.slice(0, 6));
  });
});
