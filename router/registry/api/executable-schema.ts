import {
  buildSchema,
  type GraphQLFieldResolver,
  type GraphQLScalarType,
  type GraphQLSchema,
  isObjectType,
} from 'graphql';

/** What answers fields, by type and field. */
export type Resolvers<Context> = Readonly<
  // biome-ignore lint/suspicious/noExplicitAny: each field has its own parent and arguments.
  Record<string, Readonly<Record<string, GraphQLFieldResolver<any, Context, any>>>>
>;

/**
 * A schema that answers; fields without a resolver are read from their parent.
 * @throws Error that names a resolver of a field that is not there
 */
export function executableSchema<Context>(sdl: string, resolvers: Resolvers<Context>): GraphQLSchema {
  const schema = buildSchema(sdl);
  for (const [typeName, fields] of Object.entries(resolvers)) {
    const type = schema.getType(typeName);
    for (const [name, resolve] of Object.entries(fields)) {
      const field = isObjectType(type) ? type.getFields()[name] : undefined;
      if (!field) throw new Error(`there is no field ${typeName}.${name}`);
      field.resolve = resolve;
    }
  }
  const dateTime = schema.getType('DateTime') as GraphQLScalarType | undefined;
  if (dateTime) dateTime.serialize = (value) => (value as Date).toISOString();
  return schema;
}
