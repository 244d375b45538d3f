import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { eventually } from '#kernel/testing/eventually.ts';
import {
  CategoryTreeDocument,
  CreateProductDocument,
  type OrderStatus,
  PublishProductDocument,
  ReceiveStockDocument,
  SetPricesDocument,
  StockLevelsDocument,
  WarehousesDocument,
} from '#schema/operations.generated.ts';
import { pressOnBankPage } from '#stack/demo/bank-page.ts';
import { Buyer, granted } from '#stack/demo/buyer.ts';
import { DEMO_ADMIN } from '#stack/demo/demo-accounts.ts';
import { GraphEndpoint } from '#stack/demo/graph-endpoint.ts';

/** The product of this run, reached as anybody outside reaches it. */
export const product = inject('product');
export const guest = new GraphEndpoint(product.graph);

/** Goods of one story alone, so that stories cannot take each other's stock. */
export interface Goods {
  productId: string;
  variantId: string;
  sku: string;
}

let admin: Promise<GraphEndpoint> | undefined;

/** The graph as the demo's admin. */
export function asAdmin(): Promise<GraphEndpoint> {
  admin ??= Buyer.login(guest, DEMO_ADMIN).then(({ graph }) => graph);
  return admin;
}

export async function warehouseCodes(): Promise<string[]> {
  const { warehouses } = await (await asAdmin()).ask(WarehousesDocument, {});
  return warehouses.map(({ code }) => code);
}

/**
 * A published product of one variant, with that many pieces in the first warehouse, or wherever it is said; buyable when
 * this returns.
 */
export async function newGoods({
  stock = 100,
  price = '990.00',
  title = 'Матрас для истории',
  warehouse,
}: {
  stock?: number;
  price?: string;
  title?: string;
  warehouse?: string;
} = {}): Promise<Goods> {
  const graph = await asAdmin();
  const { categories } = await graph.ask(CategoryTreeDocument, { lang: 'RU' });
  const sku = `E2E-${randomUUID()}`;
  const { createProduct } = await graph.ask(CreateProductDocument, {
    input: {
      title: { ru: title },
      category: (categories[0]!.children[0] ?? categories[0]!).slug,
      slug: sku.toLowerCase(),
      variants: [{ sku, price: { amount: price, currency: 'RUB' } }],
    },
  });
  const { id: productId, variants } = granted(createProduct, 'Product');
  const variantId = variants[0]!.id;
  await graph.ask(PublishProductDocument, { id: productId });
  if (stock > 0) {
    const warehouseCode = warehouse ?? (await warehouseCodes())[0]!;
    await receive(variantId, stock, warehouseCode);
  }
  return { productId, variantId, sku };
}

/** Takes a delivery in. */
export async function receive(variantId: string, quantity: number, warehouseCode: string): Promise<void> {
  const input = [{ variantId, quantity, warehouseCode }];
  const { receiveStock } = await (await asAdmin()).ask(ReceiveStockDocument, { input, idempotencyKey: randomUUID() });
  granted(receiveStock, 'StockReceived');
}

export async function setPrice(sku: string, amount: string): Promise<void> {
  const input = [{ sku, now: { amount, currency: 'RUB' } }];
  const { setPrices } = await (await asAdmin()).ask(SetPricesDocument, { input });
  if (setPrices.refused.length > 0) throw new Error(JSON.stringify(setPrices.refused));
}

/** What lies in all warehouses of a variant, as warehouse staff see it. */
export async function stockOf(variantId: string): Promise<{ onHand: number; reserved: number; available: number }> {
  const { stock } = await (await asAdmin()).ask(StockLevelsDocument, { variantId });
  const sum = (of: 'onHand' | 'reserved' | 'available') => stock.reduce((total, level) => total + level[of], 0);
  return { onHand: sum('onHand'), reserved: sum('reserved'), available: sum('available') };
}

/** A fresh buyer with so many of some goods in the cart. */
export async function buyerWith(goods: Goods, quantity = 1): Promise<Buyer> {
  const buyer = await Buyer.register(guest);
  await buyer.add(goods.variantId, quantity);
  return buyer;
}

type OrderPage = NonNullable<Awaited<ReturnType<Buyer['order']>>>;

/** Waits until an order has come to one of these statuses. */
export function orderBecomes(buyer: Buyer, orderId: string, ...wanted: OrderStatus[]): Promise<OrderPage> {
  return eventually(
    async () => {
      const order = await buyer.order(orderId);
      if (!order) throw new Error('the buyer does not see the order');
      if (!wanted.includes(order.status)) throw new Error(`the order is ${order.status}, not ${wanted.join(' or ')}`);
      return order;
    },
    { timeoutMs: 20_000, everyMs: 50 },
  );
}

/** Checks a buyer's cart out, confirms at the bank, and waits for nothing. @returns the order's id */
export async function pay(buyer: Buyer, card?: string): Promise<string> {
  const { order, payment } = await buyer.checkOut({ card });
  if (payment?.redirectUrl) await pressOnBankPage(payment.redirectUrl, 'confirm');
  return order.id;
}
