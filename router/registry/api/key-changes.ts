import type { FastifyReply } from 'fastify';
import { Fault } from '#kernel/errors.ts';
import type { KeySource } from '#router/registry/partners/known-keys.ts';

/** Sent in place of a key's id when any key may have changed. */
export const ANY_KEY = '*';

/** How often something is sent even when nothing changed, in ms, so that a lost connection is noticed. */
const BEAT_MS = 10_000;
/** Routers that listen at once. */
const MAX_LISTENERS = 1_000;
/** Bytes that a router may leave unread before it is cut off: it comes back and believes nothing. */
const MAX_UNREAD = 64 * 1024;

/** Tells routers elsewhere of API keys that changed, each by one answer that does not end (server-sent events). */
export class KeyChanges {
  readonly #listeners = new Set<FastifyReply['raw']>();
  readonly #unfollow: () => void;
  readonly #beating: NodeJS.Timeout;

  constructor(keys: Pick<KeySource, 'follow'>) {
    this.#unfollow = keys.follow((id) => this.#send(`data: ${id ?? ANY_KEY}\n\n`));
    this.#beating = setInterval(() => this.#send(':\n\n'), BEAT_MS).unref();
  }

  /** @throws Fault OVERLOADED when too many listen */
  tell(reply: FastifyReply): void {
    if (this.#listeners.size >= MAX_LISTENERS) throw new Fault('OVERLOADED', 'Too many listen; try again shortly.');
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    raw.write(':\n\n');
    this.#listeners.add(raw);
    raw.once('close', () => this.#listeners.delete(raw));
  }

  #send(text: string): void {
    for (const listener of this.#listeners)
      if (listener.writableLength > MAX_UNREAD) listener.destroy();
      else listener.write(text);
  }

  stop(): void {
    clearInterval(this.#beating);
    this.#unfollow();
    for (const listener of this.#listeners) listener.end();
  }
}
