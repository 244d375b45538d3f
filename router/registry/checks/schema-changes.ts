import { buildSchema, type GraphQLSchema } from 'graphql';

/** One difference between two schemas, as their clients would notice it. */
export interface SchemaChange {
  /** `FIELD_REMOVED` and the like. */
  readonly code: string;
  /** The schema coordinate. */
  readonly path: string;
  readonly message: string;
  /** `breaking` breaks clients, `dangerous` may surprise them. */
  readonly level: 'breaking' | 'dangerous' | 'safe';
}

/** Built once per SDL: a check looks at the same schemas several times. */
const built = new WeakMap<object, GraphQLSchema>();
export interface ApiSchema {
  readonly apiSdl: string;
}
export function schemaOf(api: ApiSchema): GraphQLSchema {
  let schema = built.get(api);
  if (!schema) {
    schema = buildSchema(api.apiSdl, { assumeValid: true });
    built.set(api, schema);
  }
  return schema;
}

/** What clients of `before` find changed in `after`, breaking changes first. */
export async function schemaChanges(before: ApiSchema | undefined, after: ApiSchema): Promise<SchemaChange[]> {
  if (!before || before.apiSdl === after.apiSdl) return [];
  // Loaded when needed: most starts publish nothing new.
  const { diff } = await import('@graphql-inspector/core');
  const changes = await diff(schemaOf(before), schemaOf(after));
  const order = ['breaking', 'dangerous', 'safe'];
  return changes
    .filter(({ type }) => !type.startsWith('DIRECTIVE_USAGE_'))
    .map(({ type, message, path, criticality }): SchemaChange => {
      const level = ({ BREAKING: 'breaking', DANGEROUS: 'dangerous', NON_BREAKING: 'safe' } as const)[
        criticality.level
      ];
      return { code: type, path: path ?? '', message, level };
    })
    .sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
}

/**
 * The coordinates whose use a breaking change hits. Exact ones only: the removal of `User.email` says nothing about
 * `User.emailHash`. What is added and must be given hits every use of what it is added to; a change of an enum, a union or
 * an input hits whoever touches the type, since values and input fields travel in variables, which nobody reports.
 */
export function coordinatesHit({ code, path }: SchemaChange): string[] {
  const parts = path.split('.');
  if (code === 'FIELD_ARGUMENT_ADDED') return [parts.slice(0, 2).join('.')];
  if (/^(ENUM_VALUE|UNION_MEMBER|INPUT_FIELD|OBJECT_TYPE_INTERFACE|TYPE)_/.test(code)) return [parts[0] ?? path];
  return [path];
}
