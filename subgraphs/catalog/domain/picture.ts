/** Generated pictures: plain shapes in two colours, so that a demo has pictures of its own that nobody else owns. */
export interface PictureSpec {
  /** What is drawn; a box for kinds nobody has drawn yet. */
  readonly kind: string;
  /** Six hex digits. */
  readonly main: string;
  readonly accent: string;
  /** Which view: turns and varies the drawing. */
  readonly view: number;
}

/** Reads `<kind>-<main>-<accent>-<view>`; undefined for anything else. */
export function readPictureName(name: string): PictureSpec | undefined {
  const [, kind, main, accent, view] = /^([a-z]{1,20})-([0-9a-f]{6})-([0-9a-f]{6})-(\d{1,3})$/.exec(name) ?? [];
  return kind ? { kind, main: main!, accent: accent!, view: Number(view) } : undefined;
}

/** Drawn on a square of 320; `m` main colour, `a` accent, `d` darker main, `v` the view. */
type Drawing = (m: string, a: string, d: string, v: number) => string;

const rect = (x: number, y: number, w: number, h: number, r: number, fill: string): string =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${r}" fill="${fill}"/>`;
const path = (d: string, fill: string): string => `<path d="${d}" fill="${fill}"/>`;
const circle = (x: number, y: number, r: number, fill: string): string =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}"/>`;
const line = (d: string, stroke: string, width: number): string =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round"/>`;
const row = (count: number, draw: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => draw(i)).join('');

