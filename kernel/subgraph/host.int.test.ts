import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signViewer, VIEWER_HEADER } from '#kernel/auth/viewer.ts';
import { newId } from '#kernel/ids.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { startTestSubgraph, type TestSubgraph } from '#kernel/testing/test-subgraph.ts';
import { bumped, toy } from '#kernel/testing/toy/toy-subgraph.ts';

const BUMP =
  'mutation ($id: ID!, $by: Int!) { bump(id: $id, by: $by) { __typename ... on Counter { value } ... on Refusal { code } } }';

describe('a subgraph on its host', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await startTestSubgraph(toy, { shared: { typeDefs: '', resolvers: {} } });
  });
  afterAll(() => subgraph.stop());

  const seen = async (id: string) =>
    (await subgraph.db.sql<{ times: number; total: number }[]>`select times, total from seen where id = ${id}`)[0];

  it('answers each of many concurrent commands with its own result and publishes one event for each', async () => {
    const id = newId();
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => subgraph.execute({ query: BUMP, variables: { id, by: 1 } })),
    );
    expect(answers.every(({ errors }) => !errors)).toBe(true);
    await eventually(async () => expect(await seen(id)).toEqual({ times: 200, total: 200 }));
    expect(subgraph.published(bumped).filter(({ data }) => data.id === id)).toHaveLength(200);
    await eventually(async () => (await subgraph.db.sql`select from outbox`).length === 0);
  });

  it('publishes on when the server has ended its connections', async () => {
    const id = newId();
    const bump = () => subgraph.execute({ query: BUMP, variables: { id, by: 1 } });
    await bump();
    await eventually(async () => expect(await seen(id)).toEqual({ times: 1, total: 1 }));
    await subgraph.db.sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where usename = current_user and datname = current_database() and pid <> pg_backend_pid()`;
    await eventually(async () => expect((await bump()).errors).toBeUndefined());
    await eventually(async () => (await subgraph.db.sql`select from outbox`).length === 0);
    await eventually(async () => expect((await seen(id))?.total).toBeGreaterThan(1));
  });

  it('answers a refusal as a member of the union', async () => {
    const { data } = await subgraph.execute({ query: BUMP, variables: { id: newId(), by: 2000 } });
    expect(data).toEqual({ bump: { __typename: 'TooMuch', code: 'TOO_MUCH' } });
  });

  it('takes effect of an event once however often it is delivered', async () => {
    const [id, eventId] = [newId(), newId()];
    for (let i = 0; i < 3; i += 1) await subgraph.publish(bumped, { id, by: 5 }, { id: eventId });
    await subgraph.publish(bumped, { id, by: 1 });
    await eventually(async () => expect((await seen(id))?.total).toBeGreaterThanOrEqual(6));
    expect(await seen(id)).toEqual({ times: 2, total: 6 });
  });

  it('sets a poison event aside and goes on with those around it', async () => {
    const id = newId();
    await Promise.all([
      subgraph.publish(bumped, { id, by: 1 }),
      subgraph.publish(bumped, { id: newId(), by: 666 }),
      subgraph.publish(bumped, { id, by: 2 }),
    ]);
    await eventually(async () => expect(await seen(id)).toEqual({ times: 2, total: 3 }));
  });

  it('shows a fault with its code, and of a bug nothing but an id', async () => {
    const fault = await subgraph.execute({ query: '{ refused }' });
    expect(fault.errors?.[0]).toMatchObject({ message: 'Not for you.', extensions: { code: 'FORBIDDEN' } });
    const bug = await subgraph.execute({ query: '{ broken }' });
    expect(bug.errors?.[0]?.extensions).toMatchObject({ code: 'INTERNAL', errorId: expect.any(String) });
    expect(JSON.stringify(bug)).not.toContain('secret detail');
  });

  it.each([
    ['{', 'GRAPHQL_PARSE_FAILED', {}],
    ['{ unknown }', 'GRAPHQL_VALIDATION_FAILED', {}],
    ['query ($id: ID!) { counter(id: $id) { id } }', 'BAD_USER_INPUT', {}],
  ])('refuses %s with %s', async (query, code, variables) => {
    const { errors } = await subgraph.execute({ query, variables });
    expect(errors?.[0]?.extensions?.code).toBe(code);
  });

  it('answers nothing over HTTP without a viewer signed by its router', async () => {
    const url = await subgraph.listen();
    const post = (headers: Record<string, string>) =>
      fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query: '{ whoami }' }),
      });
    expect((await post({})).status).toBe(401);
    expect((await post({ [VIEWER_HEADER]: signViewer({ kind: 'guest' }, 'another secret') })).status).toBe(401);
    const old = signViewer({ kind: 'guest' }, subgraph.viewerSecret, Date.now() - 600_000);
    expect((await post({ [VIEWER_HEADER]: old })).status).toBe(401);
    const viewer = { kind: 'user', id: newId(), roles: ['buyer'], sessionId: 's' } as const;
    const answer = await post({ [VIEWER_HEADER]: signViewer(viewer, subgraph.viewerSecret) });
    expect(JSON.parse(((await answer.json()) as { data: { whoami: string } }).data.whoami)).toEqual(viewer);
    expect(await (await fetch(`${url}/toy/hello`)).text()).toBe('hello');
    expect(await (await fetch(`${url}/toy/nothing`)).json()).toMatchObject({
      errors: [{ extensions: { code: 'NOT_FOUND' } }],
    });
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('outbox_published_total');
  });
});
