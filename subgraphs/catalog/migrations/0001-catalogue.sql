create extension if not exists pg_trgm with schema public;
create extension if not exists unaccent with schema public;

-- unaccent() is only STABLE because its dictionary could be changed; naming the dictionary makes it fit for generated
-- columns and indexes.
create function plain(text) returns text
  language sql immutable strict parallel safe
  as $$ select lower(public.unaccent('public.unaccent'::regdictionary, $1)) $$;

create table category (
  id uuid primary key,
  parent_id uuid references category (id),
  slug text not null unique,
  name_ru text not null,
  name_en text not null,
  position int not null default 0
);

create table brand (
  id uuid primary key,
  slug text not null unique,
  name text not null
);

-- What attributes mean, in both languages. Products hold codes and values only.
create table attribute (
  code text primary key,
  name_ru text not null,
  name_en text not null,
  position int not null default 0
);

create table attribute_value (
  code text not null references attribute (code),
  value text not null,
  label_ru text not null,
  label_en text not null,
  primary key (code, value)
);

create table product (
  id uuid primary key,
  -- The key of the system the product was imported from.
  external_key text unique,
  slug text not null unique,
  title_ru text not null,
  title_en text not null,
  description_ru text not null,
  description_en text not null,
  brand_id uuid references brand (id),
  category_id uuid not null references category (id),
  -- [[code, value], …]
  attributes jsonb not null,
  -- [{source, altRu, altEn}, …]
  media jsonb not null,
  published boolean not null,
  created_at timestamptz not null default now(),
  -- When it could first be seen; it stays when the product is taken down, so that orders can still show it.
  published_at timestamptz,
  version int not null default 1,
  -- SHA-256 of the input it was last imported from; null after any other change.
  import_digest text,

  -- Derived from the variants by whoever writes them, in the same transaction.
  min_price bigint not null,
  max_price bigint not null,
  -- 'code=value' of the product, its variants and its brand, sorted.
  facets text[] not null,
  -- Brand, category path, attribute labels and SKUs, for search.
  keywords_ru text not null,
  keywords_en text not null,

  title_key text collate "C" generated always as (plain(title_ru)) stored,
  search_ru tsvector generated always as (
    setweight(to_tsvector('pg_catalog.russian', plain(title_ru)), 'A') ||
    setweight(to_tsvector('pg_catalog.russian', plain(keywords_ru)), 'B') ||
    setweight(to_tsvector('pg_catalog.russian', plain(description_ru)), 'D')) stored,
  search_en tsvector generated always as (
    setweight(to_tsvector('pg_catalog.english', plain(title_en)), 'A') ||
    setweight(to_tsvector('pg_catalog.english', plain(keywords_en)), 'B') ||
    setweight(to_tsvector('pg_catalog.english', plain(description_en)), 'D')) stored,
  check (not published or published_at is not null)
);
create index product_search_ru on product using gin (search_ru);
create index product_search_en on product using gin (search_en);
create index product_facets on product using gin (facets);
create index product_by_price on product (min_price, id) where published;
create index product_by_newest on product (published_at, id) where published;
create index product_by_title on product (title_key, id) where published;
create index product_by_category on product (category_id) where published;

create table variant (
  id uuid primary key,
  product_id uuid not null references product (id),
  sku text not null unique,
  position int not null,
  -- [[code, value], …]: what tells this variant from its siblings.
  options jsonb not null,
  attributes jsonb not null,
  media jsonb not null,
  currency text not null,
  price bigint not null check (price > 0),
  was bigint check (was > price),
  purchasable boolean not null
);
create index variant_by_product on variant (product_id, position);

-- Every word of titles and keywords: what a misspelt word can have meant.
create table search_word (
  word text primary key
);
create index search_word_similar on search_word using gin (word gin_trgm_ops);
