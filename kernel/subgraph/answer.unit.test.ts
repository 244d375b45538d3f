import { describe, expect, it } from 'vitest';
import { answerIn } from '#kernel/subgraph/answer.ts';

describe('an answer of a subgraph', () => {
  it.each<[string, object, object]>([
    ['is as it is', { data: { a: [null] }, extensions: { cost: 1 } }, { data: { a: [null] }, extensions: { cost: 1 } }],
    ['has no errors where they are null', { data: { a: 1 }, errors: null }, { data: { a: 1 } }],
    ['has no errors where they are none', { data: { a: 1 }, errors: [] }, { data: { a: 1 } }],
    ['may have errors alone', { errors: [{ message: 'no' }] }, { data: null, errors: [{ message: 'no' }] }],
    ['may be null', { data: null }, { data: null }],
    [
      'has errors without what is of the wrong form',
      { data: null, errors: [null, { message: 3, path: 'a.b', extensions: [], locations: [] }] },
      { data: null, errors: [{ message: '', locations: [] }] },
    ],
  ])('%s', (_what, written, read) => {
    expect(JSON.parse(JSON.stringify(answerIn(JSON.stringify(written))))).toEqual(read);
  });

  it.each([
    ['', 'JSON'],
    ['<html>', 'JSON'],
    ['null', 'no object'],
    ['[{"data":{}}]', 'no object'],
    ['{}', 'neither data nor errors'],
    ['{"errors":[]}', 'neither data nor errors'],
    ['{"message":"not found"}', 'neither data nor errors'],
    ['{"errors":"no"}', 'no list'],
    ['{"data":"yes"}', 'no object'],
    ['{"data":[]}', 'no object'],
  ])('is not %j', (text, why) => {
    expect(() => answerIn(text)).toThrow(why);
  });
});
