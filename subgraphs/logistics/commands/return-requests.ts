import { actorOf, requireRole } from '#kernel/auth/viewer.ts';
import { isId } from '#kernel/ids.ts';
import { isKeepable } from '#schema/text.ts';
import type { Context } from '../context.ts';
import type { ReceiveReturnInput } from '../generated.ts';
import { returnParcelById } from '../store/return-parcels.ts';

const MAX_LINES = 500;
const MAX_QUANTITY = 1_000_000;
const MAX_KEY = 200;

const invalid = (field: string, message: string) =>
  ({ __typename: 'InvalidInput', code: 'INVALID_INPUT', message, field }) as const;

const notFound = (id: string, message: string) => ({ __typename: 'NotFound', code: 'NOT_FOUND', message, id }) as const;

/** Finds what cannot be in any return. */
function wrongInput({ lines, idempotencyKey }: ReceiveReturnInput) {
  if (idempotencyKey === '' || idempotencyKey.length > MAX_KEY || !isKeepable(idempotencyKey))
    return invalid('input.idempotencyKey', `A key has 1 to ${MAX_KEY} characters.`);
  if (lines.length === 0 || lines.length > MAX_LINES)
    return invalid('input.lines', `There are 1 to ${MAX_LINES} lines.`);
  for (const [index, { restock, writeOff }] of lines.entries())
    if (Math.min(restock, writeOff) < 0 || Math.max(restock, writeOff) > MAX_QUANTITY)
      return invalid(`input.lines.${index}`, `Quantities are from 0 to ${MAX_QUANTITY}.`);
  if (new Set(lines.map(({ orderLineId }) => orderLineId.toLowerCase())).size < lines.length)
    return invalid('input.lines', 'Name each line once.');
  return undefined;
}

/** What warehouse staff found in a returned parcel. */
export async function receiveReturn({ db, viewer, warehouses, returns }: Context, input: ReceiveReturnInput) {
  requireRole(viewer, 'admin', 'warehouse');
  const wrong = wrongInput(input);
  if (wrong) return wrong;
  if (!isId(input.returnId)) return notFound(input.returnId, 'There is no such return.');
  const warehouseId = input.warehouseId.toLowerCase();
  const toldOf = isId(warehouseId)
    ? warehouses.load([warehouseId]).then(() => warehouses.known(warehouseId))
    : undefined;
  if (!(await toldOf)) return notFound(input.warehouseId, 'There is no such warehouse.');
  const returnId = input.returnId.toLowerCase();
  const inspected = input.lines.map(({ orderLineId, restock, writeOff }) => ({
    ...{ orderLineId: orderLineId.toLowerCase(), restock, writeOff },
  }));
  const actor = viewer.kind === 'user' ? viewer.id : viewer.kind;
  const answer = await returns.receive(returnId, warehouseId, inspected, {
    ...{ actor, by: actorOf(viewer), key: input.idempotencyKey },
  });
  switch (answer.kind) {
    case 'RECEIVED':
      return { __typename: 'ReturnParcel' as const, ...(await returnParcelById(db, returnId))! };
    case 'UNKNOWN':
      return notFound(input.returnId, 'There is no such return.');
    case 'ALREADY_RECEIVED':
      return {
        __typename: 'ReturnAlreadyReceived' as const,
        code: 'RETURN_ALREADY_RECEIVED',
        message: 'What came of this return is on record.',
      };
    case 'NOT_IN_RETURN':
      return invalid('input.lines', `"${answer.orderLineId}" is not a line of this return.`);
    case 'MORE_THAN_APPROVED':
      return {
        __typename: 'MoreThanApproved' as const,
        code: 'MORE_THAN_APPROVED',
        message: 'More was found than is to come back.',
        orderLineId: answer.orderLineId,
        approved: answer.approved,
      };
    case 'KEY_REUSED':
      return {
        __typename: 'IdempotencyConflict' as const,
        code: 'IDEMPOTENCY_CONFLICT',
        message: 'This key was used with other input. Repeat the first input, or take a new key.',
      };
  }
}
