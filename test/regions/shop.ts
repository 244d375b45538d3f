import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '#kernel/testing/eventually.ts';
import {
  CategoryTreeDocument,
  CreateProductDocument,
  PublishProductDocument,
  ReceiveStockDocument,
  WarehousesDocument,
} from '#schema/operations.generated.ts';
import { pressOnBankPage } from '#stack/demo/bank-page.ts';
import { Buyer, granted } from '#stack/demo/buyer.ts';
import { DEMO_ADMIN } from '#stack/demo/demo-accounts.ts';
import { GraphEndpoint, GraphError } from '#stack/demo/graph-endpoint.ts';

/** What a buyer came for: a piece of something, to pay for at once, or to leave at the till. */
export interface Wish {
  readonly variantId: string;
  readonly pays: boolean;
}

/** What buyers of one thing were answered. */
export interface Tally {
  placed: number;
  paid: number;
  soldOut: number;
  /** Answers that asked to come again. */
  unavailable: number;
}

/** An order whose buyer has not paid yet. */
interface Left {
  readonly buyer: Buyer;
  readonly variantId: string;
  readonly orderId: string;
  readonly redirectUrl: string;
}

const AGAIN = ['UNAVAILABLE', 'TIMEOUT'];
/** How long somebody tries, in ms: longer than any cut. */
const GIVE_UP_MS = 240_000;
const PATIENCE = { timeoutMs: 60_000, everyMs: 100 };

/** A region's shop as its buyers and its staff see it, through the public endpoint. */
export class Shop {
  readonly #graph: GraphEndpoint;
  readonly #admin: GraphEndpoint;
  readonly #tallies = new Map<string, Tally>();
  readonly #atTheTill = new Map<string, Left[]>();
  #open = true;
  readonly #customers: Promise<void>[] = [];
  readonly #broken: unknown[] = [];

  private constructor(graph: GraphEndpoint, admin: GraphEndpoint) {
    this.#graph = graph;
    this.#admin = admin;
  }

  static async of(url: string): Promise<Shop> {
    const graph = new GraphEndpoint(url);
    return new Shop(graph, (await Buyer.login(graph, DEMO_ADMIN)).graph);
  }

