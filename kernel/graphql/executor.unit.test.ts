import { buildSchema, GraphQLError } from 'graphql';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { Fault } from '#kernel/errors.ts';
import { createExecutor, formatError } from '#kernel/graphql/executor.ts';

const log = pino({ level: 'silent' });
const thrown = (originalError: Error): GraphQLError => new GraphQLError(originalError.message, { originalError });

describe('what a client sees of an error', () => {
  it('is the code and message of a fault, however deep it was wrapped', () => {
    const wrapped = new Error('outer', { cause: new Fault('RATE_LIMITED', 'Slow down.') });
    expect(formatError(thrown(wrapped), log)).toMatchObject({
      message: 'Slow down.',
      extensions: { code: 'RATE_LIMITED', retryable: true },
    });
  });

  it('is that trying again may help when a server was away', () => {
    const away = Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:5432'), { code: 'ECONNREFUSED' });
    const error = formatError(thrown(away), log);
    expect(error.extensions).toMatchObject({ code: 'UNAVAILABLE', retryable: true });
    expect(error.message).not.toContain('10.0.0.1');
  });

  it('is that the text was wrong when PostgreSQL cannot keep it', () => {
    const refused = Object.assign(new Error('invalid byte sequence for encoding "UTF8": 0x00'), { code: '22021' });
    const error = formatError(thrown(new Error('a batch failed', { cause: refused })), log);
    expect(error.extensions).toEqual({ code: 'BAD_USER_INPUT', retryable: false });
    expect(error.message).not.toContain('0x00');
  });

  it('is an id and nothing else of a bug', () => {
    const error = formatError(thrown(new TypeError('x is undefined')), log);
    expect(error.extensions).toMatchObject({ code: 'INTERNAL', retryable: false, errorId: expect.any(String) });
    expect(error.message).not.toContain('undefined');
  });
});

describe('an executor', () => {
  const execute = createExecutor(buildSchema('type Query { echo(text: String!): String }'), log);

  it('answers a document it has seen before with other variables', async () => {
    const query = 'query ($on: Boolean!) { __typename echo(text: "x") @include(if: $on) }';
    expect(await execute({ query, variables: { on: true } }, {})).toEqual({
      data: { __typename: 'Query', echo: null },
    });
    expect(await execute({ query, variables: { on: false } }, {})).toEqual({ data: { __typename: 'Query' } });
  });

  it('takes the default of a variable that may not be null, and still asks for one without', async () => {
    const query = 'query ($text: String! = "x") { echo(text: $text) }';
    expect(await execute({ query }, {})).toEqual({ data: { echo: null } });
    expect(await execute({ query, variables: { text: undefined } }, {})).toEqual({ data: { echo: null } });
    expect((await execute({ query, variables: { text: null } }, {})).errors).toHaveLength(1);
    const without = 'query ($text: String!) { echo(text: $text) }';
    expect((await execute({ query: without }, {})).errors).toHaveLength(1);
  });

  it('picks the operation by its name', async () => {
    const query = 'query A { a: __typename } query B { b: __typename }';
    expect(await execute({ query, operationName: 'B' }, {})).toEqual({ data: { b: 'Query' } });
  });
});
