import { expect, it } from 'vitest';
import { withoutStack } from './log.ts';

const err = new Error('the server is away');

it('a terminal shows the reason of a warning, and the whole of an error', () => {
  expect(withoutStack({ job: 'deadlines', err }, 40)).toEqual({ job: 'deadlines', reason: 'the server is away' });
  expect(withoutStack({ err }, 50)).toEqual({ err });
});

it.each(['text', undefined, null, { a: 1 }, { err: 'a text' }])('a terminal shows %j as it is', (about) => {
  expect(withoutStack(about, 40)).toBe(about);
});
