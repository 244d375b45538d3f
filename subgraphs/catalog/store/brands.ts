import type { Queryable } from '#kernel/db/database.ts';

export interface BrandRow {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
}

export const readBrands = async ({ sql }: Queryable, ids: readonly string[]): Promise<BrandRow[]> => sql<BrandRow[]>`
  select id, slug, name from brand where id = any(${[...ids]}::uuid[])`;

/** Adds brands whose slug is new. @returns all brands of these slugs, the old ones as they are */
export async function ensureBrands({ sql }: Queryable, brands: readonly BrandRow[]): Promise<BrandRow[]> {
  const slugs = brands.map(({ slug }) => slug);
  await sql`
    insert into brand (id, slug, name)
    select * from unnest(${brands.map(({ id }) => id)}::uuid[], ${slugs}::text[], ${brands.map(({ name }) => name)}::text[])
    on conflict do nothing`;
  return sql<BrandRow[]>`select id, slug, name from brand where slug = any(${slugs}::text[])`;
}
