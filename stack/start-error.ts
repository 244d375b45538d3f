import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigError } from '#kernel/config.ts';

/**
 * A fault the person at the keyboard can mend: one sentence that says what is wrong and the command that mends it.
 * The launcher prints both and exits with 1; a stack trace is for bugs only.
 */
export class StartError extends Error {
  override readonly name = 'StartError';
  /** What to type, or to do, next. */
  readonly mend: string;

  constructor(message: string, mend: string, options?: ErrorOptions) {
    super(message, options);
    this.mend = mend;
  }
}

/**
 * Faults of the operating system that may meet any step, as sentences; anything else is returned as it came.
 * @param where the data directory
 */
export function asStartError(error: unknown, where: string): unknown {
  if (!(error instanceof Error) || error instanceof StartError) return error;
  if (error instanceof ConfigError)
    return new StartError(error.message, 'set them as docs/settings.md says, then the same command again', {
      cause: error,
    });
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' && syscall === 'open')
    return new StartError(`There is no ${path}.`, `mkdir -p ${dirname(path ?? where)}, if it is to be written`, {
      cause: error,
    });
  if (code === 'EEXIST' || code === 'ENOTDIR')
    return new StartError(`${path ?? where} is no folder.`, 'name a folder: npm start -- --data ./.data', {
      cause: error,
    });
  if (code === 'EISDIR') return new StartError(`${path ?? where} is a folder.`, 'name a file', { cause: error });
  // Wrong passwords, and roles that may not do what a start needs.
  if (code && /^(28|42501)/.test(code))
    return new StartError(`PostgreSQL refuses: ${error.message}.`, 'check the role and password of POSTGRES_URL', {
      cause: error,
    });
  // What node:net and postgres.js call a server that is down, stopping, or beginning.
  if (code && /^(ECONN|CONNECT|57P0)/.test(code)) {
    const mend = 'if npm start runs, wait a few seconds; then the same command again';
    return new StartError(`PostgreSQL, Redis or Kafka does not answer: ${error.message}`, mend, { cause: error });
  }
  // 53100 is PostgreSQL's word for it.
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === '53100') {
    return new StartError(`The disk is full: ${path ?? where} could not be written.`, `df -h ${where}`, {
      cause: error,
    });
  }
  // ENOENT: `/proc` and the like, where nobody makes a folder.
  if (
    path &&
    (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || (code === 'ENOENT' && syscall === 'mkdir'))
  ) {
    // Only what is ours is taken over.
    const ours = code === 'EACCES' && existsSync(join(where, 'secrets.json'));
    const mend = ours ? `sudo chown -R "$(id -u):$(id -g)" ${where}` : 'npm start -- --data ~/marketplace-data';
    return new StartError(`${path} cannot be made, read or written by this user.`, mend, { cause: error });
  }
  return error;
}
