import type { HeaderOf } from '#kernel/subgraph/post-json.ts';
import type { CachePolicy } from '#router/cache/cache-policy.ts';

/** What the responses of subgraphs say of caching, for one answer that is made of them: the strictest counts. */
export class HeardCaching {
  #maxAge = Number.POSITIVE_INFINITY;
  #isPrivate = false;

  /** @param header of a response; none where the subgraph is not asked over HTTP */
  hear(header: HeaderOf | undefined): void {
    const said = header?.('cache-control') ?? [];
    const directives = new Map(said.join().toLowerCase().split(',').map(directiveOf));
    if (directives.has('private')) this.#isPrivate = true;
    if (directives.has('no-store') || directives.has('no-cache')) this.#maxAge = 0;
    // The router is a cache of many (RFC 9111 §5.2.2.10).
    const age = directives.get('s-maxage') ?? directives.get('max-age');
    if (age !== undefined) this.#maxAge = Math.min(this.#maxAge, seconds(age) - seconds(header?.('age')[0] ?? '0'));
  }

  /** What is left of what the graph says; undefined where the answer may not be kept. */
  restrict({ maxAge, scope }: CachePolicy): CachePolicy | undefined {
    const left = Math.min(maxAge, this.#maxAge);
    return left > 0 ? { maxAge: left, scope: this.#isPrivate ? 'PRIVATE' : scope } : undefined;
  }
}

function directiveOf(text: string): [name: string, value: string] {
  const [name = '', value = ''] = text.trim().split('=');
  return [name.trim(), value.trim().replaceAll('"', '')];
}

/** What is no number has ended (RFC 9111 §4.2.1). */
const seconds = (text: string): number => (/^\d+$/.test(text) ? Number(text) : 0);
