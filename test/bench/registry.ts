import { openDatabase } from '#kernel/db/database.ts';
import { cloneDatabase } from '#kernel/testing/database.ts';
import type { PublishedSubgraph } from '#router/registry/compose.ts';
import { Registry, registrySchema } from '#router/registry/registry.ts';
import type { Report } from './report.ts';

const SUBGRAPHS = 20;
const TYPES = 12;
const FIELDS = 10;
const AUDIENCES = ['public', 'buyer', 'seller', 'logistics', 'partner'];
const CHECKS = 7;

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
      name: 'registry.check.cpu',
      title: 'CPU of one check, mean',
      value: (user + system) / 1e6 / CHECKS,
      unit: 's',
    });
    const figure = (name: string, title: string, value: number): void =>
      report.add({ name, title, value, unit: 's', goal: { atMost: 2 } });
    figure('registry.check.worst', `check of 20 subgraphs with 5 contracts, worst of ${CHECKS}`, Math.max(...took));
    figure('registry.check', 'the same, median', took.sort((a, b) => a - b)[Math.floor(CHECKS / 2)] ?? 0);
  } finally {
    await db.close();
    await database.drop();
  }
}
