import type { CancellationRefusal } from '../commands/cancel-order.ts';
import type { Placement } from '../commands/place-order.ts';
import type { DecisionRefusal, RequestRefusal } from '../commands/return-goods.ts';
import type { ResolversParentTypes } from '../generated.ts';

const conflict = {
  __typename: 'IdempotencyConflict',
  code: 'IDEMPOTENCY_CONFLICT',
  message: 'This key was used with other input. Repeat the first input, or take a new key.',
} as const;

const invalid = ({ message, field }: { message: string; field: string }) =>
  ({ __typename: 'InvalidInput', code: 'INVALID_INPUT', message, field }) as const;

const notFound = (what: string, id: string) =>
  ({ __typename: 'NotFound', code: 'NOT_FOUND', message: `There is no such ${what}.`, id }) as const;

/** What became of a checkout, as the SDL says it. */
export function placementAnswer(placement: Placement): ResolversParentTypes['PlaceOrderResult'] {
  switch (placement.kind) {
    case 'placed':
      return { __typename: 'PlacedOrder', order: placement.order, payment: placement.payment };
    case 'out-of-stock':
      return {
        __typename: 'OutOfStock',
        code: 'OUT_OF_STOCK',
        message: 'Not everything in the cart can be had. Take fewer, or take it out.',
        available: placement.lines[0]?.available ?? 0,
        lines: [...placement.lines],
      };
    case 'price-changed':
      return {
        __typename: 'PriceChanged',
        code: 'PRICE_CHANGED',
        message: 'The price is another than you saw. Look at the cart again and confirm.',
        was: placement.was,
        now: placement.now,
        lines: [...placement.lines],
      };
    case 'cart-empty':
      return { __typename: 'CartEmpty', code: 'CART_EMPTY', message: placement.message };
    case 'cart-closed':
      return { __typename: 'CartClosed', code: 'CART_CLOSED', message: placement.message };
    case 'slot-full':
      return {
        __typename: 'DeliverySlotFull',
        code: 'DELIVERY_SLOT_FULL',
        message: 'This delivery slot has no place left. Choose another.',
      };
    case 'not-found':
      return notFound(placement.what, placement.id);
    case 'conflict':
      return conflict;
    case 'invalid':
      return invalid(placement);
  }
}

/** Why an order was not called off, as the SDL says it. */
export function cancellationRefusal(refusal: CancellationRefusal): ResolversParentTypes['CancelOrderResult'] {
  switch (refusal.kind) {
    case 'not-cancellable':
      return {
        __typename: 'NotCancellable',
        code: 'NOT_CANCELLABLE',
        message: 'The order has ended, or its first parcel is with the carrier.',
        status: refusal.status,
      };
    case 'not-found':
      return notFound('order', refusal.id);
    case 'conflict':
      return conflict;
    case 'invalid':
      return invalid(refusal);
  }
}

type KeyedRefusal = Extract<RequestRefusal, { kind: 'not-found' | 'conflict' | 'invalid' }>;

function keyedRefusal(refusal: KeyedRefusal) {
  switch (refusal.kind) {
    case 'not-found':
      return notFound(refusal.what, refusal.id);
    case 'conflict':
      return conflict;
    case 'invalid':
      return invalid(refusal);
  }
}

/** Why goods cannot come back, as the SDL says it. */
export function returnRefusal(refusal: RequestRefusal): ResolversParentTypes['RequestReturnResult'] {
  if (refusal.kind !== 'not-returnable') return keyedRefusal(refusal);
  const { status, lines } = refusal;
  const message =
    lines.length > 0
      ? 'Not as many of these lines can come back.'
      : 'Goods can be returned once they are delivered, and for 14 days.';
  return { __typename: 'NotReturnable', code: 'NOT_RETURNABLE', message, status, lines: [...lines] };
}

/** Why a return was not decided on, as the SDL says it. */
export function decisionRefusal(refusal: DecisionRefusal): ResolversParentTypes['DecideReturnResult'] {
  if (refusal.kind !== 'already-decided') return keyedRefusal(refusal);
  const { status } = refusal;
  const message = 'Somebody has decided on this return already.';
  return { __typename: 'ReturnAlreadyDecided', code: 'RETURN_ALREADY_DECIDED', message, status };
}
