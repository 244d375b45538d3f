import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Fault } from '#kernel/errors.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { userRegistered } from './events.ts';
import { House, newEmail } from './testing/house.ts';

const ATTEMPTS = 5;
const house = new House();
beforeAll(() => house.open({ LOGIN_ATTEMPTS: String(ATTEMPTS), PASSWORD_CONCURRENCY: '2' }));
afterEach(() => {
  house.cart = async () => ({ data: { mergeCart: { __typename: 'Cart' } } });
  house.merges.length = 0;
});
afterAll(() => house.subgraph.stop());

let next = 1_000_000;
const newPhone = (): string => `+7999${next++}`;

describe('registering', () => {
  it('makes a buyer, signs in and tells it', async () => {
    const email = newEmail();
    const { __typename, user } = await house.register({ email, displayName: ' Анна ' });
    expect(__typename).toBe('Session');
    expect(user).toMatchObject({ id: expect.any(String) });
    const rows = await house.subgraph.db.sql`select email, display_name, roles from users where id = ${user.id}`;
    expect([...rows]).toEqual([{ email, display_name: 'Анна', roles: ['buyer'] }]);
    const told = await eventually(() =>
      house.subgraph.published(userRegistered).find(({ data }) => data.userId === user.id),
    );
    expect(told.data.roles).toEqual(['buyer']);
  });

  it('gives one account to an address, however it is written and however many ask at once', async () => {
    const email = newEmail();
    const writings = [email, email.toUpperCase(), ` ${email} `, email.replace('example', 'Example')];
    const answers = await Promise.all(writings.map((writing) => house.register({ email: writing })));
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual([
      'IdentifierTaken',
      'IdentifierTaken',
      'IdentifierTaken',
      'Session',
    ]);
    expect(answers.find(({ code }) => code)).toMatchObject({ code: 'IDENTIFIER_TAKEN', field: 'input.email' });
  });

  it('gives one account to a phone, however it is written', async () => {
    const phone = newPhone();
    const spaced = phone.replace(/(\+7)(...)(...)/, '$1 ($2) $3-');
    expect(await house.register({ email: null, phone: spaced })).toMatchObject({ __typename: 'Session' });
    expect(await house.register({ phone })).toMatchObject({ code: 'IDENTIFIER_TAKEN', field: 'input.phone' });
    expect(await house.login({ phone })).toMatchObject({ __typename: 'Session' });
  });

  it('stores no password', async () => {
    const password = 'a password to look for';
    const { user } = await house.register({ password });
    const [row] = await house.subgraph.db.sql`select password_hash from users where id = ${user.id}`;
    expect(row!.password_hash).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=1\$/);
  });

  it.each([
    ['no address at all', { email: null }, 'input.email'],
    ['an e-mail without a host', { email: 'anna@' }, 'input.email'],
    ['an e-mail with a space', { email: 'an na@example.org' }, 'input.email'],
    ['an endless e-mail', { email: `${'a'.repeat(300)}@example.org` }, 'input.email'],
    ['a national phone number', { phone: '89991234567' }, 'input.phone'],
    ['a phone number that is too short', { phone: '+712' }, 'input.phone'],
    ['a phone number of letters', { phone: '+seven' }, 'input.phone'],
    ['a short password', { password: '1234567' }, 'input.password'],
    ['an endless password', { password: 'a'.repeat(129) }, 'input.password'],
    ['an endless name', { displayName: 'a'.repeat(81) }, 'input.displayName'],
    ['a name with a line break', { displayName: 'a\nb' }, 'input.displayName'],
  ])('refuses %s', async (_, input, field) => {
    expect(await house.register(input)).toMatchObject({ code: 'INVALID_INPUT', field });
  });
});

