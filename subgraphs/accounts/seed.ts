import type { RoleName } from './domain/roles.ts';

/** The password of every demo account. */
export const DEMO_PASSWORD = 'marketplace';

interface DemoAccount {
  readonly email: string;
  readonly displayName: string;
  readonly roles: readonly RoleName[];
  readonly address?: object;
}

/** One account per role, for demos and tests; each is a buyer too. */
export const demoAccounts: readonly DemoAccount[] = [
  {
    email: 'buyer@demo',
    displayName: 'Анна Покупатель',
    roles: ['BUYER'],
    address: {
      recipient: 'Анна Покупатель',
      phone: '+79991234567',
      country: 'RU',
      region: 'Москва',
      city: 'Москва',
      street: 'Тверская улица, 1, кв. 10',
      postalCode: '125009',
      latitude: 55.757,
      longitude: 37.615,
    },
  },
  { email: 'seller@demo', displayName: 'Sleepwell Store', roles: ['BUYER', 'SELLER'] },
  { email: 'warehouse@demo', displayName: 'Warehouse', roles: ['BUYER', 'WAREHOUSE'] },
  { email: 'courier@demo', displayName: 'Courier', roles: ['BUYER', 'COURIER'] },
  { email: 'partner@demo', displayName: 'Partner', roles: ['BUYER', 'PARTNER'] },
  { email: 'admin@demo', displayName: 'Admin', roles: ['BUYER', 'ADMIN'] },
];

const ENSURE_ACCOUNT = 'mutation EnsureAccount($input: EnsureAccountInput!) { ensureAccount(input: $input) { id } }';

/**
 * Makes the demo accounts that are not there yet. It may be repeated at every start.
 * @param ask executes a document on the accounts subgraph as a service and throws what fails
 */
export async function seedDemoAccounts(
  ask: (document: string, variables: Record<string, unknown>) => Promise<unknown>,
): Promise<void> {
  for (const account of demoAccounts) await ask(ENSURE_ACCOUNT, { input: { ...account, password: DEMO_PASSWORD } });
}
