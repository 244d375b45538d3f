import { expect, test } from 'vitest';
import { eventually } from '#kernel/testing/eventually.ts';
import { type TrackOrderSubscription, WatchStockDocument } from '#schema/operations.generated.ts';
import { pressOnBankPage } from '#stack/demo/bank-page.ts';
import { Buyer } from '#stack/demo/buyer.ts';
import { buyerWith, guest, newGoods, orderBecomes, pay, receive, stockOf, warehouseCodes } from '#test/harness/shop.ts';

type StatusEvent = NonNullable<TrackOrderSubscription['orderStatusChanged']>;

const TO_THE_DOOR = ['PENDING_PAYMENT', 'PAID', 'PROCESSING', 'SHIPPED', 'OUT_FOR_DELIVERY', 'DELIVERED'];

/** What a follower is promised: every status from the first answer's on, once each, in order, to the end. */
function expectTheWay(seen: string[]): void {
  expect(seen).toEqual(TO_THE_DOOR.slice(TO_THE_DOOR.indexOf(seen[0]!)));
}

test('a buyer finds goods, buys them, and follows every status live and in order until they are at the door', async () => {
  const buyer = await Buyer.register(guest);
  const found = await buyer.search('матрас');
  expect(found.totalCount).toBeGreaterThan(1);
  const wanted = found.edges.filter(({ node }) => node.availability.inStock).slice(0, 2);
  expect(wanted).toHaveLength(2);
  for (const { node } of wanted) await buyer.add((await buyer.inStock(node.id)).id);

  const cart = await buyer.cart();
  expect(cart.lines.map(({ quantity, problem }) => ({ quantity, problem }))).toEqual([
    { quantity: 1, problem: null },
    { quantity: 1, problem: null },
  ]);
  const { order, payment } = await buyer.checkOut({ expectedTotal: cart.total ?? undefined });
  expect(order).toMatchObject({ status: 'PENDING_PAYMENT', total: cart.total });
  expect(payment).toMatchObject({ status: 'REQUIRES_ACTION', redirectUrl: expect.stringContaining('/3ds/') });

  const events: StatusEvent[] = [];
  for await (const event of buyer.follow(order.id)) {
    events.push(event);
    if (events.length === 1) await pressOnBankPage(payment!.redirectUrl!, 'confirm');
    if (event.order.status === 'DELIVERED') break;
  }

  expectTheWay(events.map((event) => event.order.status));
  const times = events.map(({ at }) => Date.parse(at));
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(new Set(events.map(({ resumeToken }) => resumeToken)).size).toBe(events.length);

  const delivered = events.at(-1)!.order;
  expect(delivered.payment).toMatchObject({ status: 'CAPTURED', refunded: { amount: '0.00' } });
  const lines = delivered.shipments.flatMap((shipment) => shipment.lines);
  expect(lines.map(({ variant }) => variant.sku).toSorted()).toEqual(
    cart.lines.map(({ variant }) => variant.sku).toSorted(),
  );
  for (const shipment of delivered.shipments)
    expect(shipment).toMatchObject({
      status: 'DELIVERED',
      carrier: { name: expect.any(String) },
      trackingNumber: expect.any(String),
      lastEvent: { place: { name: expect.any(String) }, description: expect.any(String) },
    });

  const history = await buyer.orders();
  expect(history.map(({ id, status, cancellable, returnable }) => ({ id, status, cancellable, returnable }))).toEqual([
    { id: order.id, status: 'DELIVERED', cancellable: false, returnable: true },
  ]);
  const page = await buyer.order(order.id);
  expect(page?.history.map(({ status }) => status)).toEqual(TO_THE_DOOR);
  expect((await buyer.cart()).lines).toEqual([]);
});

test('a buyer whose connection was lost goes on where it broke and misses nothing', async () => {
  const buyer = await buyerWith(await newGoods());
  const orderId = await pay(buyer);
  let resumeFrom = '';
  const seen: string[] = [];
  for await (const event of buyer.follow(orderId)) {
    seen.push(event.order.status);
    resumeFrom = event.resumeToken;
    break;
  }
  await orderBecomes(buyer, orderId, 'DELIVERED');
  for await (const event of buyer.follow(orderId, { resumeFrom })) {
    seen.push(event.order.status);
    if (event.order.status === 'DELIVERED') break;
  }
  expectTheWay(seen);
});

test('each step and place of a parcel is told live', async () => {
  const buyer = await buyerWith(await newGoods());
  const orderId = await pay(buyer);
  await orderBecomes(buyer, orderId, 'PROCESSING', 'SHIPPED');
  const steps: string[] = [];
  const places = new Set<string>();
  for await (const { shipment, event } of buyer.followParcels(orderId)) {
    if (steps.at(-1) !== shipment.status) steps.push(shipment.status);
    if (event?.place) places.add(event.place.name);
    if (shipment.status === 'DELIVERED') break;
  }
  const order = ['PLANNED', 'PICKING', 'PACKED', 'HANDED_OVER', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED'];
  expect(steps).toEqual(steps.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
  expect(steps).toContain('IN_TRANSIT');
  expect(places.size).toBeGreaterThan(1);
});

test('goods that no single warehouse has all come in a parcel each, and the order is delivered with the last', async () => {
  const [first, second] = await warehouseCodes();
  const here = await newGoods({ stock: 5, warehouse: first });
  const there = await newGoods({ stock: 5, warehouse: second });
  const buyer = await buyerWith(here);
  await buyer.add(there.variantId);
  const orderId = await pay(buyer);
  const order = await orderBecomes(buyer, orderId, 'DELIVERED');
  expect(order.shipments.map(({ status }) => status)).toEqual(['DELIVERED', 'DELIVERED']);
});

test('whoever looks at goods sees live how many are left', async () => {
  const goods = await newGoods({ stock: 3 });
  const looking = new AbortController();
  const seen: number[] = [];
  const watching = (async () => {
    for await (const { stockChanged } of guest.follow(
      WatchStockDocument,
      { variantId: goods.variantId },
      looking.signal,
    ))
      if (stockChanged) seen.push(stockChanged.available);
  })();
  const [warehouse] = await warehouseCodes();
  // Nothing is told at the start, so goods come in until the first news shows that somebody listens.
  await eventually(
    async () => {
      await receive(goods.variantId, 1, warehouse!);
      return seen.length > 0;
    },
    { everyMs: 250 },
  );
  const { available } = await stockOf(goods.variantId);
  await pay(await buyerWith(goods, 2));
  await eventually(() => seen.at(-1) === available - 2);
  looking.abort();
  await watching;
});
