import { GraphQLError } from 'graphql';

/** A request that is wrong in itself, by a code that clients of GraphQL over HTTP know. */
export class RequestRefusal extends GraphQLError {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message, { extensions: { code, retryable: false } });
    this.name = 'RequestRefusal';
    this.status = status;
    this.code = code;
  }
}
