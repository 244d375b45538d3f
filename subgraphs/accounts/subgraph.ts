import { defineSubgraph } from '#kernel/subgraph/define.ts';
import type { Context, Services } from './context.ts';
import { AccessTokens } from './credentials/access-tokens.ts';
import { Passwords } from './credentials/passwords.ts';
import { Turnstile } from './credentials/turnstile.ts';
import { accountsEvents } from './events.ts';
import type { Resolvers } from './generated.ts';
import { Address } from './resolvers/Address.ts';
import { Mutation } from './resolvers/Mutation.ts';
import { Query } from './resolvers/Query.ts';
import { User } from './resolvers/User.ts';
import { keysRoute } from './routes/keys.ts';
import { settings } from './settings.ts';
import { addressesById } from './store/addresses.ts';
import { LoginAttempts } from './store/login-attempts.ts';
import { Sessions } from './store/sessions.ts';
import { usersById } from './store/users.ts';

/** Who people are: accounts, sessions, roles, addresses. */
export const accounts = defineSubgraph({
  name: 'accounts',
  schema: new URL('./schema.graphql', import.meta.url),
  migrations: new URL('./migrations/', import.meta.url),
  events: accountsEvents,
  async start({ db, outbox, peers, clock, log, redis, config }) {
    const env = config(settings);
    const tokens = await AccessTokens.open({
      privateJwk: env.JWT_PRIVATE_JWK,
      issuer: env.JWT_ISSUER,
      lifeSeconds: env.ACCESS_TOKEN_SECONDS,
    });
    const services: Services = {
      db,
      outbox,
      peers,
      clock,
      log,
      tokens,
      users: usersById(db),
      addresses: addressesById(db),
      passwords: new Passwords({
        memoryKib: env.ARGON2_MEMORY_KIB,
        iterations: env.ARGON2_ITERATIONS,
        parallelism: env.ARGON2_PARALLELISM,
      }),
      turnstile: new Turnstile({ atOnce: env.PASSWORD_CONCURRENCY, mostWaiting: env.PASSWORD_QUEUE }),
      sessions: new Sessions(redis, clock, {
        lifeMs: env.REFRESH_TOKEN_DAYS * 24 * 60 * 60 * 1000,
        graceMs: env.REFRESH_GRACE_SECONDS * 1000,
      }),
      attempts: new LoginAttempts(redis, { most: env.LOGIN_ATTEMPTS, windowMs: env.LOGIN_WINDOW_SECONDS * 1000 }),
    };
    const resolvers: Resolvers = { Query, Mutation, User, Address };
    return {
      resolvers,
      context: (viewer): Context => ({ ...services, viewer }),
      routes: keysRoute(tokens.keys),
    };
  },
});
