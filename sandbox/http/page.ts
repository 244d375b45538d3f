import { createHash } from 'node:crypto';
import type { Answer } from './answer.ts';

export type Language = 'en' | 'ru';

/** Russian when the reader's Accept-Language prefers it to English; English otherwise. */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  const weights: Record<Language, number> = { en: 0, ru: 0 };
  for (const range of (acceptLanguage ?? '').split(',')) {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
    const language = tag.split('-')[0];
    if (language !== 'en' && language !== 'ru') continue;
    const quality = parameters.find((parameter) => parameter.trim().startsWith('q='));
    const weight = quality ? Number(quality.trim().slice(2)) : 1;
    if (weight > weights[language]) weights[language] = weight;
  }
  return weights.ru > weights.en ? 'ru' : 'en';
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made safe between tags and inside quoted attributes. */
export function escapeHtml(value: string): string {
  return value.replace(/[&<>"']/g, (character) => ESCAPES[character]!);
}

const STYLE = `
:root{color-scheme:light dark;--ink:#16202c;--soft:#5b6875;--line:#d8dee5;--paper:#fff;--ground:#eef2f6;--go:#0b6b3a;--bad:#a3262a}
@media(prefers-color-scheme:dark){:root{--ink:#e8edf2;--soft:#a4b0bc;--line:#36414d;--paper:#1a222b;--ground:#10161c;--go:#2f9e66;--bad:#e0696c}}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:44rem;margin:0 auto;padding:2rem 1rem}main.narrow{max-width:26rem}
.card{background:var(--paper);border:1px solid var(--line);border-radius:12px;padding:1.5rem}
h1{font-size:1.35rem;margin:0 0 1rem}h2{font-size:1.05rem;margin:1.75rem 0 .5rem}p{margin:.5rem 0}.soft{color:var(--soft)}
dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1rem;margin:0 0 1rem}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere;text-align:right}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .75rem .4rem 0;border-bottom:1px solid var(--line);vertical-align:top}
code{font:.9em ui-monospace,monospace;white-space:nowrap}label{display:block;font-weight:600;margin-bottom:.25rem}
input{width:100%;padding:.6rem;font:inherit;letter-spacing:.2em;border:1px solid var(--soft);border-radius:8px;background:transparent;color:inherit}
.buttons{display:flex;gap:.75rem;margin-top:1.25rem}button,.button{flex:1;padding:.7rem;font:inherit;font-weight:600;border-radius:8px;border:1px solid var(--go);background:var(--go);color:#fff;cursor:pointer;text-align:center;text-decoration:none;display:block}
button.plain{background:transparent;color:var(--bad);border-color:var(--bad)}:focus-visible{outline:3px solid #3b82f6;outline-offset:2px}
.alert{color:var(--bad);font-weight:600}`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/**
 * A whole page that loads nothing: its one style is allowed by hash, scripts and frames are not allowed at all.
 *
 * @param content HTML, already escaped where it carries foreign text.
 * @param formTargets origins a form's redirect may lead to; browsers check the redirect too.
 */
export function page(options: {
  status?: number;
  language: Language;
  title: string;
  content: string;
  narrow?: boolean;
  formTargets?: readonly string[];
}): Answer {
  const { status = 200, language, title, content, narrow = false, formTargets = [] } = options;
  const body = `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><link rel="icon" href="data:,"><style>${STYLE}</style></head>
<body><main${narrow ? ' class="narrow"' : ''}>${content}</main></body></html>
`;
  const policy = [
    `default-src 'none'`,
    `img-src data:`,
    `style-src 'sha256-${STYLE_HASH}'`,
    `form-action ${["'self'", ...formTargets].join(' ')}`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
  return {
    status,
    body,
    contentType: 'text/html; charset=utf-8',
    headers: {
      'content-security-policy': policy,
      'content-language': language,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      vary: 'accept-language',
    },
  };
}
