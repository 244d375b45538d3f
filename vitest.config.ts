import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

const servers = { globalSetup: ['./test/harness/servers.ts'], testTimeout: 30_000, hookTimeout: 60_000 };

export default defineConfig({
  // As Node resolves it: Vite would load a second copy (index.mjs) beside the one the Apollo packages require.
  resolve: { alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }] },
  test: {
    // Two cores: more workers than that only make each other wait.
    maxWorkers: 2,
    env: { APOLLO_TELEMETRY_DISABLED: 'true', NODE_ENV: 'production', LOG_LEVEL: 'silent' },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.unit.test.ts'],
          exclude: ['node_modules', '.data*'],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: { name: 'integration', include: ['**/*.int.test.ts'], exclude: ['node_modules', '.data*'], ...servers },
      },
      {
        extends: true,
        // Each brings its own product, and kills it.
        test: { name: 'fault', include: ['test/fault/**/*.fault.test.ts'], testTimeout: 120_000, hookTimeout: 600_000 },
      },
      ...['e2e-embedded', 'e2e-distributed'].map((name) => ({
        extends: true as const,
        test: {
          name,
          include: ['test/e2e/**/*.e2e.test.ts'],
          // A page looks the same whatever answers behind the router.
          exclude: name === 'e2e-distributed' ? ['test/e2e/browser/**'] : [],
          globalSetup: ['./test/harness/product.ts'],
          testTimeout: 120_000,
          hookTimeout: 240_000,
          fileParallelism: true,
        },
      })),
    ],
  },
});
