import { fact } from '../demo-product.ts';
import { BRANDS, MATERIALS as M } from '../vocabulary.ts';
import { cm, type Family, style, yesOrNo } from './family.ts';

export const SEATING: readonly Family[] = [
  {
    category: 'sofas',
    prefix: 'SOF',
    count: 56,
    noun: ['Диван', 'sofa'],
    picture: 'sofa',
    brands: BRANDS.furniture,
    materials: [M.velvet, M.boucle, M.linen, M.leatherette],
    price: [34_000, 148_000],
    colours: [2, 4],
    manner: 'seat',
    facts: (random) => [style(random), fact('seats', random.pick([2, 3, 4])), yesOrNo(random, 'convertible')],
    leads: [
      [
        'Глубокое сиденье, на котором помещаются двое, кошка и сериал.',
        'A deep seat that holds two people, a cat and a series.',
      ],
      [
        'Раскладывается одним движением и не требует отодвигать его от стены.',
        'Folds out in one movement without leaving the wall.',
      ],
      [
        'Ровная посадка и широкие подлокотники, на которые можно поставить чашку.',
        'An even seat and wide arms that take a cup.',
      ],
    ],
  },
  {
    category: 'armchairs',
    prefix: 'ARM',
    count: 48,
    noun: ['Кресло', 'armchair'],
    picture: 'chair',
    brands: BRANDS.furniture,
    materials: [M.velvet, M.boucle, M.linen, M.leatherette, M.rattan],
    price: [12_000, 54_000],
    colours: [2, 4],
    manner: 'seat',
    facts: (random) => [style(random), cm('width', 65, 90)(random)],
    leads: [
      ['Кресло для тех, кто дочитывает главу.', 'An armchair for those who finish the chapter.'],
      [
        'Спинка чуть откинута, так что засыпают в нём не нарочно.',
        'Its back leans just enough to fall asleep in unawares.',
      ],
    ],
  },
  {
    category: 'chairs',
    prefix: 'CHR',
    count: 56,
    noun: ['Стул', 'chair'],
    picture: 'chair',
    brands: BRANDS.furniture,
    materials: [M.oak, M.birch, M.ash, M.velvet, M.steel],
    price: [3_400, 18_900],
    colours: [1, 4],
    manner: 'seat',
    facts: (random) => [style(random), yesOrNo(random, 'stackable')],
    leads: [
      ['Лёгкий: одной рукой от стола к окну.', 'Light: from the table to the window with one hand.'],
      [
        'Гнутая спинка держит поясницу весь долгий ужин.',
        'A bent back that supports through the whole of a long dinner.',
      ],
    ],
  },
];
