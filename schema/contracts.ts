/**
 * The audiences of the graph, each with a slice of its own: the root fields tagged for it (`@tag(name: "buyer")`) and all
 * that can be reached from there, except what is tagged for others. What is tagged `public` is everybody's; `staff` is in
 * the whole graph only.
 */
export const contracts = [
  {
    name: 'public',
    description: 'What everybody may see: the catalogue, and how to sign in.',
    include: ['public'],
    exclude: [],
  },
  {
    name: 'buyer',
    description: 'For shops and mobile apps: cart, checkout, orders and parcels.',
    include: ['public', 'buyer'],
    exclude: [],
  },
  {
    name: 'seller',
    description: 'For those who offer goods: the catalogue, prices, stock and refunds.',
    include: ['public', 'seller'],
    exclude: [],
  },
  {
    name: 'logistics',
    description: 'For warehouses and couriers: stock and parcels.',
    include: ['public', 'logistics'],
    exclude: [],
  },
  {
    name: 'partner',
    description: 'For partners with an API key: the catalogue, stock, orders and parcels, to read.',
    include: ['public', 'partner'],
    exclude: [],
  },
] as const;
