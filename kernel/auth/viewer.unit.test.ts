import { describe, expect, it } from 'vitest';
import {
  actorOf,
  GUEST,
  mayRead,
  requireRole,
  requireService,
  requireUser,
  signViewer,
  verifyViewer,
} from '#kernel/auth/viewer.ts';

const buyer = { kind: 'user', id: 'u1', roles: ['buyer'], sessionId: 's' } as const;
const admin = { ...buyer, id: 'u2', roles: ['admin'] } as const;
const service = { kind: 'service', name: 'order' } as const;

describe('a signed viewer', () => {
  it.each([GUEST, buyer, service])('comes back as it was: $kind', (viewer) => {
    expect(verifyViewer(signViewer(viewer, 'secret'), 'secret')).toEqual(viewer);
  });

  const signed = signViewer(buyer, 'secret', 1_000_000);
  const [payload, signature] = signed.split('.');
  const forged = Buffer.from(JSON.stringify({ v: admin, t: 1_000_000 })).toString('base64url');
  it.each([
    ['is missing', undefined],
    ['is empty', ''],
    ['has no signature', payload],
    ['was signed with another secret', signViewer(buyer, 'other', 1_000_000)],
    ['holds another viewer than was signed', `${forged}.${signature}`],
    ['has a shortened signature', signed.slice(0, -4)],
  ])('is refused when it %s', (_name, header) => {
    expect(() => verifyViewer(header, 'secret', 1_000_000)).toThrow('answers only its router');
  });

  it('is refused when it is older than five minutes', () => {
    expect(() => verifyViewer(signed, 'secret', 1_301_000)).toThrow('answers only its router');
    expect(verifyViewer(signed, 'secret', 1_299_000)).toEqual(buyer);
  });
});

describe('what a viewer may do', () => {
  it('needs a sign-in where a user is required', () => {
    expect(() => requireUser(GUEST)).toThrow('Sign in first');
    expect(requireUser(buyer).id).toBe('u1');
  });

  it('needs one of the roles, or to be a peer', () => {
    expect(() => requireRole(buyer, 'admin', 'warehouse')).toThrow('admin or warehouse');
    expect(() => requireRole(GUEST, 'admin')).toThrow('Sign in first');
    requireRole(admin, 'admin');
    requireRole(service, 'admin');
  });

  it('keeps what is for peers from everybody else', () => {
    expect(() => requireService(admin)).toThrow('not for clients');
    expect(requireService(service)).toEqual(service);
  });

  it('lets a row be read by its owner, by staff and by peers', () => {
    expect([buyer, admin, service].map((viewer) => mayRead(viewer, 'u1'))).toEqual([true, true, true]);
    expect(mayRead({ ...buyer, id: 'u3' }, 'u1')).toBe(false);
    expect(mayRead({ ...buyer, id: 'u3', roles: ['courier'] }, 'u1', 'courier')).toBe(true);
    expect(mayRead(GUEST, 'u1')).toBe(false);
  });
});

it('names who acts, for whom and from where', () => {
  expect(actorOf(GUEST)).toEqual({ actor: 'guest' });
  expect(actorOf(buyer)).toEqual({ actor: 'user:u1' });
  expect(actorOf({ ...buyer, origin: '192.0.2.1 Shop/1' })).toEqual({ actor: 'user:u1', origin: '192.0.2.1 Shop/1' });
  expect(actorOf({ kind: 'service', name: 'order' })).toEqual({ actor: 'service:order' });
  expect(actorOf({ kind: 'service', name: 'order', onBehalfOf: 'u1' }).actor).toBe('service:order for user:u1');
});
