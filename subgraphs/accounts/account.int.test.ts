import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GUEST, type Viewer } from '#kernel/auth/viewer.ts';
import { newId } from '#kernel/ids.ts';
import { userRegistered } from './events.ts';
import { House, newEmail, PASSWORD } from './testing/house.ts';

const house = new House();
beforeAll(() => house.open());
afterAll(() => house.subgraph.stop());

const service = (onBehalfOf?: string): Viewer => ({
  kind: 'service',
  name: 'order',
  ...(onBehalfOf ? { onBehalfOf } : {}),
});

const USER = `id displayName email phone roles language marketingConsent registeredAt
  addresses { id recipient city phone country latitude longitude }`;
const ME = `{ me { ${USER} } }`;
const UPDATE_PROFILE = `mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) {
  __typename ... on User { ${USER} } ... on InvalidInput { field } } }`;
const ADD = `mutation ($input: AddressInput!) { addAddress(input: $input) {
  __typename ... on Address { id recipient city phone country } ... on Refusal { code } ... on InvalidInput { field } } }`;
const UPDATE = `mutation ($id: ID!, $input: AddressInput!) { updateAddress(id: $id, input: $input) {
  __typename ... on Address { id city } ... on Refusal { code } ... on InvalidInput { field } } }`;
const REMOVE = `mutation ($id: ID!) { removeAddress(id: $id) {
  __typename ... on AddressRemoved { id } ... on Refusal { code } } }`;
const SET_ROLES = `mutation ($userId: ID!, $roles: [Role!]!) { setRoles(userId: $userId, roles: $roles) {
  __typename ... on User { roles } ... on Refusal { code } } }`;
const ENSURE =
  'mutation ($input: EnsureAccountInput!) { ensureAccount(input: $input) { id roles addresses { city } } }';
const ENTITIES = `query ($of: [_Any!]!) { _entities(representations: $of) {
  ... on User { id displayName email roles addresses { id } } ... on Address { id recipient } } }`;

interface UserAnswer {
  __typename?: string;
  id: string;
  displayName: string | null;
  email: string | null;
  roles: string[] | null;
  addresses: { id: string; city: string }[];
}
interface AddressAnswer {
  __typename: string;
  id: string;
  code?: string;
  field?: string;
}

const HOME = { recipient: 'Анна', country: 'ru', city: 'Москва', street: 'Тверская улица, 1' };
const add = (viewer: Viewer, input: object = HOME) => house.ask<AddressAnswer>(ADD, { input }, viewer);
const me = (viewer: Viewer) => house.ask<UserAnswer>(ME, {}, viewer);
const entities = (viewer: Viewer, ...of: { __typename: string; id: string }[]) =>
  house.ask<(Partial<UserAnswer> | null)[]>(ENTITIES, { of }, viewer);

