import { describe, expect, it } from 'vitest';
import { distanceKm, type Place, placeAt, routeOf } from './route.ts';

const moscow: Place = { name: 'Warehouse West', latitude: 55.7558, longitude: 37.6173 };
const nearby: Place = { name: 'Arbat 1', latitude: 55.7494, longitude: 37.5916 };
const petersburg: Place = { name: 'Nevsky 1', latitude: 59.9386, longitude: 30.3141 };
const vladivostok: Place = { name: 'Svetlanskaya 1', latitude: 43.1155, longitude: 131.8855 };
const anchorage: Place = { name: 'Anchorage', latitude: 61.2181, longitude: -149.9003 };

describe('a route', () => {
  it.each([
    ['in town', nearby, 3, 24],
    ['to the next city', petersburg, 4, 30.3],
    ['across the country', vladivostok, 5, 48],
  ])('%s passes more places the longer it is, and takes longer', (_name, to, transits, hours) => {
    const steps = routeOf(moscow, to);
    expect(steps.map(({ status }) => status)).toEqual([
      'accepted',
      ...Array.from({ length: transits }, () => 'in_transit'),
      'out_for_delivery',
      'delivered',
    ]);
    expect(steps.at(-1)!.afterSeconds / 3600).toBeCloseTo(hours, 0);
  });

  it('only goes forward, in time and in space', () => {
    const steps = routeOf(moscow, vladivostok);
    for (let index = 1; index < steps.length; index++) {
      expect(steps[index]!.afterSeconds).toBeGreaterThan(steps[index - 1]!.afterSeconds);
      expect(steps[index]!.progress).toBeGreaterThanOrEqual(steps[index - 1]!.progress);
    }
  });
});

describe('a place on the way', () => {
  it('is the very start and the very end at the ends', () => {
    expect(placeAt(moscow, petersburg, 0)).toEqual(moscow);
    expect(placeAt(moscow, petersburg, 1)).toEqual(petersburg);
  });

  it('is named after a city close by, else after how far it still is', () => {
    expect(placeAt(moscow, petersburg, 1 / 3).name).toBe('Near Tver');
    expect(placeAt(moscow, vladivostok, 0.85).name).toMatch(/^\d+ km before Svetlanskaya 1$|^Near /);
    const sea = { name: 'Sea', latitude: 0, longitude: 0 };
    expect(placeAt(sea, { ...sea, name: 'Island', longitude: 10 }, 0.5).name).toBe('556 km before Island');
  });

  it('goes the short way over the 180th meridian', () => {
    const { longitude } = placeAt(vladivostok, anchorage, 0.7);
    expect(longitude).toBeGreaterThan(-180);
    expect(longitude).toBeLessThan(-170);
  });
});

it('distances are those of an atlas', () => {
  expect(distanceKm(moscow, petersburg)).toBeCloseTo(634, -1);
  expect(distanceKm(moscow, vladivostok)).toBeCloseTo(6420, -2);
  expect(distanceKm(moscow, moscow)).toBe(0);
});
