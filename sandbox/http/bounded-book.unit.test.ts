import { expect, it } from 'vitest';
import { BoundedBook } from './bounded-book.ts';

it('never holds more than its limit, drops the first finished before any open one, and says what it dropped', () => {
  const dropped: string[] = [];
  const book = new BoundedBook<{ id: string }>(2, ({ id }) => dropped.push(id));
  book.put({ id: 'a' }, false);
  book.put({ id: 'b' }, true);
  book.put({ id: 'c' }, true);
  book.put({ id: 'd' }, false);
  book.put({ id: 'e' }, false);
  expect(dropped).toEqual(['b', 'c', 'a']);
  expect([...book.values()].map(({ id }) => id)).toEqual(['d', 'e']);
  expect(book.get('a')).toBeUndefined();
});
