import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** Tables that the migrations of a folder leave behind, in their order. */
function tablesOf(folder: string): Set<string> {
  const tables = new Set<string>();
  for (const file of globSync(`${folder}/*.sql`).sort())
    for (const [, verb, table] of readFileSync(file, 'utf8').matchAll(
      /^(create|drop) table (?:if (?:not )?exists )?(\w+)/gim,
    ))
      if (verb!.toLowerCase() === 'create') tables.add(table!);
      else tables.delete(table!);
  return tables;
}

it('docs/retention.md says of every table how long it is kept, and of no other', () => {
  const listed: string[] = [];
  let owner = '';
  for (const [, first = ''] of readFileSync('docs/retention.md', 'utf8').matchAll(/^\| ([^|]*) \|/gm)) {
    owner = /^\*\*(.*)\*\*$/.exec(first)?.[1] ?? owner;
    listed.push(...[...first.matchAll(/`(\w+)`/g)].map(([, table]) => `${owner}: ${table}`));
  }
  const kept = globSync('subgraphs/*/migrations').flatMap((folder) =>
    [...tablesOf(folder)].map((table) => `${folder.split(/[\\/]/)[1]}: ${table}`),
  );
  const everywhere = [...tablesOf('kernel/messages/migrations')].map((table) => `every subgraph: ${table}`);
  expect(kept.length).toBeGreaterThan(30);
  expect(listed.sort()).toEqual([...kept, ...everywhere].sort());
});
