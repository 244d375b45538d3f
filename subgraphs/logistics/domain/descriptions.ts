import type { Place, ShipmentStatus } from './shipment.ts';

type Texts = Record<ShipmentStatus, string>;

const TEXTS: Record<'RU' | 'EN', { plain: Texts; at: Partial<Texts> }> = {
  RU: {
    plain: {
      PLANNED: 'Отправление запланировано',
      PICKING: 'Собираем отправление на складе',
      PACKED: 'Отправление упаковано',
      HANDED_OVER: 'Передано службе доставки',
      IN_TRANSIT: 'В пути',
      OUT_FOR_DELIVERY: 'Передано курьеру, доставим сегодня',
      DELIVERED: 'Доставлено',
      CANCELLED: 'Отправление отменено',
      RETURNED: 'Возвращается на склад',
    },
    at: { IN_TRANSIT: 'В пути, отправление здесь: ' },
  },
  EN: {
    plain: {
      PLANNED: 'The shipment is planned',
      PICKING: 'The warehouse is picking it',
      PACKED: 'It is packed',
      HANDED_OVER: 'The carrier has it',
      IN_TRANSIT: 'On its way',
      OUT_FOR_DELIVERY: 'The courier brings it today',
      DELIVERED: 'Delivered',
      CANCELLED: 'The shipment was cancelled',
      RETURNED: 'On its way back to the warehouse',
    },
    at: { IN_TRANSIT: 'On its way, now in ' },
  },
};

/** What a buyer reads of a step, and of the place it was taken at where that matters. */
export function describeStep(status: ShipmentStatus, place: Place | null, language: 'RU' | 'EN'): string {
  const { plain, at } = TEXTS[language];
  const prefix = at[status];
  return prefix && place ? `${prefix}${nameIn(place, language)}` : plain[status];
}

/** What a place is called in a language, as far as it is known. */
export const nameIn = ({ name, names }: Place, language: 'RU' | 'EN'): string => names?.[language] ?? name;
