import type { KafkaMessage } from '#kernel/kafka/client.ts';

/** A message as it stands in its topic. */
export interface TopicMessage {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly message: KafkaMessage;
}

type Listener = (message: TopicMessage) => void;

/** Gives each message to those who follow its key. In memory, in order, without IO. */
export class Hub {
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #all: Listener[] = [];

  /** @returns how to stop listening */
  listen(topic: string, key: string, listener: Listener): () => void {
    const address = addressOf(topic, key);
    const listeners = this.#listeners.get(address) ?? new Set();
    this.#listeners.set(address, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(address) === listeners) this.#listeners.delete(address);
    };
  }

  /** Every message, whatever its key; told before those who follow it. */
  listenToAll(listener: Listener): void {
    this.#all.push(listener);
  }

  dispatch(message: TopicMessage): void {
    for (const listener of this.#all) listener(message);
    if (this.#listeners.size === 0) return;
    const { key } = message.message;
    const listeners = key && this.#listeners.get(addressOf(message.topic, key.toString('utf8')));
    if (listeners) for (const listener of [...listeners]) listener(message);
  }

  /** Followed keys. */
  get size(): number {
    return this.#listeners.size;
  }
}

const addressOf = (topic: string, key: string): string => `${topic}\0${key}`;
