import type { AddressRow } from './store/addresses.ts';
import type { UserRow } from './store/users.ts';

export type User = UserRow;
export type Address = AddressRow;