  /** New goods that lie nowhere yet. @returns their variants */
  async makeGoods(count: number): Promise<string[]> {
    const { categories } = await this.#admin.ask(CategoryTreeDocument, { lang: 'EN' });
    const made: string[] = [];
    for (let number = 1; number <= count; number += 1) {
      const sku = `REGION-${randomUUID()}`;
      const { createProduct } = await this.#admin.ask(CreateProductDocument, {
        input: {
          title: { ru: `Товар ${number}`, en: `Goods ${number}` },
          category: categories[0]!.slug,
          slug: sku.toLowerCase(),
          variants: [{ sku, price: { amount: '990.00', currency: 'RUB' } }],
        },
      });
      const { id, variants } = granted(createProduct, 'Product');
      await this.#admin.ask(PublishProductDocument, { id });
      made.push(variants[0]!.id);
    }
    return made;
  }

  async receive(stock: Record<string, number>): Promise<void> {
    const { warehouses } = await this.#admin.ask(WarehousesDocument, {});
    const input = Object.entries(stock).map(([variantId, quantity]) => ({
      variantId,
      quantity,
      warehouseCode: warehouses[0]!.code,
    }));
    const { receiveStock } = await this.#admin.ask(ReceiveStockDocument, { input, idempotencyKey: randomUUID() });
    granted(receiveStock, 'StockReceived');
  }

  async shows(variantId: string, available: number): Promise<void> {
    const query = 'query ($id: ID!) { variant(id: $id) { purchasable availability { quantityLeft } } }';
    await eventually(async () => {
      const { data } = await this.#graph.post({ query, variables: { id: variantId } });
      const { variant } = data as { variant: { availability: { quantityLeft: number } } | null };
      if (variant?.availability.quantityLeft === available) return true;
      throw new Error(`${JSON.stringify(variant)} is shown, not ${available}`);
    }, PATIENCE);
  }

  tally(variantId: string): Tally {
    const tally = this.#tallies.get(variantId) ?? { placed: 0, paid: 0, soldOut: 0, unavailable: 0 };
    this.#tallies.set(variantId, tally);
    return tally;
  }

  /** So many buyers, each of whom wants one piece, at once. */
  async crowd(count: number, wish: Wish): Promise<Tally> {
    const buyers = await this.#buyers(count);
    await Promise.all(buyers.map((buyer) => this.#buy(buyer, wish)));
    return this.tally(wish.variantId);
  }

  /** Buyers who come again and again until the shop closes. */
  async open(count: number, wish: Wish): Promise<void> {
    this.#open = true;
    for (const buyer of await this.#buyers(count)) {
      const shopping = async () => {
        while (this.#open) await this.#buy(buyer, wish);
      };
      this.#customers.push(shopping().catch((error: unknown) => void this.#broken.push(error)));
    }
  }

  /** Lets nobody in any more, and waits for those who are inside. @throws what went wrong for one of them */
  async close(): Promise<void> {
    this.#open = false;
    await Promise.all(this.#customers.splice(0));
    if (this.#broken.length > 0) throw this.#broken[0];
  }

  /** Some of those who left without paying pay after all. @returns their orders */
  async payLate(variantId: string, count: number): Promise<string[]> {
    const late = (this.#atTheTill.get(variantId) ?? []).splice(0, count);
    await Promise.all(late.map((each) => this.#pay(each)));
    return late.map(({ orderId }) => orderId);
  }

  async #buyers(count: number): Promise<Buyer[]> {
    const buyers = await Promise.all(Array.from({ length: count }, () => Buyer.register(this.#graph)));
    await Promise.all(buyers.map((buyer) => buyer.home()));
    return buyers;
  }

  async #buy(buyer: Buyer, { variantId, pays }: Wish): Promise<void> {
    const tally = this.tally(variantId);
    const added = await buyer.tryToAdd(variantId);
    if (added.__typename !== 'Cart') {
      if (added.__typename !== 'OutOfStock') throw new Error(`the cart says ${added.__typename}`);
      tally.soldOut += 1;
      return;
    }
    const idempotencyKey = randomUUID();
    for (const until = performance.now() + GIVE_UP_MS; ; await delay(500 + Math.random() * 500)) {
      const answer = await this.#checkOut(buyer, added.id, idempotencyKey);
      if (answer === 'again' && performance.now() < until) {
        tally.unavailable += 1;
        continue;
      }
      if (answer === 'again') throw new Error('nothing but asked to come again');
      if (answer.__typename === 'CartClosed' && performance.now() < until) continue;
      if (answer.__typename === 'OutOfStock') {
        tally.soldOut += 1;
        return;
      }
      const { order, payment } = granted(answer, 'PlacedOrder');
      // The order stands before its payment has begun.
      if (!payment?.redirectUrl && order.status === 'PENDING_PAYMENT' && performance.now() < until) continue;
      tally.placed += 1;
      const left = { buyer, variantId, orderId: order.id, redirectUrl: payment!.redirectUrl! };
      if (pays) return this.#pay(left);
      this.#atTheTill.set(variantId, [...(this.#atTheTill.get(variantId) ?? []), left]);
      return;
    }
  }

  async #checkOut(buyer: Buyer, cartId: string, idempotencyKey: string) {
    try {
      return await buyer.tryToCheckOut({ cartId, idempotencyKey });
    } catch (error) {
      if (error instanceof GraphError && error.codes.every((code) => AGAIN.includes(code ?? ''))) return 'again';
      throw error;
    }
  }

  async #pay({ buyer, variantId, orderId, redirectUrl }: Left): Promise<void> {
    await pressOnBankPage(redirectUrl, 'confirm');
    const order = await eventually(async () => {
      const seen = await buyer.order(orderId);
      return seen && seen.status !== 'PENDING_PAYMENT' ? seen : undefined;
    }, PATIENCE);
    if (order.status === 'CANCELLED') throw new Error(`the order ${orderId} was paid for and is cancelled`);
    this.tally(variantId).paid += 1;
  }
}
