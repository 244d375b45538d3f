import { parse, print } from 'graphql';
import { expect, it } from 'vitest';
import { withoutDefer } from '#router/documents/defer.ts';

it.each([
  ['{ a ... @defer { b } }', '{ a ... { b } }'],
  ['{ a ... on Query @defer(label: "l") @include(if: true) { b } }', '{ a ... on Query @include(if: true) { b } }'],
  ['{ ...F @defer } fragment F on Query { a }', '{ ...F } fragment F on Query { a }'],
  ['query ($if: Boolean) { ... @defer(if: $if) { a } }', '{ ... { a } }'],
  [
    'query ($if: Boolean!) { ... @defer(if: $if) { a } b @skip(if: $if) }',
    'query ($if: Boolean!) { ... { a } b @skip(if: $if) }',
  ],
])('%s is answered as %s', (asked, answered) => {
  expect(print(withoutDefer(parse(asked)))).toBe(print(parse(answered)));
});

it.each(['{ a @defer }', 'query @defer { a }', 'query ($unused: Int) { a }'])('leaves %s as it is', (text) => {
  const document = parse(text);
  expect(withoutDefer(document)).toBe(document);
});
