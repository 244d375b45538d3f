import type { Queryable } from '#kernel/db/database.ts';
import type { CategoryRow } from '../domain/category-tree.ts';

export const readCategories = async ({ sql }: Queryable): Promise<CategoryRow[]> =>
  (
    await sql<
      { id: string; parent_id: string | null; slug: string; name_ru: string; name_en: string; position: number }[]
    >`
      select id, parent_id, slug, name_ru, name_en, position from category`
  ).map(({ id, parent_id, slug, name_ru, name_en, position }) => ({
    id,
    parentId: parent_id,
    slug,
    name: { RU: name_ru, EN: name_en },
    position,
  }));

/** Adds categories, and changes those whose id is there already. Parents come before their children. */
export async function writeCategories({ sql }: Queryable, rows: readonly CategoryRow[]): Promise<void> {
  await sql`
    insert into category (id, parent_id, slug, name_ru, name_en, position)
    select * from unnest(
      ${rows.map(({ id }) => id)}::uuid[],
      ${rows.map(({ parentId }) => parentId)}::uuid[],
      ${rows.map(({ slug }) => slug)}::text[],
      ${rows.map(({ name }) => name.RU)}::text[],
      ${rows.map(({ name }) => name.EN)}::text[],
      ${rows.map(({ position }) => position)}::int[])
    on conflict (id) do update set parent_id = excluded.parent_id, name_ru = excluded.name_ru,
      name_en = excluded.name_en, position = excluded.position`;
}
