import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestRouter, type TestRouter } from '#router/testing/start-test-router.ts';

describe('the playground', () => {
  let router: TestRouter;
  beforeAll(async () => {
    router = await startTestRouter();
  });
  afterAll(() => router?.stop());

  it('is served with everything it needs, and may talk to no other host', async () => {
    const page = await fetch(router.url);
    expect(page.url).toBe(`${router.url}/playground`);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|\*/);
    const html = await page.text();
    const parts = [...html.matchAll(/(?:src|href)="([^"]+)"/g)]
      .map(([, part]) => part ?? '')
      .filter((part) => part !== 'data:,');
    expect(parts.length).toBeGreaterThanOrEqual(2);
    for (const part of parts) {
      expect(part).toMatch(/^\/playground\/assets\//);
      const asset = await fetch(router.url + part);
      expect(asset.status).toBe(200);
      expect(asset.headers.get('content-type')).toMatch(/^text\/(javascript|css)/);
    }
  }, 60_000);

  it.each([
    ['/graphql', '/playground'],
    ['/graphql/buyer', '/playground/buyer'],
  ])('is what a browser finds at %s that asks nothing', async (path, found) => {
    const headers = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
    expect((await fetch(router.url + path, { headers })).url).toBe(router.url + found);
    const asked = await fetch(`${router.url}${path}?query={__typename}`, { headers, redirect: 'manual' });
    expect(asked.headers.get('location')).toBeNull();
  });

  it.each(['/playground/assets/..%2F..%2Froutes.ts', '/playground/assets/nothing.js', '/playground/../router.ts'])(
    'does not serve %s',
    async (path) => {
      expect((await fetch(router.url + path)).status).toBe(404);
    },
  );
});
