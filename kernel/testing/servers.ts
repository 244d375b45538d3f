import { inject } from 'vitest';

/** The real servers that integration and end-to-end tests share; `test/harness/servers.ts` starts them. */
export interface TestServers {
  /** A PostgreSQL role that may create databases and roles. */
  postgresAdminUrl: string;
  redisUrl: string;
  kafkaBrokers: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    servers: TestServers;
  }
}

export const testServers = (): TestServers => inject('servers');
