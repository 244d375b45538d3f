import type { Both } from './vocabulary.ts';

/** The demo's category tree, parents before children. */
export interface DemoCategory {
  readonly slug: string;
  readonly name: Both;
  readonly parent?: string;
}

const branch = (
  parent: string,
  ...children: readonly (readonly [slug: string, ru: string, en: string])[]
): DemoCategory[] => children.map(([slug, ru, en]) => ({ slug, name: [ru, en], parent }));

export const CATEGORIES: readonly DemoCategory[] = [
  { slug: 'sleep', name: ['Сон', 'Sleep'] },
  { slug: 'furniture', name: ['Мебель', 'Furniture'] },
  { slug: 'lighting', name: ['Освещение', 'Lighting'] },
  { slug: 'textiles', name: ['Текстиль', 'Textiles'] },
  { slug: 'kitchen', name: ['Кухня', 'Kitchen'] },
  { slug: 'decor', name: ['Декор', 'Decor'] },
  ...branch(
    'sleep',
    ['mattresses', 'Матрасы', 'Mattresses'],
    ['beds', 'Кровати', 'Beds'],
    ['pillows', 'Подушки', 'Pillows'],
    ['blankets', 'Одеяла', 'Duvets'],
    ['bed-linen', 'Постельное бельё', 'Bed linen'],
  ),
  ...branch(
    'mattresses',
    ['pocket-spring-mattresses', 'Матрасы с независимыми пружинами', 'Pocket spring mattresses'],
    ['foam-mattresses', 'Беспружинные матрасы', 'Foam mattresses'],
    ['latex-mattresses', 'Латексные матрасы', 'Latex mattresses'],
    ['coir-mattresses', 'Жёсткие кокосовые матрасы', 'Firm coir mattresses'],
    ['kids-mattresses', 'Детские матрасы', 'Kids’ mattresses'],
    ['mattress-toppers', 'Топперы', 'Mattress toppers'],
    ['mattress-protectors', 'Наматрасники', 'Mattress protectors'],
  ),
  ...branch(
    'beds',
    ['double-beds', 'Двуспальные кровати', 'Double beds'],
    ['single-beds', 'Односпальные кровати', 'Single beds'],
    ['kids-beds', 'Детские кровати', 'Kids’ beds'],
    ['bed-bases', 'Основания для кроватей', 'Slatted bases'],
  ),
  ...branch(
    'pillows',
    ['ergonomic-pillows', 'Ортопедические подушки', 'Ergonomic pillows'],
    ['classic-pillows', 'Классические подушки', 'Classic pillows'],
  ),
  ...branch(
    'blankets',
    ['winter-duvets', 'Тёплые одеяла', 'Winter duvets'],
    ['summer-duvets', 'Лёгкие одеяла', 'Summer duvets'],
  ),
  ...branch(
    'bed-linen',
    ['linen-sets', 'Комплекты белья', 'Bed linen sets'],
    ['fitted-sheets', 'Простыни на резинке', 'Fitted sheets'],
  ),
  ...branch(
    'furniture',
    ['sofas', 'Диваны', 'Sofas'],
    ['armchairs', 'Кресла', 'Armchairs'],
    ['chairs', 'Стулья', 'Chairs'],
    ['dining-tables', 'Обеденные столы', 'Dining tables'],
    ['coffee-tables', 'Журнальные столики', 'Coffee tables'],
    ['desks', 'Рабочие столы', 'Desks'],
    ['wardrobes', 'Шкафы', 'Wardrobes'],
    ['chests', 'Комоды', 'Chests of drawers'],
    ['shelves', 'Стеллажи', 'Shelving'],
    ['bedside-tables', 'Прикроватные тумбы', 'Bedside tables'],
  ),
  ...branch(
    'lighting',
    ['ceiling-lights', 'Люстры', 'Ceiling lights'],
    ['table-lamps', 'Настольные лампы', 'Table lamps'],
    ['floor-lamps', 'Торшеры', 'Floor lamps'],
    ['wall-lights', 'Бра', 'Wall lights'],
  ),
  ...branch(
    'textiles',
    ['curtains', 'Шторы', 'Curtains'],
    ['rugs', 'Ковры', 'Rugs'],
    ['towels', 'Полотенца', 'Towels'],
    ['throws', 'Пледы', 'Throws'],
    ['cushions', 'Декоративные подушки', 'Cushions'],
  ),
  ...branch(
    'kitchen',
    ['mugs', 'Кружки', 'Mugs'],
    ['plates', 'Тарелки', 'Plates'],
    ['pans', 'Сковороды', 'Frying pans'],
    ['pots', 'Кастрюли', 'Saucepans'],
    ['storage-jars', 'Банки для хранения', 'Storage jars'],
  ),
  ...branch(
    'decor',
    ['vases', 'Вазы', 'Vases'],
    ['candles', 'Свечи', 'Candles'],
    ['wall-clocks', 'Настенные часы', 'Wall clocks'],
    ['mirrors', 'Зеркала', 'Mirrors'],
    ['baskets', 'Корзины', 'Baskets'],
  ),
];
