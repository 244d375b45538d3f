import { type Audit, serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestRouter, type TestRouter } from '#router/testing/start-test-router.ts';

/** What a request that is wrong in itself gets 400 for in every media type, where 200 is recommended in one. */
const ALSO_400_IN_JSON = ['572B', 'FDE2', '7B9B'];

/** What only those may who say that they are no page of another site. */
const BY_GET = ['5A70', 'D6D5', '6A70'];

describe('GraphQL over HTTP, as graphql-http audits it', () => {
  let router: TestRouter;
  beforeAll(async () => {
    router = await startTestRouter();
  });
  afterAll(() => router?.stop());

  const audits = (headers: Record<string, string>): [string, Audit][] =>
    serverAudits({
      url: () => `${router.url}/graphql`,
      fetchFn: (url: string, { headers: own = {}, ...request }: RequestInit = {}) =>
        fetch(url, { ...request, headers: { ...headers, ...(own as Record<string, string>) } }),
    }).map((audit) => [`${audit.id} ${audit.name}`, audit]);

  it.each(audits({ 'apollo-require-preflight': 'yes' }))('%s', async (_name, audit) => {
    const result = await audit.fn();
    expect(result).toMatchObject({ status: ALSO_400_IN_JSON.includes(audit.id) ? 'warn' : 'ok' });
    if (result.status === 'warn') expect(result.response.status).toBe(400);
  });

  it('refuses queries by GET that a page of another site could have sent, and nothing else', async () => {
    const refused: string[] = [];
    for (const [, audit] of audits({})) if ((await audit.fn()).status === 'notice') refused.push(audit.id);
    expect(refused).toEqual(BY_GET);
  });
});
