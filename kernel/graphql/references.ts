type Resolve = (...given: unknown[]) => unknown;

/**
 * Resolvers whose entities fail one by one. `@apollo/subgraph` asks for those of a request in one loop, so what one
 * `__resolveReference` throws at once would be the failure of all.
 */
export function failingApart(resolvers: object): object {
  return Object.fromEntries(
    Object.entries(resolvers).map(([type, fields]: [string, { __resolveReference?: Resolve }]) => {
      const { __resolveReference: resolve } = fields;
      return [type, resolve ? { ...fields, __resolveReference: rejecting(resolve) } : fields];
    }),
  );
}

const rejecting =
  (resolve: Resolve): Resolve =>
  (...given) => {
    try {
      return resolve(...given);
    } catch (error) {
      return Promise.reject(error);
    }
  };
