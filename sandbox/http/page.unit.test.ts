import { expect, it } from 'vitest';
import { escapeHtml, preferredLanguage } from './page.ts';

it.each([
  [undefined, 'en'],
  ['', 'en'],
  ['ru', 'ru'],
  ['ru-RU,ru;q=0.9,en-US;q=0.8', 'ru'],
  ['en-GB,en;q=0.9,ru;q=0.8', 'en'],
  ['de, en;q=0.2, ru;q=0.7', 'ru'],
  ['fr', 'en'],
  ['ru;q=0, en', 'en'],
])('a reader with Accept-Language %s reads %s', (header, language) => {
  expect(preferredLanguage(header)).toBe(language);
});

it('text that looks like HTML stays text', () => {
  expect(escapeHtml(`<a href="x" title='y'>&</a>`)).toBe(
    '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;&lt;/a&gt;',
  );
});
