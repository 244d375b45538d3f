import type { Logger, LoggerOptions } from 'pino';
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

const forPeople: LoggerOptions = {
  transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname', singleLine: true } },
  hooks: {
    logMethod([about, ...rest], method, level) {
      method.apply(this, [withoutStack(about, level), ...rest] as Parameters<typeof method>);
    },
  },
};

/** What a terminal shows of a record: a warning is of what will be tried again, so its reason does, without the stack. */
export function withoutStack(about: unknown, level: number): unknown {
  if (level >= 50 || typeof about !== 'object' || about === null || !('err' in about)) return about;
  const { err, ...rest } = about;
  return err instanceof Error ? { ...rest, reason: err.message } : about;
}

/**
 * The process's logger: JSON lines, or readable text when standard output is a terminal.
 * `LOG_LEVEL` (trace … fatal, silent; default info) sets what is written.
 */
export function createLogger(name: string): Logger {
  return pino({
    name,
    level: process.env.LOG_LEVEL ?? 'info',
    redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`]), censor: '[secret]' },
    ...(process.stdout.isTTY ? forPeople : {}),
  });
}
