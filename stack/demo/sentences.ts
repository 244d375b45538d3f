import type { Manner } from './families/family.ts';
import type { Both } from './vocabulary.ts';

/** What follows the first sentence: one of each list, by manner of product. `{material}` is what it is made of. */
export const SENTENCES: Readonly<Record<Manner, readonly (readonly Both[])[]>> = {
  bed: [
    [
      ['Материал — {material}.', 'Made of {material}.'],
      ['Сделано из того, что не стыдно показать: {material}.', 'Made of something worth showing: {material}.'],
    ],
    [
      [
        'Собирается вдвоём за час, весь крепёж в коробке.',
        'Two people assemble it in an hour, and every bolt is in the box.',
      ],
      ['Основание и матрас выбираются отдельно.', 'Base and mattress are chosen separately.'],
      [
        'Не скрипит: все соединения на металлических стяжках.',
        'It does not creak: every joint is drawn tight with steel.',
      ],
    ],
    [
      ['Под кроватью хватает места для робота-пылесоса.', 'There is room underneath for a robot vacuum cleaner.'],
      ['Ножки с войлоком не царапают пол.', 'Felt on the legs keeps the floor unscratched.'],
    ],
  ],
  bedding: [
    [
      ['Состав: {material}.', 'Made with {material}.'],
      ['Внутри и снаружи всё честно: {material}.', 'Honest inside and out: {material}.'],
    ],
    [
      ['Стирается в машине на деликатном режиме.', 'Machine washable on a gentle cycle.'],
      ['Проветривайте раз в месяц — этого достаточно.', 'Air it once a month, and that is enough.'],
      ['Подходит тем, у кого аллергия на пыль.', 'Fit for those who are allergic to dust.'],
    ],
  ],
  seat: [
    [
      ['Отделка и каркас: {material} и берёзовая фанера.', 'Finish and frame: {material} and birch plywood.'],
      [
        'Снаружи {material}, внутри — плотная пена, которая не проседает.',
        'Outside {material}, inside a dense foam that does not sag.',
      ],
    ],
    [
      ['Пятна убираются влажной губкой.', 'Stains come off with a damp sponge.'],
      ['Выдерживает сто двадцать килограммов на место.', 'Bears a hundred and twenty kilos a seat.'],
      ['Приезжает собранным, остаётся прикрутить ножки.', 'Arrives assembled: only the legs need screwing on.'],
    ],
  ],
  wood: [
    [
      ['Материал — {material}, покрытие — масло с воском.', 'Made of {material}, finished with oil and wax.'],
      [
        'Главное здесь — {material}: рисунок у каждого предмета свой.',
        'The point of it is {material}: the grain differs from piece to piece.',
      ],
    ],
    [
      ['Регулируемые опоры спасают на старом паркете.', 'Adjustable feet help on old parquet.'],
      ['Собирается без шуруповёрта, ключ в комплекте.', 'Goes together without a power tool; the key is included.'],
      ['Крепление к стене в комплекте.', 'The wall fixing is included.'],
    ],
    [
      ['Царапину можно зашлифовать и промаслить самому.', 'A scratch can be sanded and oiled at home.'],
      ['Кромки скруглены вручную.', 'Its edges are rounded by hand.'],
    ],
  ],
  light: [
    [
      ['Материал — {material}.', 'Made of {material}.'],
      ['В основе {material}, провод в тканевой оплётке.', 'At its heart {material}, with a fabric-covered cord.'],
    ],
    [
      ['Яркость убавляется обычным диммером.', 'Dims with any common dimmer.'],
      ['Лампочка тёплого света продаётся отдельно.', 'A warm bulb is sold separately.'],
      [
        'Цветопередача выше девяноста: еда и лица выглядят живыми.',
        'Colour rendering above ninety: food and faces look alive.',
      ],
    ],
  ],
  fabric: [
    [
      ['Состав: {material}.', 'Composition: {material}.'],
      ['Ткань — {material}, крашение стойкое.', 'The cloth is {material}, dyed to last.'],
    ],
    [
      ['Стирать при 40 °C, гладить по желанию.', 'Wash at 40 °C, iron if you like.'],
      ['Усадка не больше двух процентов.', 'Shrinks two per cent at most.'],
      ['Первые стирки — отдельно от белого.', 'Wash apart from whites at first.'],
    ],
  ],
  table: [
    [
      ['Материал — {material}.', 'Made of {material}.'],
      [
        'Это {material} высокого обжига: не боится ни кипятка, ни времени.',
        'High-fired {material}: afraid neither of boiling water nor of time.',
      ],
    ],
    [
      ['Можно в посудомойку и в микроволновку.', 'Safe in the dishwasher and the microwave.'],
      ['Край не скалывается от тесноты в шкафу.', 'The rim does not chip in a crowded cupboard.'],
      ['Легко дополняется другими предметами серии.', 'Easily joined by other pieces of the series.'],
    ],
  ],
  stove: [
    [
      ['Корпус — {material}.', 'The body is {material}.'],
      ['Толстое дно, {material} без лишних слоёв.', 'A thick base, {material} and nothing more.'],
    ],
    [
      ['Ручка не греется и снимается для духовки.', 'The handle stays cool and comes off for the oven.'],
      ['Мойте тёплой водой, без железных щёток.', 'Wash in warm water, without a wire brush.'],
      ['Подходит для газа и электрической плиты.', 'Works on gas and electric stoves.'],
    ],
  ],
  decor: [
    [
      ['Материал — {material}.', 'Made of {material}.'],
      ['Сделано небольшой партией, {material}.', 'Made in a small batch of {material}.'],
    ],
    [
      ['Едет в коробке с двойными стенками и доезжает целым.', 'Travels in a double-walled box and arrives whole.'],
      ['Хороший подарок, если не знаете, что подарить.', 'A good present when you do not know what to give.'],
      ['Смотрится и в одиночку, и в компании.', 'Looks well alone and in company.'],
    ],
  ],
};
