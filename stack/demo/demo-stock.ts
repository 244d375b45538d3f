import { hashOf, seeded } from './random.ts';

/** The demo's warehouses, where people live. */
export const WAREHOUSES = [
  { code: 'MSK-1', name: 'Москва, Подольск', latitude: 55.4242, longitude: 37.5547 },
  { code: 'SPB-1', name: 'Санкт-Петербург, Шушары', latitude: 59.8087, longitude: 30.3802 },
  { code: 'EKB-1', name: 'Екатеринбург, Кольцово', latitude: 56.7435, longitude: 60.8027 },
  { code: 'NSK-1', name: 'Новосибирск, Толмачёво', latitude: 55.0126, longitude: 82.6507 },
] as const;

/** What came in of one variant. */
export interface Receipt {
  readonly warehouseCode: string;
  readonly quantity: number;
}

/**
 * How many of a variant come to which warehouse, always the same for an SKU: most lie in two or three places, some are
 * nearly gone and some sold out.
 * @param leading the first variant of its product, which always can be had
 */
export function receiptsOf(sku: string, leading: boolean): Receipt[] {
  const random = seeded(hashOf(sku));
  const scarce = random.chance(0.12);
  const receipts = WAREHOUSES.flatMap(({ code }): Receipt[] =>
    random.chance(0.6)
      ? [{ warehouseCode: code, quantity: scarce ? random.between(1, 3) : random.between(8, 120) }]
      : [],
  );
  if (leading) return receipts.length > 0 ? receipts : [{ warehouseCode: WAREHOUSES[0].code, quantity: 40 }];
  return random.chance(0.05) ? [] : receipts;
}
