import type { Answer } from '../http/answer.ts';
import { escapeHtml, type Language, page } from '../http/page.ts';
import { movesOf, type Parcel, statusOf } from './parcel.ts';

const words = {
  en: {
    title: 'Your parcel',
    expected: 'Expected',
    weight: 'Weight',
    kilograms: 'kg',
    time: 'Time',
    what: 'What happened',
    where: 'Where',
    unknown: 'No parcel has this number',
    status: {
      accepted: 'Accepted',
      in_transit: 'On the way',
      out_for_delivery: 'With the courier',
      delivered: 'Delivered',
      cancelled: 'Cancelled',
    },
  },
  ru: {
    title: 'Ваша посылка',
    expected: 'Ожидается',
    weight: 'Вес',
    kilograms: 'кг',
    time: 'Время',
    what: 'Что произошло',
    where: 'Где',
    unknown: 'Посылки с таким номером нет',
    status: {
      accepted: 'Принята',
      in_transit: 'В пути',
      out_for_delivery: 'У курьера',
      delivered: 'Доставлена',
      cancelled: 'Отменена',
    },
  },
} as const;

/** Where the parcel is and was, newest first. */
export function trackingPage(parcel: Parcel | undefined, language: Language): Answer {
  const say = words[language];
  if (!parcel) {
    const content = `<div class="card"><h1>${say.unknown}</h1></div>`;
    return page({ status: 404, language, title: say.unknown, narrow: true, content });
  }
  const time = (ms: number) =>
    `<time datetime="${new Date(ms).toISOString()}">${new Date(ms).toLocaleString(language, { timeZone: 'UTC' })} UTC</time>`;
  const rows = movesOf(parcel)
    .reverse()
    .map(
      ({ at, status, place }) =>
        `<tr><td>${time(at)}</td><td>${say.status[status]}</td><td>${escapeHtml(place.names?.[language] ?? place.name)}</td></tr>`,
    );
  const kilograms = (parcel.weightGrams / 1000).toLocaleString(language);
  const content = `<div class="card"><h1>${say.title} ${parcel.trackingNumber}: ${say.status[statusOf(parcel)]}</h1>
<p>${escapeHtml(parcel.from.name)} → ${escapeHtml(parcel.to.name)}</p>
<p class="soft">${say.expected}: ${time(parcel.estimatedDelivery)}. ${say.weight}: ${kilograms} ${say.kilograms}</p>
<div class="scroll"><table><thead><tr><th scope="col">${say.time}</th><th scope="col">${say.what}</th><th scope="col">${say.where}</th></tr></thead><tbody>${rows.join('')}</tbody></table></div></div>`;
  return page({ language, title: `${say.title} ${parcel.trackingNumber}`, content });
}

/** What this program is, for a person who opened it in a browser. */
export function carrierHomePage(speed: number, moving: boolean): Answer {
  const pace = moving
    ? `Its clock runs ${speed} times as fast as yours: a day takes ${Math.round(86_400 / speed)} seconds.`
    : 'Its clock stands still until somebody advances it.';
  const content = `<div class="card"><h1>Sandbox carrier</h1>
<p>A parcel service to build and test against. It moves parcels on a clock and tells each move. ${pace}</p>
<p>Take a tracking number to <code>/track/&lt;number&gt;</code>.</p>
<p class="soft">Also here: <a href="/health">health</a>, <a href="/metrics">metrics</a>. The whole API is in the README beside the code.</p></div>`;
  return page({ language: 'en', title: 'Sandbox carrier', content });
}
