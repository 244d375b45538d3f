import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PublishedSubgraph } from '#router/registry/compose.ts';
import { DEFAULT_VARIANT, type Registry } from '#router/registry/registry.ts';
import { type OpenRegistry, openRegistry, REVIEWS, subgraph, USERS } from '#router/registry/testing/open-registry.ts';
import { addUsage } from '#router/registry/usage/usage-store.ts';

let open: OpenRegistry;
let registry: Registry;
beforeAll(async () => {
  open = await openRegistry();
  registry = open.registry;
  await registry.publish({ subgraphs: [USERS, REVIEWS] });
});
afterAll(() => open?.stop());

describe('the registry', () => {
  it('tells of breaking changes, and refuses them when asked to, unless somebody agreed', async () => {
    const withoutName = subgraph('users', 'type Query { me: User } type User @key(fields: "id") { id: ID! }');
    const refused = await registry.publish({ subgraphs: [withoutName], breaking: 'refuse' });
    expect(refused).toMatchObject({
      outcome: 'refused',
      checks: [
        {},
        {},
        {
          check: 'breaking changes',
          outcome: 'failed',
          reasons: [{ code: 'FIELD_REMOVED', path: 'User.name', breaks: ['graph'], subgraph: 'users', line: 2 }],
        },
        { check: 'policy', outcome: 'warned', reasons: [{ code: 'REMOVED_WITHOUT_DEPRECATION', path: 'User.name' }] },
        {},
        {},
      ],
    });
    const warned = await registry.check({ subgraphs: [withoutName] });
    expect(warned).toMatchObject({ outcome: 'accepted', checks: [{}, {}, { outcome: 'warned' }, {}, {}, {}] });
    await registry.approve({ code: 'FIELD_REMOVED', path: 'User.name', reason: 'nobody has one', actor: 'ann' });
    const agreed = await registry.publish({ subgraphs: [withoutName], breaking: 'refuse' });
    expect(agreed).toMatchObject({
      outcome: 'published',
      checks: [
        {},
        {},
        { reasons: [{ level: 'notice', approved: { by: 'ann', reason: 'nobody has one' } }] },
        {},
        {},
        {},
      ],
    });
    await registry.publish({ subgraphs: [USERS] });
  });

  it('judges a breaking change by whom it breaks', async () => {
    const report = (coordinates: string[], client: string) =>
      addUsage(open.db, DEFAULT_VARIANT, [
        {
          hash: coordinates.join(),
          name: 'Profile',
          document: '{ me { id } }',
          coordinates,
          client,
          clientVersion: '7',
          requests: 3,
          errors: 0,
        },
      ]);
    const withoutReviews = subgraph('reviews', 'type User @key(fields: "id") { id: ID! reviewCount: Int }');
    const check = async () =>
      (await registry.check({ subgraphs: [withoutReviews], breaking: 'refuse' })).checks.find(
        ({ check }) => check === 'breaking changes',
      );
    expect(await check()).toMatchObject({ outcome: 'failed' });
    // The longer name begins like the one that goes: it is another field all the same.
    await report(['Query.me', 'User.reviewsOfOthers'], 'web');
    expect(await check()).toMatchObject({
      outcome: 'passed',
      reasons: [{ level: 'notice', message: expect.stringContaining('Nobody used it in the last 30 days') }],
    });
    await report(['Query.me', 'User.reviews'], 'ios');
    await report(['Query.me', 'User.reviews'], 'ios');
    expect(await check()).toMatchObject({
      outcome: 'failed',
      reasons: [{ affects: [{ operation: 'Profile', client: 'ios', clientVersion: '7', requests: 6 }] }],
    });
  });

  it('cuts contracts at each publication, and tells which of them a change breaks', async () => {
    const tagged = (price: string): PublishedSubgraph => ({
      name: 'offers',
      url: 'http://offers',
      sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@tag"])
        type Query { offer: Offer @tag(name: "public") audit: String @tag(name: "staff") }
        type Offer { name: String! ${price} }`,
    });
    const contracts = [
      { name: 'public', include: ['public'], exclude: [] },
      { name: 'whole', include: [], exclude: [] },
    ];
    const made = await registry.publish({ subgraphs: [tagged('price: Int')], contracts });
    expect(made).toMatchObject({ outcome: 'published' });
    const version = await registry.current();
    expect(version?.contracts.map(({ name }) => name)).toEqual(['public', 'whole']);
    expect(version?.contracts[0]?.apiSdl).not.toContain('audit');
    const hides = await registry.check({ subgraphs: [tagged('price: Int @tag(name: "staff")')] });
    expect(hides.checks[2]).toMatchObject({
      reasons: [{ code: 'FIELD_REMOVED', path: 'Offer.price', breaks: ['public'] }],
    });
    const removes = await registry.check({ subgraphs: [tagged('')], contracts: contracts.slice(0, 1) });
    expect(removes.checks[2]).toMatchObject({
      reasons: [
        { path: 'Offer.price', breaks: ['graph', 'public'] },
        { code: 'CONTRACT_REMOVED', breaks: ['whole'] },
      ],
    });
    await registry.publish({ retired: ['offers'], contracts: [] });
  });

  it('tells of events that consumers would stumble over', async () => {
    const paid = (version: number, properties: object) => ({
      ...USERS,
      events: [
        {
          type: 'users.Paid',
          version,
          key: 'id',
          schema: { type: 'object', properties, required: ['id'] },
          at: { file: 'users/events.ts', line: 7 },
        },
      ],
    });
    await registry.publish({ subgraphs: [paid(1, { id: { type: 'string' }, sum: { type: 'integer' } })] });
    const check = async (subgraph: PublishedSubgraph) =>
      (await registry.check({ subgraphs: [subgraph], breaking: 'refuse' })).checks.find(
        ({ check }) => check === 'events',
      );
    expect(await check(paid(1, { id: { type: 'string' }, sum: { type: 'integer' }, more: {} }))).toMatchObject({
      outcome: 'passed',
    });
    expect(await check(paid(1, { id: { type: ['string', 'null'] } }))).toMatchObject({
      outcome: 'failed',
      reasons: [
        { code: 'EVENT_FIELD_TYPE_CHANGED', path: 'users.Paid.id', file: 'users/events.ts', line: 7 },
        { code: 'EVENT_FIELD_REMOVED', path: 'users.Paid.sum' },
      ],
    });
    expect(await check(paid(2, { id: { type: 'string' } }))).toMatchObject({
      reasons: [{ code: 'EVENT_VERSION_RAISED', message: expect.stringContaining('sum') }],
    });
    expect(await check(USERS)).toMatchObject({ outcome: 'passed' });
    expect(await check({ ...USERS, events: [] })).toMatchObject({
      reasons: [{ code: 'EVENT_REMOVED', subgraph: 'users' }],
    });
    await registry.publish({ subgraphs: [{ ...USERS, events: [] }] });
  });
});
