create table users (
  id uuid primary key,
  email text unique check (email = lower(email)),
  phone text unique check (phone like '+%'),
  password_hash text not null,
  roles text[] not null check (cardinality(roles) > 0),
  display_name text,
  language text not null default 'RU',
  marketing_consent boolean not null default false,
  -- How many addresses there are: bounded by the row that is updated with each, so that parallel requests queue up here.
  addresses integer not null default 0 check (addresses between 0 and 20),
  registered_at timestamptz not null default now(),
  check (email is not null or phone is not null)
);

create table addresses (
  id uuid primary key,
  user_id uuid not null references users (id),
  recipient text not null,
  phone text,
  country text not null check (length(country) = 2),
  region text,
  city text not null,
  street text not null,
  postal_code text,
  latitude double precision,
  longitude double precision
);
create index addresses_of_user on addresses (user_id, id);
