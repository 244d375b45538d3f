/**
 * A refusal with a code that a program can act on. Thrown by handlers, answered as
 * `{ "error": { "code", "message" } }` with its HTTP status.
 */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}
