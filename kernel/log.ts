import type { DestinationStream, Logger, LoggerOptions } from 'pino';
import { pino } from 'pino';
import { isOutage, Outages } from '#kernel/outages.ts';

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

/** What a database's error tells of a statement's values, which may be anybody's. */
const STATEMENT_VALUES = ['err.args', 'err.parameters', 'err.detail'];

/** What a terminal shows of a record: a warning is of what will be tried again, so its reason does, without the stack. */
export function withoutStack(about: unknown, level: number): unknown {
  if (level >= 50 || typeof about !== 'object' || about === null || !('err' in about)) return about;
  const { err, ...rest } = about;
  return err instanceof Error ? { ...rest, reason: err.message } : about;
}

const WARN = 40;
const outages = new Outages();

/**
 * The process's logger: JSON lines, or readable text when standard output is a terminal. Warnings of a server that is away
 * are written once and then counted (`times`).
 * `LOG_LEVEL` (trace … fatal, silent; default info) sets what is written.
 * @param destination of the lines, instead of standard output
 */
export function createLogger(name: string, destination?: DestinationStream): Logger {
  const forPeople = !destination && process.stdout.isTTY;
  const options: LoggerOptions = {
    name,
    level: process.env.LOG_LEVEL ?? 'info',
    redact: { paths: [...SECRET_KEYS.flatMap((key) => [key, `*.${key}`]), ...STATEMENT_VALUES], censor: '[secret]' },
    hooks: {
      logMethod([about, message, ...rest], method, level) {
        const facts: unknown = about;
        const write = (text: unknown, shown = facts) =>
          method.apply(this, [forPeople ? withoutStack(shown, level) : shown, text, ...rest] as never);
        if (level === WARN && typeof message === 'string' && isRecord(facts) && isOutage(facts.err))
          outages.tell(message, (text, times) =>
            write(text, times === 1 ? facts : text === message ? { ...facts, times } : { times }),
          );
        else write(message);
      },
    },
    ...(forPeople
      ? { transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname', singleLine: true } } }
      : {}),
  };
  return destination ? pino(options, destination) : pino(options);
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
