import { requireUser } from '#kernel/auth/viewer.ts';
import type { Context } from '../context.ts';
import { notFound } from '../domain/refusals.ts';
import { ownerOf } from '../store/owner.ts';
import { shown } from './shown.ts';

/**
 * Moves the cart of a guest who signed in into that user's own; asked by the user, or by accounts on the user's behalf.
 * @throws Fault UNAUTHENTICATED for a guest
 */
export async function mergeCart({ carts, viewer }: Context, token: string) {
  const user = ownerOf(viewer) ?? { userId: requireUser(viewer).id };
  const guest = ownerOf({ kind: 'guest' }, token);
  const answer = guest && (await carts.merge(guest, user));
  return answer && 'lines' in answer ? shown(answer, user) : notFound('cart', null);
}
