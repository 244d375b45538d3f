import { readFileSync } from 'node:fs';
import type { Redis } from 'ioredis';
import { type RedisScript, redisScript } from '#kernel/cache/redis-script.ts';
import type { Clock } from '#kernel/clock.ts';
import { newId } from '#kernel/ids.ts';
import type { Money } from '#schema/money.ts';
import { type CartState, CHECKOUT_MS, LIFE_MS, type Line, MAX_LINES, MAX_QUANTITY } from '../domain/cart.ts';
import { type CartOwner, cartKey } from './owner.ts';

/** Placed orders a cart remembers, so that a redelivered one is not taken out again. */
const REMEMBERED_ORDERS = 100;
/** In place of a number of pieces nobody knows. */
const UNKNOWN = -1;

/** Why a script changed nothing; `wanted` is the quantity a line would have had. */
export interface Unchanged<Kind extends string> {
  readonly kind: Kind;
  readonly wanted: number;
}
type Changed<Kind extends string> = CartState | Unchanged<Kind>;

/** What is put into a cart: how many of what, what one costs, and how many can be had, if that is known. */
export interface Pieces {
  readonly variantId: string;
  readonly quantity: number;
  readonly price: Money;
  readonly available: number | undefined;
}

const lua = (name: string): string => readFileSync(new URL(`./lua/${name}.lua`, import.meta.url), 'utf8');

/**
 * Carts in Redis. Each method is one Lua script and so one atomic step: parallel changes of a cart queue up there and none
 * is lost. Every use of a cart puts its end off by seven days.
 */
export class Carts {
  readonly #clock: Clock;
  readonly #run: Record<
    'read' | 'add' | 'set' | 'remove' | 'clear' | 'accept' | 'merge' | 'begin' | 'end' | 'take',
    RedisScript
  >;

