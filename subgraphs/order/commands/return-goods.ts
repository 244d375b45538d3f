import { isId, newId } from '#kernel/ids.ts';
import { toOutgoing } from '#kernel/messages/event.ts';
import type { SubgraphRuntime } from '#kernel/subgraph/define.ts';
import { isKeepable } from '#schema/text.ts';
import { isReturnable, type OrderStatus } from '../domain/order-status.ts';
import { checkReturnRequest, type ReturnRequest, returnableOf, type ShortReturn, shortOf } from '../domain/return.ts';
import { type ReturnEvent, type ReturnStatus, requested } from '../domain/return-process.ts';
import { returnRequested } from '../events.ts';
import { linesOfOrders, lockOrder } from '../store/orders.ts';
import { insertReturn, noteHistory, type Return, returnsOfOrders } from '../store/returns.ts';
import { advanceReturns } from './advance-returns.ts';
import { type Actor, type Done, type KeyRefusal, oncePerKey } from './once-per-key.ts';

/** The mutation's input, as the SDL has it. */
export interface RequestReturnInput extends ReturnRequest {
  readonly orderId: string;
  readonly idempotencyKey: string;
}

type Refusal = KeyRefusal | { readonly kind: 'not-found'; readonly what: 'order' | 'return'; readonly id: string };

export type RequestRefusal =
  | Refusal
  | { readonly kind: 'not-returnable'; readonly status: OrderStatus; readonly lines: readonly ShortReturn[] };

export type DecisionRefusal = Refusal | { readonly kind: 'already-decided'; readonly status: ReturnStatus };

type Parts = Pick<SubgraphRuntime, 'db' | 'outbox' | 'clock'>;

/** Asks to send goods of a delivered order back. Requests for one order are decided one after the other, by its lock. */
export async function requestReturn(
  { db, outbox, clock }: Parts,
  { userId, isStaff, by }: Actor,
  { orderId: asked, lines: given, idempotencyKey: key, ...rest }: RequestReturnInput,
): Promise<Done | RequestRefusal> {
  const orderId = asked.toLowerCase();
  const lines = given.map((line) => ({ ...line, orderLineId: line.orderLineId.toLowerCase() }));
  const request = { ...rest, lines };
  const broken = checkReturnRequest(request);
  if (broken) return { kind: 'invalid', ...broken };
  const { reason } = request;
  const [comment, photoKeys] = [request.comment ?? null, request.photoKeys ?? []];
  const id = newId();
  const command = ['requestReturn', orderId, lines, reason, comment, photoKeys] as const;
  return oncePerKey<RequestRefusal>(db, { userId, key, command, subjectId: id }, async (tx) => {
    const order = isId(orderId) ? await lockOrder(tx, orderId) : undefined;
    if (!order || !(isStaff || order.userId === userId)) return { kind: 'not-found', what: 'order', id: orderId };
    const now = clock();
    const bought = await linesOfOrders(tx, [orderId]);
    const short = shortOf(request, returnableOf(bought, await returnsOfOrders(tx, [orderId])));
    if (!isReturnable(order, now) || short.length > 0)
      return { kind: 'not-returnable', status: order.status, lines: short };
    const back = lines.map(({ orderLineId, quantity }) => {
      const { variantId, sku, unitPriceMinor } = bought.find((line) => line.id === orderLineId)!;
      return { orderLineId, variantId, sku, quantity, unitPriceMinor };
    });
    const { userId: ownerId, currency, status } = order;
    const wish: Return = {
      ...requested(reason, back),
      ...{ id, orderId, userId: ownerId, comment, photoKeys, currency, requestedAt: now },
    };
    await insertReturn(tx, wish);
    const event = {
      orderId: id,
      at: now,
      event: 'ReturnRequested',
      decision: 'ReturnRequested',
      status: 'REQUESTED',
    };
    await noteHistory(tx, [{ ...event, reason, attempts: 1, error: null }]);
    const told = { orderId, userId: ownerId, status, at: now.toISOString(), returnId: id, reason };
    await outbox.append(tx, [toOutgoing(returnRequested, told, { correlationId: orderId, ...by })]);
    return { kind: 'done', id };
  });
}

/** The mutation's input, as the SDL has it; `explanation` only where a return is refused. */
export interface DecideReturnInput {
  readonly returnId: string;
  readonly explanation?: string;
  readonly idempotencyKey: string;
}

/** Staff's word on a return, which stands once it is given. */
export async function decideOnReturn(
  { db, outbox, clock }: Parts,
  { userId, by }: Pick<Actor, 'userId' | 'by'>,
  { returnId: asked, explanation, idempotencyKey: key }: DecideReturnInput,
): Promise<Done | DecisionRefusal> {
  if (explanation !== undefined && !(explanation.trim() && explanation.length <= 1_000 && isKeepable(explanation)))
    return { kind: 'invalid', field: 'input.explanation', message: 'An explanation has 1 to 1000 characters.' };
  if (!isId(asked)) return { kind: 'not-found', what: 'return', id: asked };
  const returnId = asked.toLowerCase();
  const event: ReturnEvent = explanation === undefined ? { type: 'Approved' } : { type: 'Refused', explanation };
  const request = { userId, key, command: [event.type, returnId, explanation] as const, subjectId: returnId };
  return oncePerKey<DecisionRefusal>(db, request, async (tx) => {
    const [outcome] = await advanceReturns(tx, outbox, [{ returnId, event, ...(by && { cause: by }) }], clock());
    if (!outcome) return { kind: 'not-found', what: 'return', id: returnId };
    if (outcome.decision.kind === 'ignored') return { kind: 'already-decided', status: outcome.return.status };
    return { kind: 'done', id: returnId };
  });
}
