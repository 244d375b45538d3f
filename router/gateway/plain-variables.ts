import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  type NamedTypeNode,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';

type IsPlain = (value: unknown) => boolean;

/**
 * Whether values given for variables are what coercing them makes of them (https://spec.graphql.org/October2021/
 * #sec-Coercing-Variable-Values), as those of most clients are: then nothing has to be made. False says nothing.
 */
export function plainVariables(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
): (given: Readonly<Record<string, unknown>>) => boolean {
  const objects = new Map<GraphQLInputObjectType, IsPlain>();
  const variables = definitions.map(({ variable, type: node, defaultValue }) => {
    const type = typeFromAST(schema, node as NamedTypeNode);
    const isPlain: IsPlain = isInputType(type) ? plain(type, objects) : () => false;
    return { name: variable.name.value, isPlain, mayBeAbsent: !defaultValue && !isNonNullType(type) };
  });
  return (given) =>
    variables.every(({ name, isPlain, mayBeAbsent }) =>
      Object.hasOwn(given, name) ? isPlain(given[name]) : mayBeAbsent,
    );
}

/** @param objects those that were met: a type may have fields of itself */
function plain(type: GraphQLInputType, objects: Map<GraphQLInputObjectType, IsPlain>): IsPlain {
  if (isNonNullType(type)) {
    const isPlain = plain(type.ofType, objects);
    return (value) => value !== null && isPlain(value);
  }
  if (isListType(type)) {
    const isPlain = plain(type.ofType, objects);
    return (value) => value === null || (Array.isArray(value) && value.every(isPlain));
  }
  if (isInputObjectType(type)) return objects.get(type) ?? plainObject(type, objects);
  return (value) => {
    try {
      return value === null || type.parseValue(value) === value;
    } catch {
      return false;
    }
  };
}

function plainObject(type: GraphQLInputObjectType, objects: Map<GraphQLInputObjectType, IsPlain>): IsPlain {
  const fields = new Map<string, IsPlain>();
  const needed: string[] = [];
  const isPlain: IsPlain = (value) => {
    if (value === null) return true;
    if (typeof value !== 'object' || Array.isArray(value) || type.isOneOf) return false;
    for (const name of needed) if (!Object.hasOwn(value, name)) return false;
    for (const name in value) if (!fields.get(name)?.((value as Record<string, unknown>)[name])) return false;
    return true;
  };
  objects.set(type, isPlain);
  for (const field of Object.values(type.getFields())) {
    fields.set(field.name, plain(field.type, objects));
    if (isRequiredInputField(field) || field.defaultValue !== undefined) needed.push(field.name);
  }
  return isPlain;
}
