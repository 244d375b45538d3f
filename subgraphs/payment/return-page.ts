const WORDS = {
  en: {
    authorized: ['Payment confirmed', 'The bank has confirmed your payment. Your order goes on by itself.'],
    declined: ['Payment declined', 'The bank has declined the payment. No money was taken.'],
    expired: ['Payment expired', 'The time to confirm the payment has run out. No money was taken.'],
    other: ['Back from the bank', 'Your order shows how its payment stands.'],
  },
  ru: {
    authorized: ['Оплата подтверждена', 'Банк подтвердил оплату. Заказ дальше идёт сам.'],
    declined: ['Оплата отклонена', 'Банк отклонил оплату. Деньги не списаны.'],
    expired: ['Время вышло', 'Время на подтверждение оплаты вышло. Деньги не списаны.'],
    other: ['Вы вернулись из банка', 'Состояние оплаты видно в заказе.'],
  },
} as const;

type Result = keyof (typeof WORDS)['en'];
const isResult = (value: unknown): value is Result => typeof value === 'string' && Object.hasOwn(WORDS.en, value);

/**
 * Where a buyer lands after the bank's page when the shop has none of its own. It tells what the bank said to the browser
 * and decides nothing: payments hear from the bank itself. Nothing of the request is put into the page.
 * @param language the browser's `Accept-Language`
 */
export function returnPage(result: unknown, language: string | undefined): string {
  const tongue = /^\s*ru\b/i.test(language ?? '') ? 'ru' : 'en';
  const [title, text] = WORDS[tongue][isResult(result) ? result : 'other'];
  return `<!doctype html>
<html lang="${tongue}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1rem;color-scheme:light dark}</style></head>
<body><main><h1>${title}</h1><p>${text}</p></main></body>
</html>
`;
}
