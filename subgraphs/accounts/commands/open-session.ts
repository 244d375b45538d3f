import type { Services } from '../context.ts';
import { type RefreshToken, writeRefreshToken } from '../credentials/refresh-token.ts';
import type { UserRow } from '../store/users.ts';

const MERGE_CART = 'mutation AccountsMergesCart($token: ID!) { mergeCart(token: $token) { __typename } }';

/** What a client gets of a session: an access token that says what is true now, and the session's refresh token. */
export async function sessionFor({ tokens, sessions, clock }: Services, user: UserRow, refresh: RefreshToken) {
  const { id: userId, roles } = user;
  const access = await tokens.issue({ userId, roles, sessionId: refresh.sessionId }, clock());
  return {
    __typename: 'Session' as const,
    accessToken: access.token,
    accessTokenExpiresAt: access.expiresAt,
    refreshToken: writeRefreshToken(refresh),
    refreshTokenExpiresAt: sessions.endOf(),
    user,
    cartMerged: null as boolean | null,
  };
}

/** Begins a session of somebody who has proved who they are, and takes over the cart they filled as a guest. */
export async function openSession(services: Services, user: UserRow, cartToken: string | null | undefined) {
  const [session, cartMerged] = await Promise.all([
    services.sessions.create(user.id).then((refresh) => sessionFor(services, user, refresh)),
    cartToken ? mergeCart(services, user.id, cartToken) : null,
  ]);
  return { ...session, cartMerged };
}

/** A cart that cannot be had now must not keep its owner out: the client may ask for the merge again. */
async function mergeCart({ peers, log }: Services, userId: string, token: string): Promise<boolean> {
  try {
    const viewer = { kind: 'service', name: 'accounts', onBehalfOf: userId } as const;
    const answer = await peers.ask<{ mergeCart: { __typename: string } }>('cart', MERGE_CART, { token }, viewer);
    return answer.mergeCart.__typename === 'Cart';
  } catch (error) {
    log.warn({ err: error, userId }, 'a guest’s cart could not be merged at login');
    return false;
  }
}
