/** An account that every demo installation has. */
export interface DemoAccount {
  readonly email: string;
  readonly password: string;
  readonly displayName: string;
  readonly roles: readonly string[];
}

/** One password for all: it guards play data on one machine, and is printed at every start. */
const password = 'marketplace-demo';

const account = (role: string, displayName: string): DemoAccount => ({
  email: `${role.toLowerCase()}@demo.example`,
  password,
  displayName,
  roles: [...new Set(['BUYER', role])],
});

export const DEMO_ADMIN = account('ADMIN', 'Ada Admin');

/** Somebody for every role of the graph. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  account('BUYER', 'Boris Buyer'),
  account('SELLER', 'Sonja Seller'),
  account('WAREHOUSE', 'Walter Warehouse'),
  account('COURIER', 'Katja Courier'),
  account('PARTNER', 'Pavel Partner'),
  DEMO_ADMIN,
];
