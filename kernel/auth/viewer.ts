import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { Fault } from '#kernel/errors.ts';

/**
 * On whose behalf a request runs. The router makes it from a verified token once; every subgraph trusts only this, and
 * answers nothing without it. `service` is a subgraph asking a peer for something only subgraphs may ask.
 */
export type Viewer =
  | { readonly kind: 'guest' }
  | {
      readonly kind: 'user';
      readonly id: string;
      readonly roles: readonly string[];
      readonly sessionId: string;
      /** From where a mutation came, `<ip> <user agent>`, for the audit log and nothing else. */
      readonly origin?: string;
    }
  | { readonly kind: 'service'; readonly name: string; readonly onBehalfOf?: string };

export const GUEST: Viewer = { kind: 'guest' };

/** The header that carries the signed viewer from the router to a subgraph. */
export const VIEWER_HEADER = 'x-viewer';

/** How long a signed viewer is good for, in ms: one request, and clocks minutes apart (Standard Webhooks allows as much). */
const VALID_MS = 5 * 60_000;

const viewerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('guest') }),
  z.object({
    kind: z.literal('user'),
    id: z.string(),
    roles: z.array(z.string()),
    sessionId: z.string(),
    origin: z.string().optional(),
  }),
  z.object({ kind: z.literal('service'), name: z.string(), onBehalfOf: z.string().optional() }),
]);

const mac = (payload: string, secret: string): Buffer => createHmac('sha256', secret).update(payload).digest();

/** `<base64url JSON>.<base64url HMAC-SHA-256>` over the viewer and the time of signing. */
export function signViewer(viewer: Viewer, secret: string, now: number = Date.now()): string {
  const payload = Buffer.from(JSON.stringify({ v: viewer, t: now })).toString('base64url');
  return `${payload}.${mac(payload, secret).toString('base64url')}`;
}

/** @throws Fault UNAUTHENTICATED when the header is absent, forged or old */
export function verifyViewer(header: string | undefined, secret: string, now: number = Date.now()): Viewer {
  const [payload, signature] = header?.split('.') ?? [];
  if (payload && signature) {
    const given = Buffer.from(signature, 'base64url');
    const expected = mac(payload, secret);
    if (given.length === expected.length && timingSafeEqual(given, expected)) {
      const { v, t } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { v: unknown; t: number };
      if (Math.abs(now - t) <= VALID_MS) return viewerSchema.parse(v);
    }
  }
  throw new Fault('UNAUTHENTICATED', 'This subgraph answers only its router.');
}

/** Who acts and from where, as a part of what causes events. */
export interface Acting {
  readonly actor: string;
  readonly origin?: string;
}

/**
 * Who acts and from where, for the events that an action leads to: `user:<id>`, `service:<name>`, which may act
 * `for user:<id>`, or `guest`.
 */
export function actorOf(viewer: Viewer): Acting {
  switch (viewer.kind) {
    case 'guest':
      return { actor: 'guest' };
    case 'user':
      return { actor: `user:${viewer.id}`, ...(viewer.origin ? { origin: viewer.origin } : {}) };
    case 'service':
      return { actor: `service:${viewer.name}${viewer.onBehalfOf ? ` for user:${viewer.onBehalfOf}` : ''}` };
  }
}

/** The signed-in user. @throws Fault UNAUTHENTICATED for a guest */
export function requireUser(viewer: Viewer): Extract<Viewer, { kind: 'user' }> {
  if (viewer.kind === 'user') return viewer;
  throw new Fault('UNAUTHENTICATED', 'Sign in first.');
}

/** @throws Fault UNAUTHENTICATED for a guest, FORBIDDEN for a user with none of the roles */
export function requireRole(viewer: Viewer, ...roles: string[]): void {
  if (viewer.kind === 'service' || requireUser(viewer).roles.some((role) => roles.includes(role))) return;
  throw new Fault('FORBIDDEN', `This needs the role ${roles.join(' or ')}.`);
}

/** @throws Fault FORBIDDEN unless another subgraph asks */
export function requireService(viewer: Viewer): Extract<Viewer, { kind: 'service' }> {
  if (viewer.kind === 'service') return viewer;
  throw new Fault('FORBIDDEN', 'This is not for clients.');
}

/** Whether rows of a user may be shown: to that user, to staff with one of the roles, and to peers. */
export const mayRead = (viewer: Viewer, ownerId: string, ...staff: string[]): boolean =>
  viewer.kind === 'service' ||
  (viewer.kind === 'user' &&
    (viewer.id === ownerId || viewer.roles.some((role) => role === 'admin' || staff.includes(role))));
