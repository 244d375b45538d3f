/** The published language of the whole house: what a subgraph may read of another. */
export * from '#subgraphs/accounts/events.ts';
export * from '#subgraphs/cart/events.ts';
export * from '#subgraphs/catalog/events.ts';
export * from '#subgraphs/inventory/events.ts';
export * from '#subgraphs/logistics/events.ts';
export * from '#subgraphs/operations/events.ts';
export * from '#subgraphs/order/events.ts';
export * from '#subgraphs/payment/events.ts';
