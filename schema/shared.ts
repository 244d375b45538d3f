import { readFileSync } from 'node:fs';
import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { CurrencyResolver, DateTimeISOResolver } from 'graphql-scalars';
import { type Money, toDecimal } from '#schema/money.ts';

const DECIMAL = /^-?\d{1,15}(\.\d{1,6})?$/;

const decimal = (value: unknown): string => {
  if (typeof value === 'string' && DECIMAL.test(value)) return value;
  throw new GraphQLError('Decimal is a string of digits with an optional fraction, such as "1299.90".', {
    extensions: { code: 'BAD_USER_INPUT' },
  });
};

/** The first moment of the year 1: before it, PostgreSQL counts years otherwise. */
const FIRST_TIME = Date.parse('0001-01-01T00:00:00Z');

const keepable = (time: Date): Date => {
  if (time.getTime() >= FIRST_TIME) return time;
  throw new GraphQLError('DateTime begins with the year 1.', { extensions: { code: 'BAD_USER_INPUT' } });
};

const dateTime = new GraphQLScalarType({
  ...DateTimeISOResolver.toConfig(),
  parseValue: (value) => keepable(DateTimeISOResolver.parseValue(value)),
  parseLiteral: (node, variables) => keepable(DateTimeISOResolver.parseLiteral(node, variables)),
});

/** A scalar under our name. What a client's variable gets wrong has a code; without it the executor takes it for a bug. */
const named = (scalar: GraphQLScalarType, name: string): GraphQLScalarType =>
  new GraphQLScalarType({
    ...scalar.toConfig(),
    name,
    parseValue: (value) => {
      try {
        return scalar.parseValue(value);
      } catch (error) {
        throw new GraphQLError((error as Error).message, { extensions: { code: 'BAD_USER_INPUT' } });
      }
    },
  });

/** Types that every subgraph knows: the SDL put before each subgraph's own, and the resolvers that go with it. */
export const shared = {
  typeDefs: readFileSync(new URL('./shared.graphql', import.meta.url), 'utf8'),
  resolvers: {
    DateTime: named(dateTime, 'DateTime'),
    CurrencyCode: named(CurrencyResolver, 'CurrencyCode'),
    Decimal: new GraphQLScalarType({
      name: 'Decimal',
      serialize: decimal,
      parseValue: decimal,
      parseLiteral: (node) => decimal(node.kind === Kind.STRING ? node.value : undefined),
    }),
    Money: { amount: (money: Money) => toDecimal(money) },
  },
};