describe('a profile', () => {
  it('is the user’s own, and a guest has none', async () => {
    const anna = await house.somebody();
    expect(await me(anna)).toMatchObject({
      id: anna.id,
      displayName: null,
      roles: ['BUYER'],
      language: 'RU',
      marketingConsent: false,
      registeredAt: expect.stringMatching(/Z$/),
      addresses: [],
    });
    expect(await me(GUEST)).toBeNull();
    expect(await me({ ...anna, id: newId() })).toBeNull();
  });

  it('changes in what is sent and stays in what is not', async () => {
    const anna = await house.somebody();
    const change = (input: object) => house.ask<UserAnswer>(UPDATE_PROFILE, { input }, anna);
    expect(await change({ displayName: ' Анна ', language: 'EN' })).toMatchObject({
      displayName: 'Анна',
      language: 'EN',
    });
    expect(await change({ marketingConsent: true })).toMatchObject({ displayName: 'Анна', marketingConsent: true });
    expect(await change({ displayName: null })).toMatchObject({ displayName: null, language: 'EN' });
    expect(await change({ displayName: 'a'.repeat(81) })).toMatchObject({ field: 'input.displayName' });
    await expect(house.ask(UPDATE_PROFILE, { input: {} }, GUEST)).rejects.toThrow('UNAUTHENTICATED');
  });

  it('shows others the display name and nothing else', async () => {
    const anna = await house.somebody();
    await house.ask(UPDATE_PROFILE, { input: { displayName: 'Анна' } }, anna);
    await add(anna);
    const ref = { __typename: 'User', id: anna.id };
    for (const viewer of [GUEST, await house.somebody('seller')])
      expect(await entities(viewer, ref)).toEqual([
        { id: anna.id, displayName: 'Анна', email: null, roles: null, addresses: [] },
      ]);
    for (const viewer of [anna, await house.somebody('admin'), service()])
      expect(await entities(viewer, ref)).toEqual([
        expect.objectContaining({ email: expect.any(String), roles: ['BUYER'], addresses: [expect.anything()] }),
      ]);
  });

  it('of an unknown id is null, of whatever form', async () => {
    const refs = [newId(), 'x', '', "'; drop table users"].map((id) => ({ __typename: 'User', id }));
    expect(await entities(GUEST, ...refs)).toEqual([null, null, null, null]);
  });

  it('of any id can be asked for by admins only', async () => {
    const anna = await house.somebody();
    const query = 'query ($id: ID!) { user(id: $id) { email } }';
    const admin = await house.somebody('admin');
    expect(await house.ask(query, { id: anna.id }, admin)).toMatchObject({ email: expect.any(String) });
    expect(await house.ask(query, { id: 'x' }, admin)).toBeNull();
    await expect(house.ask(query, { id: anna.id }, anna)).rejects.toThrow('FORBIDDEN');
    await expect(house.ask(query, { id: anna.id }, GUEST)).rejects.toThrow('UNAUTHENTICATED');
  });
});

describe('an address', () => {
  it('is added, replaced and removed by its owner', async () => {
    const anna = await house.somebody();
    const { id } = await add(anna, { ...HOME, phone: '+7 999 123-45-67', latitude: 55.75, longitude: 37.61 });
    expect((await me(anna)).addresses).toEqual([
      {
        id,
        recipient: 'Анна',
        city: 'Москва',
        phone: '+79991234567',
        country: 'RU',
        latitude: 55.75,
        longitude: 37.61,
      },
    ]);
    const changed = await house.ask(UPDATE, { id, input: { ...HOME, city: 'Казань' } }, anna);
    expect(changed).toMatchObject({ __typename: 'Address', id, city: 'Казань' });
    expect((await me(anna)).addresses).toEqual([expect.objectContaining({ city: 'Казань', latitude: null })]);
    expect(await house.ask(REMOVE, { id }, anna)).toMatchObject({ __typename: 'AddressRemoved', id });
    expect(await house.ask(REMOVE, { id }, anna)).toMatchObject({ code: 'NOT_FOUND' });
    expect((await me(anna)).addresses).toEqual([]);
  });

  it('may be named in capital letters, as some platforms write ids', async () => {
    const anna = await house.somebody();
    const { id } = await add(anna);
    const capital = id.toUpperCase();
    expect(await entities(anna, { __typename: 'Address', id: capital })).toMatchObject([{ id }]);
    expect(await house.ask(UPDATE, { id: capital, input: HOME }, anna)).toMatchObject({ __typename: 'Address', id });
    expect(await house.ask(REMOVE, { id: capital }, anna)).toEqual({ __typename: 'AddressRemoved', id });
  });

  it('looks like an unknown one to others', async () => {
    const [anna, other] = [await house.somebody(), await house.somebody()];
    const { id } = await add(anna);
    for (const unknown of [id, newId(), 'x', '']) {
      expect(await house.ask(UPDATE, { id: unknown, input: HOME }, other)).toMatchObject({ code: 'NOT_FOUND' });
      expect(await house.ask(REMOVE, { id: unknown }, other)).toMatchObject({ code: 'NOT_FOUND' });
    }
    await expect(add(GUEST)).rejects.toThrow('UNAUTHENTICATED');
    expect((await me(anna)).addresses).toHaveLength(1);
  });

  it('is shown by reference to its owner, and to peers on the owner’s behalf only', async () => {
    const [anna, other] = [await house.somebody(), await house.somebody()];
    const { id } = await add(anna);
    const ref = { __typename: 'Address', id };
    for (const viewer of [anna, service(anna.id)])
      expect(await entities(viewer, ref)).toEqual([{ id, recipient: 'Анна' }]);
    for (const viewer of [other, GUEST, service(other.id), service()])
      expect(await entities(viewer, ref)).toEqual([null]);
    expect(await entities(service(anna.id), { ...ref, id: 'x' }, { ...ref, id: newId() })).toEqual([null, null]);
  });

  it('is one of at most 20, also when they come in parallel', async () => {
    const anna = await house.somebody();
    const answers = await Promise.all(Array.from({ length: 25 }, () => add(anna)));
    expect(answers.filter(({ __typename }) => __typename === 'Address')).toHaveLength(20);
    expect(answers.filter(({ code }) => code === 'TOO_MANY_ADDRESSES')).toHaveLength(5);
    await house.ask(REMOVE, { id: answers.find(({ id }) => id)!.id }, anna);
    expect(await add(anna)).toMatchObject({ __typename: 'Address' });
  });
});

