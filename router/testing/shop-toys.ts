import type { Viewer } from '#kernel/auth/viewer.ts';
import { Fault } from '#kernel/errors.ts';
import type { Toy } from '#router/testing/toys.ts';

const PRODUCTS = Array.from({ length: 20 }, (_, index) => ({ id: `p${index}`, title: `Product ${index}` }));

/** A shop of 20 products of 2 variants; enough to measure and to break. */
export const catalogToy: Toy = {
  name: 'catalog',
  sdl: /* GraphQL */ `
    type Query {
      products(first: Int!): [Product!]!
      product(id: ID!): Product
      variant(id: ID!): Variant @tag(name: "public")
    }
    type Product @key(fields: "id") {
      id: ID!
      title: String!
      variants: [Variant!]!
    }
    type Variant @key(fields: "id") {
      id: ID!
      sku: String! @tag(name: "staff")
      price: Money!
      product: Product!
    }
  `,
  resolvers: {
    Query: {
      products: (_: unknown, { first }: { first: number }) => PRODUCTS.slice(0, first),
      product: (_: unknown, { id }: { id: string }) => {
        if (id === 'bug') throw new Error('password=hunter2 at /srv/secret.ts');
        if (id === 'fault') throw new Fault('RATE_LIMITED', 'Not so fast.');
        return PRODUCTS.find((product) => product.id === id) ?? null;
      },
      variant: (_: unknown, { id }: { id: string }) => ({ id }),
    },
    Product: {
      __resolveReference: ({ id }: { id: string }) => PRODUCTS.find((product) => product.id === id) ?? null,
      variants: ({ id }: { id: string }) => [{ id: `${id}-a` }, { id: `${id}-b` }],
    },
    Variant: {
      __resolveReference: (reference: object) => reference,
      sku: ({ id }: { id: string }) => `SKU-${id}`,
      price: () => ({ minor: 129_990, currency: 'RUB' }),
      product: ({ id }: { id: string }) => PRODUCTS.find((product) => id.startsWith(`${product.id}-`)),
    },
  },
};

export const inventoryToy: Toy = {
  name: 'inventory',
  sdl: /* GraphQL */ `
    type Variant @key(fields: "id") {
      id: ID!
      availability: Availability!
    }
    type Subscription {
      stockChanged(variantId: ID!, atMost: Int, resumeFrom: String): StockChangedEvent
        @event(
          topic: "inventory.events"
          types: ["inventory.StockChanged"]
          key: "{variantId}"
          filter: ["available <= {atMost}"]
          select: "at variant: { id: variantId } available"
        )
        @tag(name: "public")
    }
    type StockChangedEvent {
      resumeToken: String!
      at: DateTime!
      variant: Variant!
      available: Int!
    }
    type Availability {
      inStock: Boolean!
      quantityLeft: Int
    }
  `,
  resolvers: {
    Variant: {
      __resolveReference: (reference: object) => reference,
      availability: () => ({ inStock: true, quantityLeft: 7 }),
    },
  },
};

/** Two parcels for every order. */
export const logisticsToy: Toy = {
  name: 'logistics',
  sdl: /* GraphQL */ `
    type Order @key(fields: "id") {
      id: ID!
      shipments: [Shipment!]!
    }
    type Subscription {
      shipmentMoved(orderId: ID!): ShipmentMovedEvent
        @event(
          topic: "logistics.events"
          types: ["logistics.ShipmentMoved"]
          key: "{orderId}"
          owner: "userId"
          select: "at shipment: { id: shipmentId } event: { id: trackingEventId }"
        )
        @admission(
          query: "query ($orderId: ID!) { order(id: $orderId) { id shipments { id lastEvent { id at } events { id } } } }"
          each: "order.shipments"
          select: "at: lastEvent.at ?? $now shipment: { id } event: lastEvent { id }"
          told: "trackingEventId in order.shipments.events.id"
        )
    }
    type ShipmentMovedEvent {
      at: DateTime!
      shipment: Shipment!
      event: TrackingEvent
    }
    type Shipment @key(fields: "id") {
      id: ID!
      status: String!
      lastEvent: TrackingEvent
      events: [TrackingEvent!]!
    }
    type TrackingEvent @key(fields: "id") {
      id: ID!
      at: DateTime!
      description: String!
    }
  `,
  resolvers: {
    Order: {
      __resolveReference: (reference: object) => reference,
      shipments: ({ id }: { id: string }) => [{ id: `${id}-s1` }, { id: `${id}-s2` }],
    },
    Shipment: {
      __resolveReference: (reference: object) => reference,
      status: () => 'IN_TRANSIT',
      lastEvent: ({ id }: { id: string }) => ({ id: `${id}-e1` }),
      events: ({ id }: { id: string }) => [{ id: `${id}-e1` }],
    },
    TrackingEvent: {
      __resolveReference: (reference: object) => reference,
      at: () => new Date('2026-01-31T12:00:00.000Z'),
      description: ({ id }: { id: string }) => `event ${id}`,
    },
  },
};

