/** A cart publishes nothing yet: what happens in it is between the buyer and the cart until an order is placed. */
export const cartEvents = [] as const;