describe('logging in', () => {
  it('works by e-mail in any case and with the same text in another form', async () => {
    const email = newEmail();
    await house.register({ email, password: 'пароль \u0439\u0439' });
    const answer = await house.login({ email: email.toUpperCase(), password: 'пароль \u0438\u0306\u0438\u0306' });
    expect(answer).toMatchObject({ __typename: 'Session' });
  });

  it('answers an unknown address, a wrong password and an impossible one alike', async () => {
    const email = newEmail();
    await house.register({ email });
    const answers = await Promise.all([
      house.login({ email, password: 'wrong password' }),
      house.login({ email: newEmail(), password: 'wrong password' }),
      house.login({ email, password: 'a'.repeat(10_000) }),
      house.login({ email, password: '' }),
    ]);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ __typename: 'WrongCredentials', code: 'WRONG_CREDENTIALS' });
  });

  it('refuses an address after too many wrong passwords, the right one too, whether or not it has an account', async () => {
    const known = newEmail();
    await house.register({ email: known });
    for (const email of [known, newEmail()]) {
      for (let i = 0; i < ATTEMPTS; i += 1)
        expect(await house.login({ email, password: 'wrong password' })).toMatchObject({ code: 'WRONG_CREDENTIALS' });
      const refused = await house.login({ email });
      expect(refused).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
      expect(refused.retryAfter).toBeGreaterThan(890);
      expect(refused.retryAfter).toBeLessThanOrEqual(900);
    }
  });

  it('hears a parallel flood of guesses to the limit and hardly further', async () => {
    const email = newEmail();
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => house.login({ email, password: `guess number ${index}` })),
    );
    const heard = answers.filter(({ code }) => code === 'WRONG_CREDENTIALS').length;
    expect(heard).toBeGreaterThanOrEqual(ATTEMPTS);
    expect(heard).toBeLessThanOrEqual(ATTEMPTS + 1);
  });

  it('begins to count anew after a success, and is not disturbed by others who log in at once', async () => {
    const email = newEmail();
    await house.register({ email });
    for (let i = 1; i < ATTEMPTS; i += 1) await house.login({ email, password: 'wrong password' });
    const answers = await Promise.all(Array.from({ length: 20 }, () => house.login({ email })));
    expect(answers.every(({ __typename }) => __typename === 'Session')).toBe(true);
    expect(await house.login({ email, password: 'wrong password' })).toMatchObject({ code: 'WRONG_CREDENTIALS' });
  });

  it('may be tried again when the wait is over', async () => {
    const email = newEmail();
    await house.register({ email });
    for (let i = 0; i < ATTEMPTS; i += 1) await house.login({ email, password: 'wrong password' });
    for (const key of await house.subgraph.redis.keys('accounts:attempts:*'))
      await house.subgraph.redis.pexpire(key, 1);
    await eventually(async () => (await house.login({ email })).__typename === 'Session');
  });

  it('wants an e-mail or a phone, not both and not neither', async () => {
    expect(await house.login({})).toMatchObject({ code: 'INVALID_INPUT', field: 'input.email' });
    expect(await house.login({ email: newEmail(), phone: newPhone() })).toMatchObject({ field: 'input.phone' });
  });
});

describe('a guest’s cart', () => {
  it('is merged on behalf of who logs in or registers', async () => {
    const email = newEmail();
    const registered = await house.register({ email, cartToken: 'one' });
    const loggedIn = await house.login({ email, cartToken: 'two' });
    expect([registered.cartMerged, loggedIn.cartMerged]).toEqual([true, true]);
    const viewer = { kind: 'service', name: 'accounts', onBehalfOf: registered.user.id };
    expect(house.merges).toEqual([
      { token: 'one', viewer },
      { token: 'two', viewer },
    ]);
  });

  it('is left alone without a token and by a wrong password', async () => {
    const email = newEmail();
    expect((await house.register({ email })).cartMerged).toBeNull();
    await house.login({ email, password: 'wrong password', cartToken: 'one' });
    expect(house.merges).toEqual([]);
  });

  it('that cannot be merged now keeps nobody out', async () => {
    house.cart = async () => ({ data: { mergeCart: { __typename: 'NotFound' } } });
    expect(await house.register({ cartToken: 'gone' })).toMatchObject({ __typename: 'Session', cartMerged: false });
    house.cart = async () => {
      throw new Fault('UNAVAILABLE', 'away');
    };
    expect(await house.register({ cartToken: 'away' })).toMatchObject({ __typename: 'Session', cartMerged: false });
  });
});
