import type { Answer } from '../http/answer.ts';
import { escapeHtml, type Language, page } from '../http/page.ts';
import type { Payment } from './payment.ts';
import { returnAddress } from './payment-view.ts';
import { testCards } from './test-cards.ts';

const words = {
  en: {
    title: 'Confirm the payment',
    merchant: 'Shop',
    reference: 'Reference',
    amount: 'Amount',
    card: 'Card',
    code: 'One-time code',
    hint: (code: string) => `This is a sandbox: no message was sent, the code is ${code}.`,
    confirm: 'Confirm',
    decline: 'Decline',
    wrong: 'The code is wrong. Try again.',
    over: 'This payment needs no confirmation any more',
    back: 'Back to the shop',
    unknown: 'The bank does not know this payment',
    status: {
      requires_action: 'waiting',
      authorized: 'confirmed',
      captured: 'paid',
      declined: 'declined',
      voided: 'cancelled',
      expired: 'expired',
    },
    state: 'State',
  },
  ru: {
    title: 'Подтвердите оплату',
    merchant: 'Магазин',
    reference: 'Номер',
    amount: 'Сумма',
    card: 'Карта',
    code: 'Одноразовый код',
    hint: (code: string) => `Это песочница: сообщение не отправлялось, код — ${code}.`,
    confirm: 'Подтвердить',
    decline: 'Отказаться',
    wrong: 'Неверный код. Попробуйте ещё раз.',
    over: 'Подтверждение этого платежа больше не нужно',
    back: 'Вернуться в магазин',
    unknown: 'Банк не знает такого платежа',
    status: {
      requires_action: 'ожидает',
      authorized: 'подтверждён',
      captured: 'оплачен',
      declined: 'отклонён',
      voided: 'отменён',
      expired: 'истёк',
    },
    state: 'Состояние',
  },
} as const;

/** Minor units as a person reads them: `123450`, `RUB` → `1 234,50 ₽`. */
function formatAmount(amount: number, currency: string, language: Language): string {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount / 10 ** digits);
}

/**
 * The 3-D Secure page: what is paid, a one-time code and two buttons. A finished payment shows its state and the way back.
 *
 * @param wrong the buyer has just typed a wrong code
 */
export function threeDSecurePage(options: {
  payment: Payment;
  merchant: string;
  code: string;
  language: Language;
  wrong?: boolean;
}): Answer {
  const { payment, merchant, code, language, wrong = false } = options;
  const say = words[language];
  const rows: [string, string][] = [
    [say.merchant, merchant],
    [say.reference, payment.reference],
    [say.amount, formatAmount(payment.amount, payment.currency, language)],
    [say.card, `${payment.card.brand} •••• ${payment.card.last4}`],
  ];
  if (payment.status !== 'requires_action') {
    rows.push([say.state, say.status[payment.status]]);
    const content = `<div class="card"><h1>${say.over}</h1>${list(rows)}
<a class="button" href="${escapeHtml(returnAddress(payment))}">${say.back}</a></div>`;
    return page({ language, title: say.over, narrow: true, content });
  }
  const alert = wrong ? `<p class="alert" role="alert" id="wrong">${say.wrong}</p>` : '';
  const content = `<div class="card"><h1>${say.title}</h1>${list(rows)}
<form method="post" autocomplete="off">${alert}
<label for="code">${say.code}</label>
<input id="code" name="code" inputmode="numeric" pattern="[0-9]{6}" maxlength="6" value="${wrong ? '' : code}" aria-describedby="hint${wrong ? ' wrong' : ''}"${wrong ? ' aria-invalid="true"' : ''}>
<p class="soft" id="hint">${say.hint(code)}</p>
<div class="buttons"><button name="action" value="confirm">${say.confirm}</button><button class="plain" name="action" value="decline" formnovalidate>${say.decline}</button></div>
</form></div>`;
  return page({
    status: wrong ? 422 : 200,
    language,
    title: say.title,
    narrow: true,
    content,
    formTargets: [formTarget(payment.returnUrl)],
  });
}

export function unknownPaymentPage(language: Language): Answer {
  const title = words[language].unknown;
  return page({ status: 404, language, title, narrow: true, content: `<div class="card"><h1>${title}</h1></div>` });
}

/** What this program is and its cards, for a person who opened it in a browser. */
export function bankHomePage(url: string): Answer {
  const rows = testCards.map(
    ({ number, token, story }) =>
      `<tr><td><code>${number.replace(/(.{4})(?=.)/g, '$1 ')}</code></td><td><code>${token}</code></td><td>${escapeHtml(story)}</td></tr>`,
  );
  const content = `<div class="card"><h1>Sandbox bank</h1>
<p>A card payment provider to build and test against. No money moves here and no real card is accepted.</p>
<h2>Test cards</h2>
<p>Any future expiry date, any three digits of CVC. Take the number to <code>POST /tokens</code>, or use the ready token.</p>
<div class="scroll"><table><thead><tr><th scope="col">Number</th><th scope="col">Token</th><th scope="col">What happens</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>
<h2>A payment</h2>
<p><code>POST ${escapeHtml(url)}/payments</code> gives a <code>redirectUrl</code>: open it, press Confirm, and the bank calls back.</p>
<p class="soft">Also here: <a href="/health">health</a>, <a href="/metrics">metrics</a>. The whole API is in the README beside the code.</p></div>`;
  return page({ language: 'en', title: 'Sandbox bank', content });
}

function list(rows: readonly [string, string][]): string {
  return `<dl>${rows.map(([name, value]) => `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`).join('')}</dl>`;
}

/** What the page's policy must allow for the redirect after the form: an origin, or the scheme of an application. */
function formTarget(returnUrl: string): string {
  const { origin, protocol } = new URL(returnUrl);
  return origin === 'null' ? protocol : origin;
}
