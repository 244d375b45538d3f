import { requireUser, type Viewer } from '#kernel/auth/viewer.ts';
import { toOutgoing } from '#kernel/messages/event.ts';
import type { Context, Services } from '../context.ts';
import { readRefreshToken } from '../credentials/refresh-token.ts';
import { sessionEnded } from '../domain/refusals.ts';
import { sessionsRevoked } from '../events.ts';
import { sessionFor } from './open-session.ts';

/** Swaps a refresh token for a new pair; one that was used before ends its session. */
export async function refresh(services: Services, refreshToken: string) {
  const presented = readRefreshToken(refreshToken);
  if (!presented) return sessionEnded();
  const rotation = await services.sessions.rotate(presented);
  if (rotation.kind === 'reused') await tellRevoked(services, presented.userId, 'REFRESH_TOKEN_REUSED');
  if (rotation.kind !== 'rotated') return sessionEnded();
  const user = await services.users.submit(presented.userId);
  return user ? sessionFor(services, user, rotation.token) : sessionEnded();
}

/** Ends the session of a refresh token, else of who asks. */
export async function logOut({ sessions, viewer }: Context, refreshToken: string | null | undefined): Promise<boolean> {
  if (refreshToken) {
    const token = readRefreshToken(refreshToken);
    return token !== undefined && sessions.end(token);
  }
  const { id, sessionId } = requireUser(viewer);
  return sessions.end({ userId: id, sessionId });
}

/** Ends every session of who asks. */
export async function logOutEverywhere(services: Services, viewer: Viewer): Promise<number> {
  const { id } = requireUser(viewer);
  const ended = await services.sessions.endAll(id);
  await tellRevoked(services, id, 'LOGGED_OUT_EVERYWHERE');
  return ended;
}

async function tellRevoked(
  { db, outbox, clock }: Services,
  userId: string,
  reason: 'LOGGED_OUT_EVERYWHERE' | 'REFRESH_TOKEN_REUSED',
): Promise<void> {
  const event = toOutgoing(sessionsRevoked, { userId, reason, at: clock().toISOString() });
  await db.transaction((tx) => outbox.append(tx, [event]));
}
