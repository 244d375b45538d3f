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

/** Faults of the operating system that may meet any step, as sentences; anything else is returned as it came. */
export function asStartError(error: unknown, where: string): unknown {
  if (!(error instanceof Error) || error instanceof StartError) return error;
  const { code, path } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new StartError(`The disk is full: ${path ?? where} could not be written.`, `df -h ${where}`, {
      cause: error,
    });
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new StartError(
      `${path ?? where} cannot be written by this user.`,
      `sudo chown -R "$(id -u):$(id -g)" ${path ?? where}`,
      { cause: error },
    );
  }
  return error;
}
