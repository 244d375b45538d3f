import type { Language } from '../http/page.ts';
import { cities } from './cities.ts';

/** A point with a name; degrees. */
export type Place = {
  readonly name: string;
  /** Its name by language, where the carrier has named it itself; `name` is the English one then. */
  readonly names?: Readonly<Record<Language, string>>;
  readonly latitude: number;
  readonly longitude: number;
};

export type MoveStatus = 'accepted' | 'in_transit' | 'out_for_delivery' | 'delivered';

/** One thing that happens to a parcel: how far along the way (0 to 1), and how long after it was accepted. */
export type Step = { readonly status: MoveStatus; readonly progress: number; readonly afterSeconds: number };

const DAY_SECONDS = 86_400;
const ROAD_KM_PER_HOUR = 100;
/** Shares of the whole time: pick-up, arrival in the town, the courier's start. */
const PICK_UP = 0.1;
const ARRIVAL = 0.7;
const COURIER = 0.8;
const NEAR_KM = 120;

type Point = Pick<Place, 'latitude' | 'longitude'>;

/** Distance over the surface, in km (haversine, a sphere of 6371 km). */
export function distanceKm(from: Point, to: Point): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const latitude = radians(to.latitude - from.latitude) / 2;
  const longitude = radians(to.longitude - from.longitude) / 2;
  const chord =
    Math.sin(latitude) ** 2 +
    Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * Math.sin(longitude) ** 2;
  return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/**
 * Everything that happens on the way, in order: accepted, picked up, through three to five places, out for delivery,
 * delivered. A day in town; the road adds its hours, at most one more day.
 */
export function routeOf(from: Place, to: Place): readonly Step[] {
  const distance = distanceKm(from, to);
  const total = DAY_SECONDS + Math.min((distance / ROAD_KM_PER_HOUR) * 3600, DAY_SECONDS);
  const stops = 3 + (distance > 300 ? 1 : 0) + (distance > 1500 ? 1 : 0);
  const steps: Step[] = [{ status: 'accepted', progress: 0, afterSeconds: 0 }];
  for (let stop = 0; stop < stops; stop++) {
    const progress = stop / (stops - 1);
    steps.push({ status: 'in_transit', progress, afterSeconds: total * (PICK_UP + progress * (ARRIVAL - PICK_UP)) });
  }
  steps.push({ status: 'out_for_delivery', progress: 1, afterSeconds: total * COURIER });
  steps.push({ status: 'delivered', progress: 1, afterSeconds: total });
  return steps;
}

/** Where a parcel is at a progress of 0 to 1: at an end, near a city, or so many km before its goal. */
export function placeAt(from: Place, to: Place, progress: number): Place {
  if (progress <= 0) return from;
  if (progress >= 1) return to;
  // The short way round, also over the 180th meridian.
  const east = ((to.longitude - from.longitude + 540) % 360) - 180;
  const latitude = round(from.latitude + (to.latitude - from.latitude) * progress);
  const longitude = round(((from.longitude + east * progress + 540) % 360) - 180);
  const names = namesOf({ latitude, longitude }, to);
  return { name: names.en, names, latitude, longitude };
}

function namesOf(here: Point, to: Place): Record<Language, string> {
  let nearest: Record<Language, string> | undefined;
  let least = NEAR_KM;
  for (const [en, ru, latitude, longitude] of cities) {
    const away = distanceKm(here, { latitude, longitude });
    if (away > least) continue;
    least = away;
    nearest = { en: `Near ${en}`, ru: `Недалеко от ${ru}` };
  }
  const left = Math.round(distanceKm(here, to));
  return nearest ?? { en: `${left} km before ${to.name}`, ru: `${left} км до места: ${to.name}` };
}

function round(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}
