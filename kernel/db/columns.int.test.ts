import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { columns, NEXT, spliced } from '#kernel/db/columns.ts';
import { type Database, openDatabase } from '#kernel/db/database.ts';

describe('columns of rows as parameters', () => {
  let db: Database;
  beforeAll(() => {
    db = openDatabase(inject('servers').postgresAdminUrl, { owner: 'public', max: 1 });
  });
  afterAll(() => db.close());

  it('arrive as they were, whatever stands in them', async () => {
    const texts = [
      'plain',
      '',
      'null',
      'NULL',
      'a,b',
      '{x}',
      '"quoted"',
      'back\\slash',
      ' spaces ',
      'два\nстроки',
      null,
    ];
    const rows = texts.map((text, number) => ({
      ...{ text, number, sign: number % 2 === 0 },
      at: number === 3 ? null : new Date(number * 86_400_000),
    }));
    const { text, number, sign, at } = columns(rows);
    expect([
      ...(await db.sql`
        select * from unnest(${text}::text::text[], ${number}::text::int[], ${sign}::text::bool[],
          ${at}::text::timestamptz[]) as r(text, number, sign, at)`),
    ]).toEqual(rows);
  });

  it('of JSON arrive as they were', async () => {
    const json = [{ '"': '\\"' }, [], `between ${NEXT} them`, null].map((value) => JSON.stringify(value));
    const rows = await db.sql`
      select json from unnest(string_to_array(${spliced(json)}, ${NEXT})) as r(json)`;
    expect(rows.map((row) => row.json)).toEqual(json);
  });

  it('of JSON that may be missing arrive as they were', async () => {
    const json = ['""', null, '{}', null];
    const rows = await db.sql`select json from unnest(string_to_array(${spliced(json)}, ${NEXT}, '')) as r(json)`;
    expect(rows.map((row) => row.json)).toEqual(json);
  });

  it('of no rows are no rows', async () => {
    const { id } = columns<{ id: string }>([]);
    expect(
      await db.sql`select * from unnest(${id}::text::uuid[], string_to_array(${spliced([])}, ${NEXT})) as r(id, json)`,
    ).toHaveLength(0);
  });
});
