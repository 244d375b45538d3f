import { describe, expect, it } from 'vitest';
import { parseCondition, passes } from '#router/subscriptions/filter.ts';
import { applyMapping, MappingError, parseMapping } from '#router/subscriptions/mapping.ts';

const source = {
  at: '2026-01-31',
  orderId: 'o1',
  status: 'PAID',
  none: null,
  lastEvent: { id: 'e2', place: { name: 'Москва' } },
  parcels: [
    { id: 's1', events: [{ id: 'e1' }, { id: 'e2' }] },
    { id: 's2', events: [] },
  ],
};

describe('a mapping', () => {
  it.each([
    ['at status', { at: '2026-01-31', status: 'PAID' }],
    ['order: { id: orderId status }', { order: { id: 'o1', status: 'PAID' } }],
    ['event: lastEvent { id at: place.name }', { event: { id: 'e2', at: 'Москва' } }],
    ['event: none { id }', { event: null }],
    ['lastEvent { id }', { lastEvent: { id: 'e2' } }],
    ['first: parcels->first.id last: parcels->last.id', { first: 's1', last: 's2' }],
    ['ids: parcels.events.id', { ids: ['e1', 'e2'] }],
    [
      'parcels { id first: events->first { id } }',
      {
        parcels: [
          { id: 's1', first: { id: 'e1' } },
          { id: 's2', first: null },
        ],
      },
    ],
    ['at: none ?? missing.deeper ?? at', { at: '2026-01-31' }],
    ['nothing', { nothing: null }],
    ['proto: __proto__ made: constructor.name', { proto: null, made: null }],
  ])('%s', (text, made) => {
    expect(applyMapping(parseMapping(text), source)).toEqual(made);
  });

  it('knows the present time', () => {
    const before = Date.now();
    const at = Date.parse(String(applyMapping(parseMapping('at: none ?? $now'), source).at));
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThanOrEqual(Date.now());
  });

  it.each(['at }', 'order: { id', 'order: ', '{ id }', 'at ?? b', 'a-b', 'a: b.'])('%j is refused', (text) => {
    expect(() => parseMapping(text)).toThrow(MappingError);
  });
});

describe('a filter', () => {
  const payload = { available: 3, status: 'PAID', parcel: { carrier: 'fast' } };
  it.each([
    ['available <= {atMost}', { atMost: 3 }, true],
    ['available <= {atMost}', { atMost: 2 }, false],
    ['available <= {atMost}', {}, true],
    ['available < 3', {}, false],
    ['available > 2', {}, true],
    ['available >= 4', {}, false],
    ['status == "PAID"', {}, true],
    ['status != {status}', { status: 'PAID' }, false],
    ['status in {statuses}', { statuses: ['PAID', 'SHIPPED'] }, true],
    ['status in ["SHIPPED"]', {}, false],
    ['parcel.carrier == {carrier}', { carrier: 'fast' }, true],
    ['missing == {carrier}', { carrier: 'fast' }, false],
  ])('%s with %j: %j', (text, args, passed) => {
    expect(passes([parseCondition(text)], payload, args)).toBe(passed);
  });

  it('is all of its conditions', () => {
    expect(passes([parseCondition('available > 2'), parseCondition('status == "SHIPPED"')], payload, {})).toBe(false);
  });

  it.each(['available', 'available ~ 3', 'available == nothing', '== 3'])('%j is refused', (text) => {
    expect(() => parseCondition(text)).toThrow();
  });
});