  constructor(redis: Redis, clock: Clock) {
    this.#clock = clock;
    const script = (name: string, keys = 1): RedisScript =>
      redisScript(redis, `cart:${name}`, keys, `${lua('cart')}\n${lua(name)}`);
    this.#run = {
      read: script('read'),
      add: script('add-line'),
      set: script('set-quantity'),
      remove: script('remove-line'),
      clear: script('clear'),
      accept: script('accept-prices'),
      merge: script('merge', 2),
      begin: script('begin-checkout'),
      end: script('end-checkout'),
      take: script('take-order', 2),
    };
  }

  /** The owner's cart; undefined when there is none. */
  async read(owner: CartOwner): Promise<CartState | undefined> {
    const answer = await this.#change<'unknown'>(this.#run.read, [cartKey(owner)], []);
    return 'lines' in answer ? answer : undefined;
  }

  /**
   * Puts pieces of a variant into the owner's cart.
   * @param make whether a cart is made when there is none; else the answer is `unknown`
   */
  async add(
    owner: CartOwner,
    { variantId, quantity, price, available }: Pieces,
    make: boolean,
  ): Promise<Changed<'unknown' | 'quantity' | 'full' | 'currency' | 'stock'>> {
    const line = [variantId, quantity, price.minor, price.currency, available ?? UNKNOWN];
    return this.#change(this.#run.add, [cartKey(owner)], [make ? newId() : '', ...line, MAX_QUANTITY, MAX_LINES]);
  }

  async setQuantity(
    owner: CartOwner,
    { cartId, variantId }: Pick<Line, 'cartId' | 'variantId'>,
    quantity: number,
    available: number | undefined,
  ): Promise<Changed<'unknown' | 'closed' | 'stock'>> {
    return this.#change(this.#run.set, [cartKey(owner)], [cartId, variantId, quantity, available ?? UNKNOWN]);
  }

  async remove(
    owner: CartOwner,
    { cartId, variantId }: Pick<Line, 'cartId' | 'variantId'>,
  ): Promise<Changed<'unknown' | 'closed'>> {
    return this.#change(this.#run.remove, [cartKey(owner)], [cartId, variantId]);
  }

  async clear(owner: CartOwner): Promise<Changed<'unknown' | 'closed'>> {
    return this.#change(this.#run.clear, [cartKey(owner)], []);
  }

  /** Notes what the buyer has seen variants to cost; lines that are gone by now are passed over. */
  async acceptPrices(
    owner: CartOwner,
    cartId: string,
    prices: readonly { variantId: string; price: Money }[],
  ): Promise<Changed<'unknown'>> {
    const seen = prices.flatMap(({ variantId, price }) => [variantId, price.minor, price.currency]);
    return this.#change(this.#run.accept, [cartKey(owner)], [cartId, ...seen]);
  }

  /** Moves a guest's lines into a user's cart; those without room stay where they are. */
  async merge(guest: CartOwner, user: CartOwner): Promise<Changed<'unknown'>> {
    return this.#change(this.#run.merge, [cartKey(user), cartKey(guest)], [newId(), MAX_QUANTITY, MAX_LINES]);
  }

  /** The lines to check out, the same for the same key, or why they cannot be now. */
  async beginCheckout(
    owner: CartOwner,
    cartId: string,
    key: string,
  ): Promise<readonly Line[] | 'unknown' | 'closed' | 'empty'> {
    const until = this.#clock().getTime() + CHECKOUT_MS;
    const [kind, held] = await this.#ask<string>(this.#run.begin, [cartKey(owner)], [cartId, key, until]);
    return kind === 'ok' ? held!.split(';').map((text) => heldLine(cartId, text)) : (kind as 'unknown');
  }

  async endCheckout(owner: CartOwner, cartId: string, key: string): Promise<boolean> {
    const [kind] = await this.#ask(this.#run.end, [cartKey(owner)], [cartId, key]);
    return kind === 'ok';
  }

  /** Takes what was ordered out of the cart it was ordered from, once per order, and ends the check-out. */
  async takeOrder(order: {
    orderId: string;
    userId: string;
    cartId: string;
    placedAt: Date;
    lines: readonly { variantId: string; quantity: number }[];
  }): Promise<void> {
    const key = cartKey({ userId: order.userId });
    const lines = order.lines.flatMap(({ variantId, quantity }) => [variantId, quantity]);
    const facts = [order.cartId, order.orderId, order.placedAt.getTime(), REMEMBERED_ORDERS];
    await this.#ask(this.#run.take, [key, `${key}:orders`], [...facts, ...lines]);
  }

  async #ask<T>(script: RedisScript, keys: string[], args: (string | number)[]): Promise<[string, T?]> {
    return (await script(...keys, this.#clock().getTime(), LIFE_MS, ...args)) as [string, T?];
  }

  async #change<Kind extends string>(
    script: RedisScript,
    keys: string[],
    args: (string | number)[],
  ): Promise<Changed<Kind>> {
    const [kind, detail] = await this.#ask<string[] | number>(script, keys, args);
    if (kind !== 'ok') return { kind: kind as Kind, wanted: Number(detail ?? 0) };
    return cartOf(detail as string[], new Date(this.#clock().getTime() + LIFE_MS));
  }
}

function lineOf(cartId: string, variantId: string, value: string): Line {
  const [quantity, minor, currency, order] = value.split(' ') as [string, string, string, string];
  return {
    cartId,
    variantId,
    quantity: Number(quantity),
    seen: { minor: Number(minor), currency },
    order: Number(order),
  };
}

const heldLine = (cartId: string, text: string): Line => lineOf(cartId, text.slice(0, 36), text.slice(37));

/** A cart from its hash's fields and values. */
function cartOf(fields: readonly string[], expiresAt: Date): CartState {
  let id = '';
  const found: [string, string][] = [];
  for (let i = 0; i < fields.length; i += 2) {
    const [field, value] = [fields[i]!, fields[i + 1]!];
    if (field === 'id') id = value;
    else if (field.length === 36) found.push([field, value]);
  }
  const lines = found.map(([variantId, value]) => lineOf(id, variantId, value)).sort((a, b) => a.order - b.order);
  return { id, expiresAt, lines };
}