/** What the order toy knows: tests change it. */
export interface ToyOrders {
  status: string;
  /** What its history tells, where that is read later than its status. */
  history?: string[];
  /** How many orders were placed. */
  placed: number;
  /** Whose each order is. */
  readonly owners: Map<string, string>;
}

export const toyOrders = (): ToyOrders => ({ status: 'PENDING_PAYMENT', placed: 0, owners: new Map() });

export const orderToy = (orders: ToyOrders): Toy => ({
  name: 'order',
  sdl: /* GraphQL */ `
    type Query {
      order(id: ID!): Order
      whoAmI: String!
    }
    type Mutation {
      placeOrder(note: String): Order!
    }
    type Subscription {
      orderStatusChanged(orderId: ID!, resumeFrom: String): OrderStatusEvent
        @event(
          topic: "order.events"
          types: ["order.OrderPlaced", "order.OrderPaid", "order.OrderStatusChanged", "order.OrderCancelled"]
          key: "{orderId}"
          owner: "userId"
          select: "at order: { id: orderId status }"
          overflow: "close"
        )
        @admission(
          query: "query ($orderId: ID!) { order(id: $orderId) { id status history { at status } } }"
          select: "at: order.history->last.at ?? $now order: order { id status: history->last.status }"
          told: "status in order.history.status"
        )
    }
    type OrderStatusEvent {
      resumeToken: String!
      at: DateTime!
      order: Order!
    }
    type Order @key(fields: "id") {
      id: ID!
      status: OrderStatus! @shareable
      owner: String!
      lines: [OrderLine!]!
      history: [OrderStatusEntry!]!
    }
    type OrderStatusEntry {
      at: DateTime!
      status: OrderStatus!
    }
    type OrderLine {
      quantity: Int!
      variant: Variant!
    }
    type Variant @key(fields: "id", resolvable: false) {
      id: ID!
    }
    enum OrderStatus {
      PENDING_PAYMENT
      PAID
      SHIPPED
      DELIVERED
    }
  `,
  resolvers: {
    Query: {
      order: (_: unknown, { id }: { id: string }, { viewer }: { viewer: Viewer }) => readable(orders, id, viewer),
      whoAmI: (_: unknown, __: unknown, { viewer }: { viewer: Viewer }) =>
        viewer.kind === 'user' ? viewer.id : viewer.kind,
    },
    Mutation: {
      placeOrder: () => {
        orders.placed += 1;
        return { id: String(orders.placed) };
      },
    },
    Order: {
      __resolveReference: ({ id }: { id: string }, { viewer }: { viewer: Viewer }) => readable(orders, id, viewer),
      status: () => orders.status,
      owner: ({ id }: { id: string }) => orders.owners.get(id) ?? 'nobody',
      lines: () => [{ quantity: 1, variant: { id: 'p1-a' } }],
      history: () => (orders.history ?? [orders.status]).map((status) => ({ at: new Date(0), status })),
    },
  },
});

const readable = (orders: ToyOrders, id: string, viewer: Viewer): { id: string } | null =>
  viewer.kind === 'user' && (orders.owners.get(id) === viewer.id || viewer.roles.includes('admin')) ? { id } : null;
