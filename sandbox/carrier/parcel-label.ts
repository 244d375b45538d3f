import { type Answer, failure } from '../http/answer.ts';
import { escapeHtml, type Language } from '../http/page.ts';
import { barcodePath } from './barcode.ts';
import type { Parcel } from './parcel.ts';

const words = {
  en: { from: 'From', to: 'To', weight: 'Weight', kilograms: 'kg' },
  ru: { from: 'Откуда', to: 'Куда', weight: 'Вес', kilograms: 'кг' },
} as const;

/** Characters of a place's name that fit in one line of the label. */
const LINE = 34;
const LINES = 3;

/** What is put on a parcel: 100 × 150 mm, from where to where, and its number as Code 128. 404 for an unknown number. */
export function parcelLabel(parcel: Parcel | undefined, language: Language): Answer {
  if (!parcel) return failure(404, 'parcel_not_found', 'The carrier knows no such parcel.');
  const say = words[language];
  const { path, width } = barcodePath(parcel.trackingNumber, 30);
  const kilograms = (parcel.weightGrams / 1000).toLocaleString(language);
  const place = (title: string, name: string, y: number): string =>
    `<text x="6" y="${y}" font-size="4">${title}</text>` +
    wrap(name)
      .map((line, index) => `<text x="6" y="${y + 6 + index * 6}" font-size="5">${escapeHtml(line)}</text>`)
      .join('');
  const body = `<svg xmlns="http://www.w3.org/2000/svg" width="100mm" height="150mm" viewBox="0 0 100 150" font-family="sans-serif">
<rect width="100" height="150" fill="#fff"/><rect x="2" y="2" width="96" height="146" fill="none" stroke="#000" stroke-width=".5"/>
<text x="6" y="12" font-size="7" font-weight="bold">Sandbox Carrier</text>
${place(say.from, parcel.from.name, 22)}
${place(say.to, parcel.to.name, 52)}
<text x="6" y="86" font-size="4">${say.weight}: ${kilograms} ${say.kilograms}</text>
<path d="${path}" transform="translate(8 96) scale(${84 / width} 1)"/>
<text x="50" y="136" font-size="6" text-anchor="middle">${parcel.trackingNumber}</text>
</svg>
`;
  const headers = {
    'content-security-policy': "default-src 'none'",
    'content-language': language,
    vary: 'accept-language',
  };
  return { status: 200, body, contentType: 'image/svg+xml; charset=utf-8', headers };
}

/** A name broken at spaces into lines; what does not fit is left out. */
function wrap(name: string): string[] {
  const lines: string[] = [];
  for (const word of name.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= LINE) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word.slice(0, LINE));
  }
  return lines.slice(0, LINES);
}
