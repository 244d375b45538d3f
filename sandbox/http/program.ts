import { InvalidArgumentError, Option } from 'commander';
import pino, { type Logger } from 'pino';
import pretty from 'pino-pretty';

/** A flag whose value is a whole number ≥ 0, with its environment variable. */
export function numberFlag(flags: string, env: string, description: string, fallback: number): Option {
  return new Option(flags, description)
    .env(env)
    .default(fallback)
    .argParser((value) => {
      if (!/^\d+$/.test(value)) throw new InvalidArgumentError('It must be a whole number.');
      return Number(value);
    });
}

/** A flag with text, with its environment variable. */
export function textFlag(flags: string, env: string, description: string, fallback?: string): Option {
  return new Option(flags, description).env(env).default(fallback);
}

/** A flag that is on or off: `--flag`, or `true` or `1` in its environment variable, is on. */
export function switchFlag(flag: string, env: string, description: string, fallback = false): Option {
  return new Option(`${flag} [true|false]`, description)
    .env(env)
    .default(fallback)
    .preset('true')
    .argParser((value) => value === 'true' || value === '1');
}

/** JSON lines, or colours on a terminal. Never give it a body: bodies may hold card numbers. */
export function programLog(name: string, level: string): Logger {
  return process.stdout.isTTY ? pino({ name, level }, pretty({ sync: true })) : pino({ name, level });
}

/**
 * Starts a server and keeps it until SIGINT or SIGTERM. When it cannot start, says why in one line and exits with 1.
 */
export async function runProgram(log: Logger, start: () => Promise<{ url: string; stop(): Promise<void> }>) {
  try {
    const server = await start();
    log.info({ url: server.url }, 'listening');
    let stopping = false;
    const stop = () => {
      if (stopping) return;
      stopping = true;
      server.stop().then(() => log.info('stopped'));
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
