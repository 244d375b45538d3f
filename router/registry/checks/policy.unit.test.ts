import { describe, expect, it } from 'vitest';
import type { Reason } from '#router/registry/checks/check.ts';
import { policyReasons } from '#router/registry/checks/policy.ts';
import { coordinatesHit, schemaChanges } from '#router/registry/checks/schema-changes.ts';
import { type Composed, compose } from '#router/registry/compose.ts';
import type { ContractDefinition } from '#router/registry/contract.ts';
import { joinFiles, Places } from '#router/registry/places.ts';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@tag", "@inaccessible"])';

const before = `type Query {
  "All." all(OldName: Int): [Thing!]!
}
"A thing." type Thing {
  "Its id." id: ID!
  "Goes." going: Int @deprecated(reason: "Use id.")
  "Stays." kept: Int
}
"States." enum State { "On." ON }`;

async function judge(after: string): Promise<string[]> {
  const { sdl, files } = joinFiles([
    { path: 'shared.graphql', text: '# shared\n' },
    { path: 'things.graphql', text: after },
  ]);
  const places = {
    before: new Places([{ name: 'things', sdl: before }]),
    after: new Places([{ name: 'things', sdl, files }]),
  };
  const changes = await schemaChanges({ apiSdl: before }, { apiSdl: after });
  return told(policyReasons(graph(before), graph(after), changes, places, 'warn'));
}

const graph = (sdl: string): Composed => ({ apiSdl: sdl, supergraphSdl: sdl, contracts: [] });

const told = (reasons: readonly Reason[]): string[] =>
  reasons.map(({ code, path, file, line, level }) => `${level} ${code} ${path} ${file}:${line}`);

describe('the policy', () => {
  it('leaves what was there before unremarked', async () => {
    expect(await judge(before)).toEqual([]);
  });

  it('finds names, descriptions and reasons that are missing, each with file and line', async () => {
    const after = `${before}
"Odd." type odd_type { "x" Field: Int }
type Mute {
  field(BadName: Int): Int
  "Gone soon." soon: Int @deprecated
}
extend enum State { "Off." off }`;
    expect((await judge(after)).sort()).toEqual([
      'warning DEPRECATION_REASON_MISSING Mute.soon things.graphql:13',
      'warning DESCRIPTION_MISSING Mute things.graphql:11',
      'warning DESCRIPTION_MISSING Mute.field things.graphql:12',
      'warning NAME_FORM Mute.field.BadName things.graphql:12',
      'warning NAME_FORM State.off things.graphql:15',
      'warning NAME_FORM odd_type things.graphql:10',
      'warning NAME_FORM odd_type.Field things.graphql:10',
    ]);
  });

  it('asks for a deprecation before a removal, and points at what held the field', async () => {
    expect(await judge(before.replace(/ {2}"Goes.*\n/, ''))).toEqual([]);
    expect(await judge(before.replace(/ {2}"Stays.*\n/, ''))).toEqual([
      'warning REMOVED_WITHOUT_DEPRECATION Thing.kept things.graphql:4',
    ]);
  });
});

describe('the policy about audiences', () => {
  const shop = (fields: string) => `type Query {
  "One." one: Int @tag(name: "public")
  ${fields}
}
type Mutation {
  "Does it." do: Int @tag(name: "staff")
}`;
  const judged = (fields: string, contracts: readonly ContractDefinition[], running?: string): string[] => {
    const composed = (sdl: string) => {
      const subgraphs = [{ name: 'shop', sdl: `${LINK}\n${sdl}`, url: 'http://shop/graphql' }];
      const composition = compose(subgraphs, contracts);
      if (composition.errors) throw new Error(JSON.stringify(composition.errors));
      return { composition, places: new Places(subgraphs) };
    };
    const before = running === undefined ? undefined : composed(shop(running));
    const after = composed(shop(fields));
    const places = { before: before?.places ?? new Places([]), after: after.places };
    return told(policyReasons(before?.composition, after.composition, [], places, 'refuse'));
  };
  const everybody = [{ name: 'everybody', include: ['public'], exclude: [] }];

  it('names a root field without a tag, where there are contracts, once', () => {
    expect(judged('"Forgotten." two: Int', everybody)).toEqual(['failure AUDIENCE_MISSING Query.two undefined:4']);
    expect(judged('"Forgotten." two: Int', [])).toEqual([]);
    expect(judged('"Forgotten." two: Int', everybody, '"Forgotten." two: Int')).toEqual([]);
  });

  it('says nothing of fields that nobody sees', () => {
    expect(judged('"Between us." two: Int @inaccessible', everybody)).toEqual([]);
  });
});

describe('the coordinates that a change hits', () => {
  const hit = (code: string, path: string) => coordinatesHit({ code, path, message: '', level: 'breaking' });

  it('are exact, so that no longer name is taken for a shorter one', () => {
    expect(hit('FIELD_REMOVED', 'User.email')).toEqual(['User.email']);
    expect(hit('FIELD_ARGUMENT_REMOVED', 'Query.users.first')).toEqual(['Query.users.first']);
  });

  it('are what a new requirement is put on, and whole types where clients show no members', () => {
    expect(hit('FIELD_ARGUMENT_ADDED', 'Query.users.first')).toEqual(['Query.users']);
    expect(hit('INPUT_FIELD_ADDED', 'NewUser.name')).toEqual(['NewUser']);
    expect(hit('ENUM_VALUE_REMOVED', 'State.ON')).toEqual(['State']);
    expect(hit('TYPE_REMOVED', 'User')).toEqual(['User']);
  });
});
