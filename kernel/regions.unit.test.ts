import { expect, it } from 'vitest';
import { inRegion, regionIn, regionsFrom } from './regions.ts';

const REGIONS = '{"east":{"kafka":"10.0.0.2:9192","subgraphs":{"inventory":"http://10.0.0.2:4104/graphql"}}}';
const SECRET = 'a secret of the regions';

it('an installation is alone unless it is told its region', () => {
  expect(regionsFrom({ REGIONS, REGION_SECRET: SECRET })).toBeUndefined();
});

it('a region knows the others, and where they are let in', () => {
  const REGION_DOORS = '{"inventory":{"host":"10.0.0.1","port":4104}}';
  expect(regionsFrom({ REGION: 'west', REGIONS, REGION_SECRET: SECRET, REGION_DOORS })).toEqual({
    here: 'west',
    others: [
      {
        name: 'east',
        kafkaBrokers: '10.0.0.2:9192',
        topicPrefix: '',
        subgraphs: { inventory: 'http://10.0.0.2:4104/graphql' },
      },
    ],
    secret: SECRET,
    doors: { inventory: { host: '10.0.0.1', port: 4104 } },
    answerMs: 3_000,
  });
});

it.each([
  ['no secret', { REGIONS }, /REGION_SECRET/],
  ['no others', { REGION_SECRET: SECRET }, /REGIONS/],
  ['others that are no JSON', { REGIONS: 'east', REGION_SECRET: SECRET }, /REGIONS: must be JSON such as/],
  ['a name that cannot be in a topic', { REGION: 'We st', REGIONS, REGION_SECRET: SECRET }, /REGION/],
])('a region with %s does not start, and says why', (_, env, why) => {
  expect(() => regionsFrom({ REGION: 'west', ...env })).toThrow(why);
});

it('a name tells its region, and one of this region none', () => {
  expect(regionIn(inRegion('inventory', 'east'))).toBe('east');
  expect(regionIn('inventory')).toBeUndefined();
});
