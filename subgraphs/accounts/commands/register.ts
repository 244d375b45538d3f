import { newId } from '#kernel/ids.ts';
import { toOutgoing } from '#kernel/messages/event.ts';
import type { Services } from '../context.ts';
import { type Identifiers, identifiersOf } from '../domain/identifier.ts';
import { isInvalid } from '../domain/invalid-input.ts';
import { displayNameOf, passwordFault } from '../domain/profile.ts';
import { identifierTaken } from '../domain/refusals.ts';
import { userRegistered } from '../events.ts';
import { findUser, insertUser, type NewUser, type UserRow } from '../store/users.ts';
import { openSession } from './open-session.ts';

export interface Registration {
  email?: string | null;
  phone?: string | null;
  password: string;
  displayName?: string | null;
  language?: 'RU' | 'EN' | null;
  cartToken?: string | null;
}

/** Makes a buyer's account and signs in. */
export async function register(services: Services, input: Registration) {
  const identifiers = identifiersOf(input);
  if (isInvalid(identifiers)) return identifiers;
  const fault = passwordFault(input.password);
  if (fault) return fault;
  const displayName = displayNameOf(input.displayName);
  if (isInvalid(displayName)) return displayName;

  const user = await createUser(services, input.password, {
    ...identifiers,
    displayName,
    language: input.language ?? 'RU',
    roles: ['buyer'],
  });
  return user ? openSession(services, user, input.cartToken) : identifierTaken(await takenOf(services, identifiers));
}

/** @returns undefined when the e-mail or the phone is somebody's already */
export async function createUser(
  { db, outbox, clock, passwords, turnstile }: Services,
  password: string,
  facts: Omit<NewUser, 'id' | 'passwordHash'>,
): Promise<UserRow | undefined> {
  const passwordHash = await turnstile.pass(() => passwords.hash(password));
  return db.transaction(async (tx) => {
    const user = await insertUser(tx, { ...facts, id: newId(), passwordHash });
    if (user) {
      const registered = { userId: user.id, roles: [...user.roles], at: clock().toISOString() };
      await outbox.append(tx, [toOutgoing(userRegistered, registered)]);
    }
    return user;
  });
}

async function takenOf({ db }: Services, { email }: Identifiers): Promise<'email' | 'phone'> {
  return email !== null && (await findUser(db, { email, phone: null })) ? 'email' : 'phone';
}
