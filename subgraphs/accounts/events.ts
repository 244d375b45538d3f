import { z } from 'zod';
import { defineEvent } from '#kernel/messages/event.ts';

export const userRegistered = defineEvent({
  type: 'accounts.UserRegistered',
  key: 'userId',
  description: 'Somebody has an account now.',
  schema: z.object({ userId: z.uuid(), roles: z.array(z.string()), at: z.iso.datetime() }),
});

export const sessionsRevoked = defineEvent({
  type: 'accounts.SessionsRevoked',
  key: 'userId',
  description: 'A user logged out everywhere, or a stolen refresh token was seen and its sessions were ended.',
  schema: z.object({
    userId: z.uuid(),
    reason: z.enum(['LOGGED_OUT_EVERYWHERE', 'REFRESH_TOKEN_REUSED']),
    at: z.iso.datetime(),
  }),
});

export const accountsEvents = [userRegistered, sessionsRevoked] as const;
