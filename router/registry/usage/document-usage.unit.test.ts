import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createLogger } from '#kernel/log.ts';
import { documentUsage } from '#router/registry/usage/document-usage.ts';
import { UsageRecorder } from '#router/registry/usage/usage-recorder.ts';
import type { UsageRow } from '#router/registry/usage/usage-store.ts';

const schema = buildSchema(`
  type Query { users(filter: Filter, first: Int = 3): [Person!]! state: State }
  interface Person { id: ID! name: String! }
  type User implements Person { id: ID! name: String! email: String emailHash: String state: State }
  enum State { ON OFF }
  input Filter { name: String place: Place tags: [String!] }
  input Place { city: String! }`);
const usageOf = (text: string) => documentUsage(schema, parse(text), 'x');

describe('what a document touches', () => {
  it('is every field, argument and named type, and inputs whole', () => {
    expect(
      usageOf('query ($filter: Filter) { users(filter: $filter) { name ... on User { email } } }').coordinates,
    ).toEqual([
      'Filter',
      'Filter.name',
      'Filter.place',
      'Filter.tags',
      'Person',
      'Person.name',
      'Place',
      'Place.city',
      'Query.users',
      'Query.users.filter',
      'String',
      'User',
      'User.email',
    ]);
  });

  it('is noted without anything that a user typed, in a document that is as valid as before', () => {
    const { document } = usageOf(
      '{ users(first: 77, filter: { name: "ann@example.com", place: { city: """Omsk""" }, tags: ["a", "b"] }) { id } }',
    );
    for (const typed of ['77', 'ann', 'Omsk', '"a"', '"b"']) expect(document).not.toContain(typed);
    expect(validate(schema, parse(document))).toEqual([]);
  });

  it('is the same for documents that differ in literals and layout only', () => {
    expect(usageOf('{ users(first: 1) { id } }')).toEqual(usageOf('{\n  users(first: 22) {\n    id\n  }\n}'));
    expect(usageOf('{ users(first: 1) { id } }').hash).not.toBe(usageOf('{ users { id } }').hash);
  });
});

describe('the recorder', () => {
  it('reports each operation of each client once, with its counts, and takes samples for the whole', async () => {
    const reported: UsageRow[][] = [];
    const options = {
      report: async (rows: readonly UsageRow[]) => void reported.push([...rows]),
      log: createLogger('usage-test'),
    };
    const every = new UsageRecorder({ ...options, everyMs: 60_000 });
    const document = parse('{ users { id } }');
    for (const failed of [false, true, false]) every.record({ schema, document, name: 'A', client: 'ios', failed });
    every.record({ schema, document, name: 'A', failed: false });
    await every.flush();
    await every.flush();
    expect(reported).toHaveLength(1);
    expect(reported[0]).toMatchObject([
      { name: 'A', client: 'ios', requests: 3, errors: 1, coordinates: expect.arrayContaining(['Query.users']) },
      { name: 'A', client: '', requests: 1, errors: 0 },
    ]);
    await every.stop();
    const some = new UsageRecorder({ ...options, everyMs: 60_000, sample: 10 });
    for (let sent = 0; sent < 10_000; sent += 1)
      for (const client of ['ios', 'web']) some.record({ schema, document, name: 'A', client, failed: false });
    await some.stop();
    const counted = reported[1]?.map(({ client, requests }) => ({ client, near: Math.abs(requests - 10_000) < 3_000 }));
    expect(counted?.sort((a, b) => (a.client < b.client ? -1 : 1))).toEqual([
      { client: 'ios', near: true },
      { client: 'web', near: true },
    ]);
  });

  it('keeps a bounded number of rows, however many clients make names up', async () => {
    let rows = 0;
    const recorder = new UsageRecorder({
      report: async (report) => {
        rows = report.length;
      },
      log: createLogger('usage-test'),
      everyMs: 60_000,
    });
    const document = parse('{ users { id } }');
    for (let index = 0; index < 20_000; index += 1)
      recorder.record({ schema, document, name: 'A', client: `made up ${index}`, failed: false });
    await recorder.stop();
    expect(rows).toBe(5_000);
  });
});
