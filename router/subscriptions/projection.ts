import {
  type DocumentNode,
  type GraphQLObjectType,
  getNamedType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';

type Value = Readonly<Record<string, unknown>>;

/** Makes of a field's value what the selections of an operation ask for. */
export type Projection = (value: Value) => Record<string, unknown>;

/**
 * Compiles the operation of a fetch from events, whose one field is answered by a value that has every field by its name:
 * objects only, no arguments. What else there is, such as a condition, is left to an executor.
 * @returns undefined for what is left
 */
export function compileProjection({ definitions }: DocumentNode, root: GraphQLObjectType): Projection | undefined {
  const [operation, ...others] = definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION || others.length > 0) return undefined;
  const [field, ...more] = operation.selectionSet.selections;
  if (field?.kind !== Kind.FIELD || more.length > 0 || field.directives?.length || !field.selectionSet)
    return undefined;
  const type = getNamedType(root.getFields()[field.name.value]?.type);
  const inner = isObjectType(type) ? compileObject(field.selectionSet, type) : undefined;
  const key = field.alias?.value ?? field.name.value;
  return inner && ((value) => ({ [key]: inner(value) }));
}

function compileObject({ selections }: SelectionSetNode, type: GraphQLObjectType): Projection | undefined {
  const steps: ((value: Value, made: Record<string, unknown>) => void)[] = [];
  for (const selection of selections) {
    if (selection.kind !== Kind.FIELD || selection.directives?.length) return undefined;
    const name = selection.name.value;
    const key = selection.alias?.value ?? name;
    if (name === '__typename') {
      steps.push((_, made) => {
        made[key] = type.name;
      });
      continue;
    }
    const below = getNamedType(type.getFields()[name]?.type);
    const inner =
      selection.selectionSet && isObjectType(below) ? compileObject(selection.selectionSet, below) : undefined;
    if (selection.selectionSet && !inner) return undefined;
    const make = (value: unknown): unknown => {
      if (value === null || value === undefined) return null;
      if (!inner) return value;
      return Array.isArray(value) ? value.map(make) : inner(value as Value);
    };
    steps.push((value, made) => {
      made[key] = make(value[name]);
    });
  }
  return (value) => {
    const made: Record<string, unknown> = {};
    for (const step of steps) step(value, made);
    return made;
  };
}
