/** A request that is wrong in itself, by a code that clients of GraphQL over HTTP know. */
export class RequestRefusal extends Error {
  override name = 'RequestRefusal';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}
