import type { Queryable } from '#kernel/db/database.ts';
import type { Address, Coordinates } from '../domain/plan.ts';
import { type Area, allAreas } from './slots.ts';

/** The towns deliveries are planned in, read once: they change with migrations only. */
export class AreaDirectory {
  readonly all: readonly Area[];
  readonly #byName: ReadonlyMap<string, Area>;

  constructor(areas: readonly Area[]) {
    this.all = areas;
    this.#byName = new Map(
      areas.flatMap((area) => [area.nameRu, area.nameEn, area.code].map((name) => [name.toLowerCase(), area])),
    );
  }

  static async read(db: Queryable): Promise<AreaDirectory> {
    return new AreaDirectory(await allAreas(db));
  }

  /** A town by its name in Russian or English, in any case, or by its code. */
  named(city: string): Area | undefined {
    return this.#byName.get(city.trim().toLowerCase());
  }

  /** Where an address is: by its own coordinates, else by its town. */
  locate({ latitude, longitude, city }: Address): Coordinates | undefined {
    return latitude !== null && longitude !== null ? { latitude, longitude } : this.named(city);
  }
}
