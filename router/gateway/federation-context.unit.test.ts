import { describe, expect, it } from 'vitest';
import { asGiven, keeps, type Rule } from '#router/gateway/testing/federation-rules.ts';
import { smallGraph } from '#router/gateway/testing/small-graph.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.8", import: ["@key", "@context", "@fromContext"])\n`;

/** Hotels that tell their rooms' prices in the currency of whatever is above the room. */
const HOTELS: Rule['subgraphs'] = {
  hotels: {
    sdl: `${LINK} type Query { hotels: [Hotel!]! tours: [Tour!]! }
      type Hotel @key(fields: "id") @context(name: "place") { id: ID! land: Land floors: [Floor!]! best: Room }
      type Tour @key(fields: "id") @context(name: "place") { id: ID! paidIn: String room: Room }
      type Land { currency: String } type Floor { rooms: [Room!]! }
      type Room @key(fields: "id") { id: ID! price(nights: Int! = 1,
        in: String @fromContext(field: "$place ... on Hotel { land { currency } } ... on Tour { paidIn }")): String }`,
    resolvers: {
      Query: {
        hotels: () => [
          { id: '1', land: { currency: 'EUR' }, floors: [['a', 'b'], ['c']], best: 'b' },
          { id: '2', land: { currency: 'CHF' }, floors: [['a', 'fire']], best: null },
          { id: '3', land: null, floors: [], best: 'a' },
          { id: '4', land: { currency: 'EUR' }, floors: [['d']], best: 'd' },
        ],
        tours: () => [
          { id: '1', paidIn: 'EUR', room: { id: 'a' } },
          { id: '2', paidIn: 'USD', room: { id: 'a' } },
        ],
      },
      Hotel: {
        floors: ({ floors }: { floors: string[][] }) => floors.map((rooms) => ({ rooms: rooms.map((id) => ({ id })) })),
        best: ({ best }: { best: string | null }) => best && { id: best },
      },
      Room: {
        ...asGiven,
        price: ({ id }: { id: string }, { nights, in: currency }: { nights: number; in?: string }) => {
          if (id === 'fire') throw new Error('burnt down');
          return `${id}: ${nights} ${currency ?? 'of anything'}`;
        },
      },
    },
  },
  reviews: {
    sdl: `${LINK} type Room @key(fields: "id") { id: ID! stars: Int }`,
    resolvers: { Room: { ...asGiven, stars: () => 4 } },
  },
};
const gatewayErrs = 'it knows no context';

describe('an argument from context', () => {
  keeps({
    'has the value of the nearest object above that tells it, and equal entities differ below different ones': {
      subgraphs: HOTELS,
      query: '{ hotels { floors { rooms { stars price } } } }',
      data: {
        hotels: [
          {
            floors: [
              {
                rooms: [
                  { stars: 4, price: 'a: 1 EUR' },
                  { stars: 4, price: 'b: 1 EUR' },
                ],
              },
              { rooms: [{ stars: 4, price: 'c: 1 EUR' }] },
            ],
          },
          {
            floors: [
              {
                rooms: [
                  { stars: 4, price: 'a: 1 CHF' },
                  { stars: 4, price: null },
                ],
              },
            ],
          },
          { floors: [] },
          { floors: [{ rooms: [{ stars: 4, price: 'd: 1 EUR' }] }] },
        ],
      },
      errors: [['hotels', 1, 'floors', 0, 'rooms', 1, 'price']],
      // One request for each currency.
      asked: ['hotels', 'hotels', 'hotels', 'reviews'],
      gatewayErrs,
    },
    'is left out where nobody above has it, and is not the client’s to send': {
      subgraphs: HOTELS,
      query: 'query ($nights: Int!) { hotels { best { price(nights: $nights) } } }',
      variables: { nights: 3, contextualArgument_1_0: 'XAU' },
      data: {
        hotels: [
          { best: { price: 'b: 3 EUR' } },
          { best: null },
          { best: { price: 'a: 3 of anything' } },
          { best: { price: 'd: 3 EUR' } },
        ],
      },
      gatewayErrs,
    },
    'is told by objects of several types': {
      subgraphs: HOTELS,
      query: '{ tours { room { price } } hotels { id best { stars } } }',
      data: {
        tours: [{ room: { price: 'a: 1 EUR' } }, { room: { price: 'a: 1 USD' } }],
        hotels: [
          { id: '1', best: { stars: 4 } },
          { id: '2', best: null },
          { id: '3', best: { stars: 4 } },
          { id: '4', best: { stars: 4 } },
        ],
      },
      gatewayErrs,
    },
  });
  it('is refused, not wrong, where the gateway has to execute', async () => {
    const graph = await smallGraph(HOTELS);
    const { data, errors } = await graph.ask('{ __schema { queryType { name } } tours { room { id price } } }');
    const rooms = ['tours', 0, 'room', 'price'];
    await graph.stop();
    expect(data).toMatchObject({ tours: [{ room: { id: 'a', price: null } }, { room: { id: 'a', price: null } }] });
    expect(errors).toContainEqual(
      expect.objectContaining({ path: rooms, message: expect.stringContaining('from context') }),
    );
  });
});