describe('roles', () => {
  it('are given and taken by admins only', async () => {
    const [anna, admin] = [await house.somebody(), await house.somebody('admin')];
    const set = (viewer: Viewer, userId: string, roles: string[]) =>
      house.ask<UserAnswer & { code?: string }>(SET_ROLES, { userId, roles }, viewer);
    expect(await set(admin, anna.id, ['SELLER', 'BUYER', 'SELLER'])).toMatchObject({ roles: ['BUYER', 'SELLER'] });
    expect(await set(admin, anna.id, [])).toMatchObject({ code: 'INVALID_INPUT' });
    for (const own of [admin.id, admin.id.toUpperCase()])
      expect(await set(admin, own, ['BUYER'])).toMatchObject({ code: 'INVALID_INPUT' });
    for (const unknown of [newId(), 'x', ''])
      expect(await set(admin, unknown, ['BUYER'])).toMatchObject({ code: 'NOT_FOUND' });
    await expect(set(anna, anna.id, ['ADMIN'])).rejects.toThrow('FORBIDDEN');
    await expect(set(GUEST, anna.id, ['ADMIN'])).rejects.toThrow('UNAUTHENTICATED');
    await expect(set(admin, anna.id, ['KING'])).rejects.toThrow('BAD_USER_INPUT');
  });
});

describe('an ensured account', () => {
  it('is made once, with its roles and address, however often and from how many at once it is asked for', async () => {
    const input = { email: newEmail(), password: PASSWORD, roles: ['BUYER', 'ADMIN'], address: HOME };
    const ensure = () => house.ask<UserAnswer>(ENSURE, { input }, service());
    const answers = await Promise.all([ensure(), ensure(), ensure()]);
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await ensure()).toEqual({ id: answers[0]!.id, roles: ['BUYER', 'ADMIN'], addresses: [{ city: 'Москва' }] });
    const told = house.subgraph.published(userRegistered).filter(({ data }) => data.userId === answers[0]!.id);
    expect(told.length).toBeLessThanOrEqual(1);
    expect(await house.login({ email: input.email, password: PASSWORD })).toMatchObject({ __typename: 'Session' });
  });

  it('keeps the password it has and gets the roles', async () => {
    const email = newEmail();
    const { user } = await house.register({ email });
    const input = { email, password: 'another password', roles: ['BUYER', 'COURIER'] };
    expect(await house.ask(ENSURE, { input }, service())).toMatchObject({ id: user.id, roles: ['BUYER', 'COURIER'] });
    expect(await house.login({ email })).toMatchObject({ __typename: 'Session' });
  });

  it('is made for peers only, and for them by the rules', async () => {
    const input = { email: newEmail(), password: PASSWORD, roles: ['ADMIN'] };
    for (const viewer of [GUEST, await house.somebody('admin')])
      await expect(house.ask(ENSURE, { input }, viewer)).rejects.toThrow('FORBIDDEN');
    for (const bad of [{ email: 'x' }, { password: 'x' }, { roles: [] }, { address: { ...HOME, country: 'XX' } }])
      await expect(house.ask(ENSURE, { input: { ...input, ...bad } }, service())).rejects.toThrow('BAD_USER_INPUT');
  });
});
