import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('docs/settings.md lists every setting of every subgraph, and no other', () => {
  const [, section = ''] = /^## Of one subgraph$(.*?)^## /ms.exec(readFileSync('docs/settings.md', 'utf8'))!;
  const listed: string[] = [];
  let owner = '';
  for (const [, first = '', second = ''] of section.matchAll(/^\| ([^|]*)\|([^|]*)\|/gm)) {
    owner = first.trim() || owner;
    listed.push(...[...second.matchAll(/`(\w+)`/g)].map(([, name]) => `${owner}: ${name}`));
  }
  const read = globSync('subgraphs/*/{subgraph,settings}.ts').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^\s+([A-Z][A-Z0-9_]+): /gm)].map(
      ([, name]) => `${file.split(/[\\/]/)[1]}: ${name}`,
    ),
  );
  expect(read.length).toBeGreaterThan(30);
  expect(listed.sort()).toEqual(read.sort());
});
