import { expect, it } from 'vitest';
import { createLogger, withoutStack } from './log.ts';

const err = new Error('the server is away');

it('a terminal shows the reason of a warning, and the whole of an error', () => {
  expect(withoutStack({ job: 'deadlines', err }, 40)).toEqual({ job: 'deadlines', reason: 'the server is away' });
  expect(withoutStack({ err }, 50)).toEqual({ err });
});

it.each(['text', undefined, null, { a: 1 }, { err: 'a text' }])('a terminal shows %j as it is', (about) => {
  expect(withoutStack(about, 40)).toBe(about);
});

it('of a statement that failed the text is written, and nothing that it was given', () => {
  const lines: string[] = [];
  const log = createLogger('test', { write: (line) => lines.push(line) });
  log.level = 'error';
  const given = ['ann@example.org'];
  const detail = 'Key (email)=(ann@example.org) already exists.';
  const failed = Object.assign(new Error('it is there'), { query: 'insert', parameters: given, args: given, detail });
  log.error({ err: failed, userId: 7 }, 'failed');
  expect(JSON.parse(lines[0]!)).toMatchObject({ userId: 7, err: { message: 'it is there', query: 'insert' } });
  expect(lines[0]).not.toContain('ann@');
  expect(failed).toMatchObject({ parameters: given, detail });
});
