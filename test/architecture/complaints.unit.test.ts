import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** Titles of tests and their files, as docs/complaints.md names them. */
const shown = [...readFileSync('docs/complaints.md', 'utf8').matchAll(/\| `([^|]+)` \| `([^|]+\.test\.ts)` \|$/gm)].map(
  ([, title, file]) => [title!, file!] as const,
);

it.each(shown)('“%s” is a test of %s', (title, file) => {
  expect(readFileSync(file, 'utf8')).toContain(title);
});

it('docs/complaints.md shows every complaint by a test', () => {
  const [_head, _line, ...rows] = readFileSync('docs/complaints.md', 'utf8').match(/^\|.*\|$/gm)!;
  expect(shown).toHaveLength(rows.length);
});
