/** A text in Russian and English. */
export type Both = readonly [ru: string, en: string];

/** Names of models: lakes, rivers, winds and stars, which belong to nobody. */
export const MODELS: readonly Both[] = [
  ['Ладога', 'Ladoga'],
  ['Онега', 'Onega'],
  ['Селигер', 'Seliger'],
  ['Вуокса', 'Vuoksa'],
  ['Ильмень', 'Ilmen'],
  ['Катунь', 'Katun'],
  ['Ангара', 'Angara'],
  ['Байкал', 'Baikal'],
  ['Ока', 'Oka'],
  ['Вятка', 'Vyatka'],
  ['Кама', 'Kama'],
  ['Печора', 'Pechora'],
  ['Двина', 'Dvina'],
  ['Нева', 'Neva'],
  ['Волхов', 'Volkhov'],
  ['Сухона', 'Sukhona'],
  ['Таруса', 'Tarusa'],
  ['Суздаль', 'Suzdal'],
  ['Плёс', 'Plyos'],
  ['Кижи', 'Kizhi'],
  ['Валаам', 'Valaam'],
  ['Соловки', 'Solovki'],
  ['Куршская', 'Curonian'],
  ['Мещера', 'Meshchera'],
  ['Алтай', 'Altai'],
  ['Тайга', 'Taiga'],
  ['Заря', 'Zarya'],
  ['Рассвет', 'Dawn'],
  ['Полдень', 'Noon'],
  ['Сумерки', 'Twilight'],
  ['Полночь', 'Midnight'],
  ['Иней', 'Hoarfrost'],
  ['Роса', 'Dew'],
  ['Снегирь', 'Bullfinch'],
  ['Зимородок', 'Kingfisher'],
  ['Ласточка', 'Swallow'],
  ['Журавль', 'Crane'],
  ['Синица', 'Titmouse'],
  ['Малиновка', 'Robin'],
  ['Гагара', 'Loon'],
  ['Вега', 'Vega'],
  ['Мира', 'Mira'],
  ['Капелла', 'Capella'],
  ['Альтаир', 'Altair'],
  ['Кассиопея', 'Cassiopeia'],
  ['Лира', 'Lyra'],
  ['Орион', 'Orion'],
  ['Андромеда', 'Andromeda'],
  ['Денеб', 'Deneb'],
  ['Спика', 'Spica'],
  ['Бриз', 'Breeze'],
  ['Мистраль', 'Mistral'],
  ['Зефир', 'Zephyr'],
  ['Борей', 'Boreas'],
  ['Пассат', 'Trade Wind'],
  ['Клевер', 'Clover'],
  ['Вереск', 'Heather'],
  ['Рябина', 'Rowan'],
  ['Можжевельник', 'Juniper'],
  ['Багульник', 'Ledum'],
];

/** Colours: value, names, and what a picture is drawn in. */
export interface Colour {
  readonly value: string;
  readonly name: Both;
  readonly hex: string;
}
export const COLOURS: readonly Colour[] = [
  { value: 'white', name: ['белый', 'white'], hex: 'eceae4' },
  { value: 'milk', name: ['молочный', 'milk'], hex: 'e8ddc8' },
  { value: 'beige', name: ['бежевый', 'beige'], hex: 'd3bf9f' },
  { value: 'sand', name: ['песочный', 'sand'], hex: 'c9a877' },
  { value: 'terracotta', name: ['терракотовый', 'terracotta'], hex: 'b9603f' },
  { value: 'mustard', name: ['горчичный', 'mustard'], hex: 'c99a2e' },
  { value: 'olive', name: ['оливковый', 'olive'], hex: '7c7a4a' },
  { value: 'green', name: ['зелёный', 'green'], hex: '4f7a5a' },
  { value: 'emerald', name: ['изумрудный', 'emerald'], hex: '1f6b57' },
  { value: 'blue', name: ['синий', 'blue'], hex: '3a5a8c' },
  { value: 'sky', name: ['голубой', 'sky blue'], hex: '8fb4d0' },
  { value: 'lavender', name: ['лавандовый', 'lavender'], hex: 'a79bc4' },
  { value: 'pink', name: ['пудровый', 'powder pink'], hex: 'd9a9a4' },
  { value: 'burgundy', name: ['бордовый', 'burgundy'], hex: '73303c' },
  { value: 'brown', name: ['коричневый', 'brown'], hex: '75543a' },
  { value: 'grey', name: ['серый', 'grey'], hex: '8d8f92' },
  { value: 'graphite', name: ['графитовый', 'graphite'], hex: '44474c' },
  { value: 'black', name: ['чёрный', 'black'], hex: '26272a' },
];