const DRAWINGS: Readonly<Record<string, Drawing>> = {
  mattress: (m, a, d, v) =>
    path('M30 150 L130 96 H300 L230 150 Z', m) +
    path('M30 150 H230 V214 H30 Z', d) +
    path('M230 150 L300 96 V160 L230 214 Z', d) +
    row(2 + (v % 3), (i) => line(`M30 ${166 + i * 14} H230 L300 ${112 + i * 14}`, a, 3)) +
    row(5, (i) => circle(90 + i * 36, 128 - (i % 2) * 14, 3, a)),
  bed: (m, a, d) =>
    rect(36, 70, 248, 110, 14, d) +
    rect(52, 140, 216, 60, 10, a) +
    rect(36, 180, 248, 50, 8, m) +
    rect(66, 124, 78, 34, 12, '#fff') +
    rect(176, 124, 78, 34, 12, '#fff') +
    rect(46, 230, 14, 24, 3, d) +
    rect(260, 230, 14, 24, 3, d),
  pillow: (m, a, d, v) =>
    path('M50 110 Q160 70 270 110 Q290 165 270 215 Q160 250 50 215 Q30 165 50 110 Z', m) +
    line('M64 122 Q160 90 256 122', a, 4) +
    line(`M${90 + (v % 4) * 10} 170 Q160 186 240 164`, d, 4),
  blanket: (m, a, d) =>
    rect(50, 90, 220, 150, 18, m) +
    path('M50 108 Q50 90 68 90 H190 Q120 150 50 170 Z', a) +
    row(4, (i) => line(`M${80 + i * 50} 180 V230`, d, 3)),
  linen: (m, a, d) =>
    rect(60, 190, 200, 44, 10, d) +
    rect(60, 146, 200, 44, 10, m) +
    rect(60, 102, 200, 44, 10, a) +
    line('M150 102 V234', '#fff', 10),
  sofa: (m, a, d) =>
    rect(50, 96, 220, 90, 20, d) +
    rect(30, 136, 50, 90, 18, m) +
    rect(240, 136, 50, 90, 18, m) +
    rect(72, 160, 176, 56, 10, m) +
    line('M160 162 V214', d, 4) +
    rect(96, 122, 50, 44, 10, a) +
    rect(60, 226, 14, 18, 3, d) +
    rect(246, 226, 14, 18, 3, d),
  chair: (m, a, d) =>
    rect(104, 60, 112, 100, 18, m) +
    rect(96, 160, 128, 28, 10, a) +
    rect(108, 188, 12, 76, 4, d) +
    rect(200, 188, 12, 76, 4, d),
  table: (m, a, d) =>
    rect(40, 120, 240, 22, 6, m) +
    rect(60, 142, 200, 10, 2, a) +
    rect(60, 142, 14, 108, 4, d) +
    rect(246, 142, 14, 108, 4, d),
  wardrobe: (m, a, d, v) =>
    rect(70, 46, 180, 220, 8, d) +
    row(2 + (v % 2), (i) => rect(78 + (i * 164) / (2 + (v % 2)), 54, 164 / (2 + (v % 2)) - 6, 204, 4, m)) +
    circle(150, 160, 5, a) +
    circle(170, 160, 5, a),
  chest: (m, a, d) =>
    rect(60, 80, 200, 170, 10, d) +
    row(3, (i) => rect(70, 90 + i * 52, 180, 44, 6, m) + circle(160, 112 + i * 52, 6, a)),
  lamp: (m, a, d) =>
    path('M110 60 H210 L240 150 H80 Z', m) +
    rect(154, 150, 12, 90, 4, d) +
    rect(110, 240, 100, 14, 7, d) +
    circle(160, 150, 16, a),
  rug: (m, a, d, v) =>
    rect(40, 90, 240, 150, 8, m) +
    rect(58, 106, 204, 118, 6, a) +
    row(3 + (v % 3), (i) => rect(76 + i * 32, 124, 16, 82, 4, d)),
  curtain: (m, a, d) =>
    rect(40, 54, 240, 10, 5, d) +
    row(5, (i) =>
      path(
        `M${50 + i * 18} 64 Q${58 + i * 14} 160 ${48 + i * 12} 256 H${66 + i * 12} Q${74 + i * 14} 160 ${68 + i * 18} 64 Z`,
        i % 2 ? a : m,
      ),
    ) +
    row(5, (i) =>
      path(
        `M${270 - i * 18} 64 Q${262 - i * 14} 160 ${272 - i * 12} 256 H${254 - i * 12} Q${246 - i * 14} 160 ${252 - i * 18} 64 Z`,
        i % 2 ? a : m,
      ),
    ),
  towel: (m, a, d) =>
    rect(90, 60, 140, 200, 10, m) +
    rect(90, 200, 140, 14, 0, a) +
    rect(90, 224, 140, 8, 0, a) +
    rect(70, 52, 180, 12, 6, d),
  mug: (m, a, d) =>
    rect(90, 90, 120, 140, 16, m) +
    line('M210 120 Q260 124 256 164 Q252 204 210 200', m, 16) +
    rect(90, 140, 120, 26, 0, a) +
    path('M90 104 Q150 120 210 104 V96 H90 Z', d),
  pan: (m, a, d) => circle(140, 160, 82, d) + circle(140, 160, 66, m) + rect(216, 150, 86, 20, 10, a),
  plate: (m, a, d) =>
    circle(160, 160, 104, m) + circle(160, 160, 72, a) + circle(160, 160, 66, m) + circle(160, 160, 8, d),
  box: (m, a, d) =>
    path('M160 60 L260 110 L160 160 L60 110 Z', a) +
    path('M60 110 L160 160 V260 L60 210 Z', m) +
    path('M260 110 L160 160 V260 L260 210 Z', d),
  vase: (m, a, d) =>
    path('M130 60 H190 Q184 110 220 160 Q236 230 190 256 H130 Q84 230 100 160 Q136 110 130 60 Z', m) +
    line('M104 176 Q160 194 216 176', a, 8) +
    line('M100 200 Q160 218 220 200', d, 4),
  candle: (m, a, d) =>
    rect(110, 120, 100, 130, 12, m) +
    rect(110, 170, 100, 40, 0, a) +
    line('M160 120 V100', d, 4) +
    path('M160 60 Q180 86 160 102 Q140 86 160 60 Z', '#f2b04a'),
  mirror: (m, a, d) =>
    `<ellipse cx="160" cy="156" rx="86" ry="108" fill="${d}"/><ellipse cx="160" cy="156" rx="74" ry="96" fill="${m}"/>` +
    line('M126 120 L176 80', a, 6),
  clock: (m, a, d) =>
    circle(160, 160, 100, d) +
    circle(160, 160, 86, m) +
    line('M160 160 V100', a, 6) +
    line('M160 160 L200 176', a, 6) +
    row(12, (i) =>
      circle(
        160 + (74 * Math.round(Math.sin((i * Math.PI) / 6) * 100)) / 100,
        160 - (74 * Math.round(Math.cos((i * Math.PI) / 6) * 100)) / 100,
        3,
        d,
      ),
    ),
};

/** A colour a fifth darker. */
const darker = (hex: string): string =>
  [0, 2, 4]
    .map((at) =>
      Math.round(Number.parseInt(hex.slice(at, at + 2), 16) * 0.8)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('');

/** Draws a picture. Everything in it comes from checked parts, so it holds no script, no link and no text of others. */
export function drawPicture({ kind, main, accent, view }: PictureSpec, width: number): string {
  const draw = (Object.hasOwn(DRAWINGS, kind) && DRAWINGS[kind]) || DRAWINGS.box!;
  const turn = view % 4 === 0 ? '' : ` transform="rotate(${((view % 4) - 2) * 3} 160 160)"`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${width}" viewBox="0 0 320 320">` +
    `<rect width="320" height="320" fill="#f6f4f0"/><ellipse cx="160" cy="268" rx="120" ry="14" fill="#e4dfd6"/>` +
    `<g${turn}>${draw(`#${main}`, `#${accent}`, `#${darker(main)}`, view)}</g></svg>`
  );
}
