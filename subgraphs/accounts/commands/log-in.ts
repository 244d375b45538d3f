import { Counter } from 'prom-client';
import { metrics } from '#kernel/telemetry/metrics.ts';
import type { Services } from '../context.ts';
import { identifiersOf } from '../domain/identifier.ts';
import { invalid, isInvalid } from '../domain/invalid-input.ts';
import { maybePassword } from '../domain/profile.ts';
import { tooManyAttempts, wrongCredentials } from '../domain/refusals.ts';
import { findUser } from '../store/users.ts';
import { openSession } from './open-session.ts';

const logins = new Counter({
  name: 'logins_total',
  help: 'Logins by how they ended',
  labelNames: ['outcome'],
  registers: [metrics],
});

/**
 * Signs in by e-mail or phone and password. An unknown address costs the same hashing and gets the same answer as a wrong
 * password. Failures are counted as each attempt takes its turn at the turnstile, so a parallel flood overshoots the limit by at
 * most the few that are hashed at once.
 */
export async function logIn(
  services: Services,
  input: { email?: string | null; phone?: string | null; password: string; cartToken?: string | null },
) {
  const identifiers = identifiersOf(input);
  if (isInvalid(identifiers)) return identifiers;
  if (identifiers.email && identifiers.phone)
    return invalid('input.phone', 'Send an e-mail address or a phone number.');
  if (!maybePassword(input.password)) return wrongCredentials();

  const { db, turnstile, attempts, passwords } = services;
  const identifier = identifiers.email ?? identifiers.phone!;
  const proved = await turnstile.pass(async () => {
    const waitMs = await attempts.waitFor(identifier);
    if (waitMs > 0) return tooManyAttempts(waitMs);
    const user = await findUser(db, identifiers);
    const right = await passwords.matches(user?.passwordHash, input.password);
    await (right ? attempts.succeeded(identifier) : attempts.failed(identifier));
    return right && user ? user : wrongCredentials();
  });
  logins.inc({ outcome: '__typename' in proved ? proved.__typename : 'Session' });
  return '__typename' in proved ? proved : openSession(services, proved, input.cartToken);
}