/** What things are made of: value, its name, and how a title says it. */
export interface Material {
  readonly value: string;
  readonly name: Both;
  readonly inTitle: Both;
}
const material = (value: string, ru: string, en: string, titleRu: string, titleEn = en): Material => ({
  value,
  name: [ru, en],
  inTitle: [titleRu, titleEn],
});
export const MATERIALS = {
  oak: material('oak', 'массив дуба', 'solid oak', 'из массива дуба'),
  pine: material('pine', 'массив сосны', 'solid pine', 'из массива сосны'),
  birch: material('birch', 'массив берёзы', 'solid birch', 'из массива берёзы'),
  ash: material('ash', 'массив ясеня', 'solid ash', 'из массива ясеня'),
  walnut: material('walnut', 'шпон ореха', 'walnut veneer', 'под орех', 'walnut'),
  steel: material('steel', 'сталь', 'steel', 'из стали'),
  brass: material('brass', 'латунь', 'brass', 'из латуни'),
  glass: material('glass', 'стекло', 'glass', 'из стекла'),
  velvet: material('velvet', 'велюр', 'velvet', 'в велюре'),
  linen: material('linen', 'лён', 'linen', 'из льна'),
  boucle: material('boucle', 'букле', 'bouclé', 'в букле'),
  leatherette: material('leatherette', 'экокожа', 'faux leather', 'в экокоже'),
  cotton: material('cotton', 'хлопок', 'cotton', 'из хлопка'),
  sateen: material('sateen', 'сатин', 'sateen', 'из сатина'),
  percale: material('percale', 'перкаль', 'percale', 'из перкаля'),
  muslin: material('muslin', 'муслин', 'muslin', 'из муслина'),
  wool: material('wool', 'шерсть', 'wool', 'из шерсти'),
  down: material('down', 'пух', 'down', 'с пухом'),
  bamboo: material('bamboo', 'бамбуковое волокно', 'bamboo fibre', 'с бамбуком', 'bamboo'),
  memory: material('memory-foam', 'пена с памятью', 'memory foam', 'с эффектом памяти'),
  latex: material('latex', 'латекс', 'latex', 'из латекса'),
  jute: material('jute', 'джут', 'jute', 'из джута'),
  rattan: material('rattan', 'ротанг', 'rattan', 'из ротанга'),
  stoneware: material('stoneware', 'каменная керамика', 'stoneware', 'из керамики'),
  porcelain: material('porcelain', 'фарфор', 'porcelain', 'из фарфора'),
  castIron: material('cast-iron', 'чугун', 'cast iron', 'из чугуна'),
  aluminium: material('aluminium', 'литой алюминий', 'cast aluminium', 'из литого алюминия'),
  soy: material('soy-wax', 'соевый воск', 'soy wax', 'из соевого воска'),
  blackout: material('blackout', 'плотная ткань блэкаут', 'blackout fabric', 'блэкаут', 'blackout'),
  tulle: material('tulle', 'тюль', 'tulle', 'из тюля'),
} as const satisfies Record<string, Material>;

/** Makers that do not exist, by what they make. */
export const BRANDS = {
  sleep: ['Lunaria', 'Sonnika', 'Tikhaya Noch', 'Velmora', 'Dremlin', 'Morvana'],
  furniture: ['Karelwood', 'Nordvinn', 'Berlozhka', 'Mastak & Son', 'Ostrovok', 'Lerhaven'],
  light: ['Svetlica', 'Lumenta', 'Ogonyok Lab', 'Halvard'],
  textile: ['Nitka', 'Lnyanoy Dvor', 'Weverly', 'Polotno'],
  kitchen: ['Glinka', 'Samovar Works', 'Tarelkin', 'Ferrum Kitchen'],
  decor: ['Uyutny Ugol', 'Petrel', 'Solstice Home', 'Dymka'],
} as const;
