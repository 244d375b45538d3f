import type { Logger } from 'pino';
import { pino } from 'pino';

export type { Logger };

/** Keys whose values never reach a log, at the top of a record or one level down. */
const SECRET_KEYS = [
  'password',
  'token',
  'accessToken',
  'refreshToken',
  'authorization',
  'cookie',
  'secret',
  'apiKey',
  'cardNumber',
  'cardToken',
  'cvc',
];

/**
 * The process's logger: JSON lines, or readable text when standard output is a terminal.
 * `LOG_LEVEL` (trace … fatal, silent; default info) sets what is written.
 */
export function createLogger(name: string): Logger {
  return pino({
    name,
    level: process.env.LOG_LEVEL ?? 'info',
    redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`]), censor: '[secret]' },
    ...(process.stdout.isTTY ? { transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname' } } } : {}),
  });
}
