import { exportJWK, generateKeyPair } from 'jose';
import type { Viewer } from '#kernel/auth/viewer.ts';
import { newId } from '#kernel/ids.ts';
import type { Transport } from '#kernel/subgraph/peers.ts';
import { startTestSubgraph, type TestSubgraph } from '#kernel/testing/test-subgraph.ts';
import { shared } from '#schema/shared.ts';
import { accounts } from '../subgraph.ts';

export interface SessionAnswer {
  __typename: string;
  code?: string;
  field?: string;
  message?: string;
  retryAfter?: number;
  accessToken: string;
  accessTokenExpiresAt: string;
  refreshToken: string;
  refreshTokenExpiresAt: string;
  cartMerged: boolean | null;
  user: { id: string; email: string | null };
}

export const PASSWORD = 'correct horse battery staple';

/** An accounts subgraph with cheap passwords, a clock that can be turned and a cart that a test scripts. */
export class House {
  subgraph!: TestSubgraph;
  /** What is added to the time. */
  aheadMs = 0;
  /** What the cart answers to a merge; by default it takes the guest's cart over. */
  cart: Transport = async () => ({ data: { mergeCart: { __typename: 'Cart' } } });
  /** What the cart was asked, and on whose behalf. */
  readonly merges: { token: unknown; viewer: Viewer }[] = [];

  async open(env: Record<string, string> = {}): Promise<this> {
    const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    this.subgraph = await startTestSubgraph(accounts, {
      shared,
      clock: () => new Date(Date.now() + this.aheadMs),
      env: {
        JWT_PRIVATE_JWK: JSON.stringify(await exportJWK(privateKey)),
        ARGON2_MEMORY_KIB: '64',
        ARGON2_ITERATIONS: '1',
        ...env,
      },
      peers: {
        cart: async (request, viewer) => {
          this.merges.push({ token: request.variables?.token, viewer });
          return this.cart(request, viewer);
        },
      },
    });
    return this;
  }

  /** Answers the one root field of a document; errors fail the test. */
  async ask<T = SessionAnswer>(query: string, variables: Record<string, unknown> = {}, viewer?: Viewer): Promise<T> {
    const { data, errors } = await this.subgraph.execute({ query, variables }, viewer);
    if (errors) throw new Error(JSON.stringify(errors));
    return Object.values(data as object)[0] as T;
  }

  register(input: Record<string, unknown> = {}): Promise<SessionAnswer> {
    return this.ask(REGISTER, { input: { email: newEmail(), password: PASSWORD, ...input } });
  }

  login(input: Record<string, unknown>): Promise<SessionAnswer> {
    return this.ask(LOGIN, { input: { password: PASSWORD, ...input } });
  }

  refresh(refreshToken: string): Promise<SessionAnswer> {
    return this.ask(REFRESH, { refreshToken });
  }

  /** Registers somebody and answers what the router would make of their token. */
  async somebody(...roles: string[]): Promise<Viewer & { kind: 'user' }> {
    const { user, accessToken } = await this.register();
    return { kind: 'user', id: user.id, roles: ['buyer', ...roles], sessionId: claimsOf(accessToken).sid };
  }
}

export const newEmail = (): string => `${newId()}@example.org`;

/** What a JWT says, unverified. */
export const claimsOf = (token: string): { sub: string; sid: string; roles: string[]; exp: number } =>
  JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());

const SESSION = `__typename
  ... on Session { accessToken accessTokenExpiresAt refreshToken refreshTokenExpiresAt cartMerged user { id email } }
  ... on Refusal { code message }`;

const REGISTER = `mutation ($input: RegisterInput!) { register(input: $input) {
  ${SESSION} ... on InvalidInput { field } ... on IdentifierTaken { field } } }`;
const LOGIN = `mutation ($input: LoginInput!) { login(input: $input) {
  ${SESSION} ... on InvalidInput { field } ... on TooManyAttempts { retryAfter } } }`;
const REFRESH = `mutation ($refreshToken: String!) { refresh(refreshToken: $refreshToken) { ${SESSION} } }`;
export const LOGOUT = 'mutation ($refreshToken: String) { logout(refreshToken: $refreshToken) }';
export const LOGOUT_EVERYWHERE = 'mutation { logoutEverywhere }';
