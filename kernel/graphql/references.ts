import { type GraphQLObjectType, type GraphQLSchema, isObjectType } from 'graphql';

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

type Reference = { readonly __typename: string };

/**
 * Lets entities that are known at once be answered at once: `@apollo/subgraph` makes promises of all. Requests with entities
 * of interfaces, whose types have to be found out, are left to it.
 * @param schema a subgraph's, which is changed
 */
export function answeringAtOnce(schema: GraphQLSchema): GraphQLSchema {
  const field = schema.getQueryType()?.getFields()._entities;
  const otherwise = field?.resolve;
  if (!otherwise) return schema;
  field.resolve = (source, given, context, info) => {
    const references = given.representations as readonly Reference[];
    const types = references.map(({ __typename }) => schema.getType(__typename));
    if (!types.every(isObjectType)) return otherwise(source, given, context, info);
    return references.map((reference, index) => {
      const type = types[index]!;
      const resolve = resolverOf(type);
      const entity = resolve ? resolve(reference, context, info) : reference;
      return entity instanceof Promise ? entity.then((one) => named(one, type)) : named(entity, type);
    });
  };
  return schema;
}

const resolverOf = ({ extensions }: GraphQLObjectType): Resolve | undefined =>
  (extensions.apollo as { subgraph?: { resolveReference?: Resolve } } | undefined)?.subgraph?.resolveReference;

/** An entity that says of which type it is. */
function named(entity: unknown, { name }: GraphQLObjectType): unknown {
  if (typeof entity !== 'object' || entity === null || (entity as Reference).__typename === name) return entity;
  if ('__typename' in entity) return { ...entity, __typename: name };
  return Object.defineProperty(entity, '__typename', { value: name });
}
