import { onTestFinished } from 'vitest';
import { startTestRouter, type TestRouter, type TestRouterOptions } from '#router/testing/start-test-router.ts';

/** A router that ends with the test that starts it, however that ends. */
export async function routerOfTest(options?: TestRouterOptions): Promise<TestRouter> {
  const router = await startTestRouter(options);
  onTestFinished(router.stop);
  return router;
}
