import { createHash } from 'node:crypto';
import {
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  print,
  stripIgnoredCharacters,
  TypeInfo,
  typeFromAST,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** What a document is and touches, with nothing in it that a user typed. */
export interface DocumentUsage {
  /** Equal for documents that differ in literals and layout only. */
  readonly hash: string;
  readonly document: string;
  /**
   * Every field (`Type.field`), argument (`Type.field.argument`) and named type it touches. Input types are touched
   * whole, with all they hold, since their fields travel in variables.
   */
  readonly coordinates: readonly string[];
}

/** Reads an operation of a valid document against its schema. */
export function documentUsage(schema: GraphQLSchema, document: DocumentNode, operation: string): DocumentUsage {
  const touched = new Set<string>();
  const touch = (type: GraphQLInputType | GraphQLOutputType | null | undefined): void => {
    const named = type && getNamedType(type);
    if (!named || touched.has(named.name)) return;
    touched.add(named.name);
    if (isInputObjectType(named))
      for (const field of Object.values(named.getFields())) {
        touched.add(`${named.name}.${field.name}`);
        touch(field.type);
      }
  };
  const info = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(info, {
      Field: () => {
        const parent = info.getParentType();
        const field = info.getFieldDef();
        if (!parent || !field || field.name.startsWith('__')) return;
        touched.add(`${parent.name}.${field.name}`);
        touch(field.type);
      },
      Argument: () => {
        const [parent, field, argument] = [info.getParentType(), info.getFieldDef(), info.getArgument()];
        if (parent && field && argument) touched.add(`${parent.name}.${field.name}.${argument.name}`);
        if (argument) touch(argument.type);
      },
      NamedType: ({ name }) => {
        touched.add(name.value);
      },
      VariableDefinition: ({ type }) => touch(typeFromAST(schema, type as never) as GraphQLInputType | undefined),
    }),
  );
  const text = stripIgnoredCharacters(print(withoutLiterals(document)));
  return {
    hash: createHash('sha256').update(`${operation}\n${text}`).digest('hex').slice(0, 32),
    document: text,
    coordinates: [...touched].sort(),
  };
}

/** What users type stands in literals at times: names, addresses, keys. The document stays as valid as it was. */
function withoutLiterals(document: DocumentNode): DocumentNode {
  return visit(document, {
    StringValue: (node) => ({ ...node, value: '', block: false }),
    IntValue: (node) => ({ ...node, value: '0' }),
    FloatValue: (node) => ({ ...node, value: '0' }),
    ListValue: (node) => ({ ...node, values: node.values.slice(0, 1) }),
  });
}
