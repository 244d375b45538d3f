import { openDatabase } from '#kernel/db/database.ts';
import { cloneDatabase } from '#kernel/testing/database.ts';
import type { PublishedSubgraph } from '#router/registry/compose.ts';
import { DocumentLists } from '#router/registry/documents/document-lists.ts';
import { Registry, registrySchema } from '#router/registry/registry.ts';
import { acceptUsage } from '#router/registry/usage/accept-usage.ts';
import { addUsage } from '#router/registry/usage/usage-store.ts';
import type { Report } from './report.ts';

const SUBGRAPHS = 20;
const TYPES = 12;
const FIELDS = 10;
const AUDIENCES = ['public', 'buyer', 'seller', 'logistics', 'partner'];
const CHECKS = 7;
const OPERATIONS = 5_000;
const USAGE_DAYS = 30;

/** A subgraph with an entity of its own, types around it, and fields on two other subgraphs' entities. */
function subgraph(index: number, changed: boolean): PublishedSubgraph {
  const audience = AUDIENCES[index % AUDIENCES.length];
  const others = [1, 7].map((step) => (index + step) % SUBGRAPHS);
  const fields = Array.from({ length: FIELDS }, (_, field) => `"A field." field${field}: String!`);
  const types = Array.from(
    { length: TYPES },
    (_, type) => `"A type." type Part${index}x${type} {
      "Its id." id: ID!
      ${(changed && type === 0 ? fields.slice(1) : fields).join('\n')}
      "The next." next: Part${index}x${(type + 1) % TYPES}
    }`,
  );
  return {
    name: `subgraph${index}`,
    url: `http://subgraph${index}/graphql`,
    sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@tag"])
    type Query {
      "One." thing${index}(id: ID!): Thing${index} @tag(name: "public") @tag(name: "${audience}")
      "Some." parts${index}(first: Int): [Part${index}x0!]! @tag(name: "${audience}")
    }
    "An entity." type Thing${index} @key(fields: "id") {
      "Its id." id: ID!
      ${changed ? '"New." fresh: String' : ''}
      "Its parts." parts: [Part${index}x0!]!
      "Not for everybody." secret: Int @tag(name: "${audience}")
    }
    ${others.map((other) => `type Thing${other} @key(fields: "id") { id: ID! "Of ${index}." by${index}: Thing${index} }`).join('\n')}
    ${types.join('\n')}`,
  };
}

/** Operations that differ in the fields they ask for, of all subgraphs. */
const operations = Array.from({ length: OPERATIONS }, (_, n) => {
  const of = n % SUBGRAPHS;
  const [first, second, third] = [1, FIELDS, FIELDS ** 2].map((step) => Math.floor(n / SUBGRAPHS / step) % FIELDS);
  return `query Op${n} { parts${of}(first: 5) { id field${first} next { field${second} next { id field${third} } } } }`;
});

/** Measures a check as CI asks for it: a graph of 20 subgraphs and 5 contracts, with changes that break all of them. */
export async function measureCheck(postgresAdminUrl: string, report: Report): Promise<void> {
  const database = await cloneDatabase(postgresAdminUrl, [registrySchema]);
  const db = openDatabase(database.urlFor('registry'), { owner: 'registry', max: 2 });
  try {
    const registry = new Registry(db);
    const contracts = AUDIENCES.map((name) => ({ name, include: ['public', name], exclude: [] }));
    const subgraphs = Array.from({ length: SUBGRAPHS }, (_, index) => subgraph(index, false));
    const publishedAt = performance.now();
    const published = await registry.publish({ subgraphs, contracts });
    if (published.outcome !== 'published') throw new Error(JSON.stringify(published.checks));
    report.add({
      name: 'registry.publish.first',
      title: 'publishing 20 subgraphs and 5 contracts, the process just begun',
      value: (performance.now() - publishedAt) / 1000,
      unit: 's',
    });
    await measureChecks(registry, 'registry.check', 'check of 20 subgraphs with 5 contracts', report);

    const uses = operations.map((document) => ({
      document,
      client: 'web',
      clientVersion: '1',
      requests: 9,
      errors: 0,
    }));
    for (let from = 0; from < OPERATIONS; from += 1_000)
      await addUsage(db, 'production', acceptUsage(published.version, uses.slice(from, from + 1_000)).rows);
    await db.sql`
      insert into usage_days
      select variant, day - ago, hash, other, client_version, requests, errors, last_seen
      from usage_days, generate_series(0, ${USAGE_DAYS - 1}) as ago, unnest(array['web', 'ios']) as other
      on conflict do nothing`;
    const used = `of ${OPERATIONS} operations in ${USAGE_DAYS} days`;
    await measureChecks(registry, 'registry.check.used', `the same with usage ${used}`, report);

    const documents = operations.map((text, n) => ({ id: `${n}`, text }));
    const list = {
      variant: 'production',
      client: 'web',
      clientVersion: '1',
      contract: null,
      documents,
      actor: 'bench',
    };
    const { outcome } = await new DocumentLists(db).publish(list);
    if (outcome !== 'published') throw new Error('the documents are refused');
    await measureChecks(registry, 'registry.check.trusted', 'the same with these as trusted documents', report);
  } finally {
    await db.close();
    await database.drop();
  }
}

async function measureChecks(registry: Registry, name: string, title: string, report: Report): Promise<void> {
  const took: number[] = [];
  const cpuBefore = process.cpuUsage();
  const changed = [0, 1, 2].map((index) => subgraph(index, true));
  for (let round = 0; round < CHECKS; round += 1) {
    const began = performance.now();
    const { checks } = await registry.check({ subgraphs: changed, breaking: 'refuse' });
    took.push((performance.now() - began) / 1000);
    if (!checks.some(({ check, outcome }) => check === 'breaking changes' && outcome === 'failed'))
      throw new Error('the check does not see the break');
  }
  const { user, system } = process.cpuUsage(cpuBefore);
  report.add({
    name: `${name}.cpu`,
    title: 'CPU of one check, mean',
    value: (user + system) / 1e6 / CHECKS,
    unit: 's',
  });
  const figure = (of: string, what: string, value: number): void =>
    report.add({ name: of, title: what, value, unit: 's', goal: { atMost: 2 } });
  figure(`${name}.worst`, `${title}, worst of ${CHECKS}`, Math.max(...took));
  figure(name, 'the same, median', took.sort((a, b) => a - b)[Math.floor(CHECKS / 2)] ?? 0);
}
