import { readFileSync } from 'node:fs';

const operation = (name: string): string =>
  readFileSync(new URL(`../../../schema/operations/${name}.graphql`, import.meta.url), 'utf8');

/** The clients' own documents, as they are registered. */
export const CHECKOUT = operation('checkout');
export const TRACK_ORDER = operation('track-order');

export const ADD_TO_CART = `mutation AddToCart($input: AddToCartInput!) {
  addToCart(input: $input) { __typename ... on Cart { id } ... on Refusal { code message } }
}`;

export const ORDER_STATUS = 'query OrderStatus($id: ID!) { order(id: $id) { status } }';

export const CLEAR_CART = 'mutation ClearCart { clearCart { __typename } }';
