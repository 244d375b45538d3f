import { BRANDS, MATERIALS as M } from '../vocabulary.ts';
import { cm, type Family, lamp } from './family.ts';

export const LIGHTING: readonly Family[] = [
  {
    category: 'ceiling-lights',
    prefix: 'CLG',
    count: 44,
    noun: ['Люстра', 'ceiling light'],
    picture: 'lamp',
    brands: BRANDS.light,
    materials: [M.brass, M.glass, M.steel, M.rattan, M.linen],
    price: [3_900, 36_000],
    colours: [1, 3],
    manner: 'light',
    facts: (random) => [...lamp(random), cm('diameter', 30, 80)(random)],
    leads: [
      [
        'Рассеивает свет так, что теней под глазами ни у кого нет.',
        'Scatters its light so that nobody has shadows under the eyes.',
      ],
      ['Главная в комнате, но не кричит об этом.', 'The first thing in the room, without being loud about it.'],
    ],
  },
  {
    category: 'table-lamps',
    prefix: 'TLM',
    count: 44,
    noun: ['Настольная лампа', 'table lamp'],
    picture: 'lamp',
    brands: BRANDS.light,
    materials: [M.brass, M.glass, M.stoneware, M.linen, M.steel],
    price: [1_900, 14_500],
    colours: [1, 4],
    manner: 'light',
    facts: lamp,
    leads: [
      ['Тёплое пятно света там, где читают и шьют.', 'A warm patch of light for reading and sewing.'],
      ['Гнётся в трёх местах и остаётся, где поставили.', 'Bends in three places and stays as it is set.'],
    ],
  },
  {
    category: 'floor-lamps',
    prefix: 'FLM',
    count: 36,
    noun: ['Торшер', 'floor lamp'],
    picture: 'lamp',
    brands: BRANDS.light,
    materials: [M.brass, M.steel, M.linen, M.oak, M.rattan],
    price: [4_900, 29_000],
    colours: [1, 3],
    manner: 'light',
    facts: (random) => [...lamp(random), cm('height', 130, 180)(random)],
    leads: [
      [
        'Встаёт за креслом и делает из угла место для чтения.',
        'Stands behind a chair and makes a reading place of a corner.',
      ],
      ['Тяжёлое основание: собака пробежит — не уронит.', 'A heavy foot: a dog runs past and it stays upright.'],
    ],
  },
  {
    category: 'wall-lights',
    prefix: 'WLT',
    count: 36,
    noun: ['Бра', 'wall light'],
    picture: 'lamp',
    brands: BRANDS.light,
    materials: [M.brass, M.glass, M.steel, M.linen],
    price: [1_700, 12_900],
    colours: [1, 3],
    manner: 'light',
    facts: lamp,
    leads: [
      [
        'Светит вниз на книгу и вверх на потолок — каждый луч своим выключателем.',
        'Lights the book below and the ceiling above, each by a switch of its own.',
      ],
      ['Не занимает тумбу и не слепит соседа.', 'Takes no room on the table and does not blind your neighbour.'],
    ],
  },
];
