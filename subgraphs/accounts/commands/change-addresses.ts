import { requireUser } from '#kernel/auth/viewer.ts';
import { isId, newId } from '#kernel/ids.ts';
import type { Context } from '../context.ts';
import { type AddressInput, addressOf } from '../domain/address.ts';
import { isInvalid } from '../domain/invalid-input.ts';
import { notFound, tooManyAddresses } from '../domain/refusals.ts';
import { deleteAddress, insertAddress, replaceAddress } from '../store/addresses.ts';

/** Adds to the addresses of who asks. */
export async function addAddress({ db, viewer }: Context, input: AddressInput) {
  const { id: userId } = requireUser(viewer);
  const facts = addressOf(input);
  if (isInvalid(facts)) return facts;
  const address = { ...facts, id: newId(), userId };
  return (await insertAddress(db, address)) ? { __typename: 'Address' as const, ...address } : tooManyAddresses();
}

/** Replaces an address of who asks. */
export async function updateAddress({ db, viewer }: Context, { id, input }: { id: string; input: AddressInput }) {
  const { id: userId } = requireUser(viewer);
  const facts = addressOf(input);
  if (isInvalid(facts)) return facts;
  const address = { ...facts, id: id.toLowerCase(), userId };
  const replaced = isId(id) && (await replaceAddress(db, address));
  return replaced ? { __typename: 'Address' as const, ...address } : notFound('address', id);
}

/** Removes an address of who asks. */
export async function removeAddress({ db, viewer }: Context, id: string) {
  const { id: userId } = requireUser(viewer);
  const removed = isId(id) && (await deleteAddress(db, userId, id));
  return removed ? { __typename: 'AddressRemoved' as const, id: id.toLowerCase() } : notFound('address', id);
}
