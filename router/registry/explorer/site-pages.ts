import type { SchemaChange } from '#router/registry/checks/schema-changes.ts';
import type { ContractDefinition } from '#router/registry/contract.ts';
import type { ExampleOperation } from '#router/registry/explorer/example-operations.ts';
import { escapeHtml, type Html, html } from '#router/registry/explorer/html.ts';
import type { Deployment } from '#router/registry/store/versions.ts';

/** The name of the whole graph in addresses, where contracts have theirs. */
export const WHOLE = 'graph';

export const endpointOf = (api: string): string => (api === WHOLE ? '/graphql' : `/graphql/${api}`);
const playgroundOf = (api: string): string => (api === WHOLE ? '/playground' : `/playground/${api}`);

/** A whole page, with the ways to the others. */
export function page(options: { api?: string; title: string; query?: string; body: Html }): string {
  const { api, title, query = '', body } = options;
  const base = `/schema/${api}`;
  const links = [
    ['', 'Schema'],
    ['/operations', 'Examples'],
    ['/deprecations', 'Deprecations'],
    ['/changelog', 'Changelog'],
    ['/schema.graphql', 'SDL'],
  ] as const;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/schema/assets/explorer.css">
${api && html`<link rel="alternate" type="application/atom+xml" title="Schema changes" href="${base}/changelog.atom">`}
<script src="/schema/assets/explorer.js" defer></script>
</head>
<body>
<nav><a href="/schema">Schemas</a>
${api && html`<strong>${api}</strong>${links.map(([path, text]) => html`<a href="${base}${path}">${text}</a>`)}<a href="${playgroundOf(api)}">Playground</a>`}</nav>
${api && html`<form class="search" action="${base}" role="search"><input type="search" name="q" value="${query}" placeholder="Search types, fields and descriptions" aria-label="Search"><button>Search</button></form>`}
<main>${body}</main>
</body>
</html>
`.text;
}

/** Every schema there is. */
export function indexPage(contracts: readonly ContractDefinition[], whole: boolean): Html {
  const row = (name: string, description: string): Html =>
    html`<dt><a href="/schema/${name}">${name}</a> <code class="dim">${endpointOf(name)}</code></dt><dd>${description}</dd>`;
  return html`<h1>Schemas</h1>
    <dl>${contracts.map(({ name, description }) => row(name, description ?? ''))}
    ${whole && row(WHOLE, 'The whole graph.')}</dl>`;
}

/** What changed when, the newest first. */
export function changelogPage(api: string, deployments: readonly Deployment[]): Html {
  const changed = deployments.filter(({ changes }) => (changes[api]?.length ?? 0) > 0);
  return html`<h1>Changelog</h1>
    <p><a href="/schema/${api}/changelog.atom">Feed</a></p>
    ${changed.length === 0 && html`<p>Nothing has changed since the first version.</p>`}
    ${changed.map(
      ({
        id,
        versionId,
        kind,
        note,
        deployedAt,
        changes,
      }) => html`<h2 id="d${id}">Version ${versionId} <small class="dim">${deployedAt.toISOString()} ${kind}</small></h2>
        ${note && html`<p>${note}</p>`}
        <ul>${(changes[api] ?? []).map(changeItem)}</ul>`,
    )}`;
}

const changeItem = ({ level, path, message }: SchemaChange): Html =>
  html`<li class="${level}"><code>${path}</code> ${message}${level !== 'safe' && html` <strong>(${level})</strong>`}</li>`;

/** The changelog as Atom (RFC 4287). */
export function changelogFeed(origin: string, api: string, deployments: readonly Deployment[]): string {
  const at = `${origin}/schema/${api}/changelog`;
  const changed = deployments.filter(({ changes }) => (changes[api]?.length ?? 0) > 0);
  const entries = changed.map(({ id, versionId, deployedAt, actor, changes }) => {
    const lines = (changes[api] ?? []).map(({ level, path, message }) => `${level}: ${path} ${message}`);
    return `<entry><id>${escapeHtml(`${at}#d${id}`)}</id><title>${escapeHtml(`Version ${versionId}: ${lines.length} ${lines.length === 1 ? 'change' : 'changes'}`)}</title><updated>${deployedAt.toISOString()}</updated><author><name>${escapeHtml(actor)}</name></author><link href="${escapeHtml(`${at}#d${id}`)}"/><content type="text">${escapeHtml(lines.join('\n'))}</content></entry>`;
  });
  const updated = (changed[0]?.deployedAt ?? new Date(0)).toISOString();
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>${escapeHtml(at)}</id><title>${escapeHtml(`Schema changes: ${api}`)}</title><updated>${updated}</updated><link rel="self" href="${escapeHtml(`${at}.atom`)}"/>${entries.join('')}</feed>
`;
}

/** Documents that can be run here. */
export function operationsPage(api: string, examples: readonly ExampleOperation[]): Html {
  return html`<h1>Examples</h1>
    <p>What clients ask. Each runs at <code>${endpointOf(api)}</code>, as whom you say:</p>
    <p><input id="authorization" aria-label="Authorization" placeholder="Bearer …" size="60"></p>
    ${examples.map(
      ({ name, kind, about, text, variables }) => html`<h2 id="${name}">${name} <small class="dim">${kind}</small></h2>
        <p>${about}</p>
        <form data-endpoint="${endpointOf(api)}">
          <textarea name="query" rows="${Math.min(14, text.split('\n').length)}" spellcheck="false" aria-label="Document">${text}</textarea>
          <textarea name="variables" rows="${Math.min(8, variables.split('\n').length)}" spellcheck="false" aria-label="Variables">${variables}</textarea>
          ${kind !== 'subscription' && html`<button>Run</button>`}
          <a href="${playgroundOf(api)}?operation=${name}">In the playground</a>
          <pre><output></output></pre>
        </form>`,
    )}`;
}
