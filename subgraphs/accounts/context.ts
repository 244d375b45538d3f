import type { Viewer } from '#kernel/auth/viewer.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Batcher } from '#kernel/commands/batcher.ts';
import type { Database } from '#kernel/db/database.ts';
import type { Logger } from '#kernel/log.ts';
import type { Outbox } from '#kernel/messages/outbox.ts';
import type { Peers } from '#kernel/subgraph/peers.ts';
import type { AccessTokens } from './credentials/access-tokens.ts';
import type { Passwords } from './credentials/passwords.ts';
import type { Turnstile } from './credentials/turnstile.ts';
import type { AddressRow } from './store/addresses.ts';
import type { LoginAttempts } from './store/login-attempts.ts';
import type { Sessions } from './store/sessions.ts';
import type { UserRow } from './store/users.ts';

/** What lives as long as the subgraph. */
export interface Services {
  readonly db: Database;
  readonly outbox: Outbox;
  readonly peers: Peers;
  readonly clock: Clock;
  readonly log: Logger;
  readonly users: Batcher<string, UserRow | undefined>;
  readonly addresses: Batcher<string, AddressRow | undefined>;
  readonly passwords: Passwords;
  /** Every hashing goes through here. */
  readonly turnstile: Turnstile;
  readonly tokens: AccessTokens;
  readonly sessions: Sessions;
  readonly attempts: LoginAttempts;
}

/** One request. */
export interface Context extends Services {
  readonly viewer: Viewer;
}
