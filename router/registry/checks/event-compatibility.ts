import { levelOf, type Reason, type Strictness } from '#router/registry/checks/check.ts';

/** One kind of event of a subgraph's published language. */
export interface EventSchema {
  /** `order.OrderPaid`. */
  readonly type: string;
  readonly version: number;
  /** The payload's field by which events are kept in order. */
  readonly key: string;
  /** The payload's JSON Schema. */
  readonly schema: JsonSchema;
  /** Where it is declared, where the publisher told of it. */
  readonly at?: { readonly file: string; readonly line: number };
}

export type JsonSchema = { readonly [keyword: string]: unknown };

interface Break {
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);
const propertiesOf = (schema: JsonSchema): Record<string, JsonSchema> =>
  (schema.properties ?? {}) as Record<string, JsonSchema>;
const ALTERNATIVES = ['anyOf', 'oneOf', 'allOf'] as const;
/** Keywords that say nothing about what a payload may be. */
const WORDS = new Set(['title', 'description', 'examples', '$comment', '$id', 'default', 'additionalProperties']);

/** What a reader of the old payload would stumble over in the new one. */
export function payloadBreaks(before: JsonSchema, after: JsonSchema, path: string): Break[] {
  const breaks: Break[] = [];
  const add = (code: string, at: string, message: string): void => void breaks.push({ code, path: at, message });
  const types = listOf(before.type);
  const widened = listOf(after.type).filter(
    (type) => !types.includes(type) && !(type === 'integer' && types.includes('number')),
  );
  if ('type' in before && (!('type' in after) || widened.length > 0))
    add(
      'EVENT_FIELD_TYPE_CHANGED',
      path,
      `was ${types.join(' or ')}, would be ${listOf(after.type).join(' or ') || 'anything'}`,
    );
  const values = listOf(before.enum ?? before.const);
  const newValues = listOf(after.enum ?? after.const).filter((value) => !values.includes(value));
  if (values.length > 0 && ('enum' in after || 'const' in after) && newValues.length > 0)
    add('EVENT_VALUE_ADDED', path, `readers do not know ${newValues.map((value) => JSON.stringify(value)).join(', ')}`);
  if (values.length > 0 && !('enum' in after || 'const' in after))
    add('EVENT_VALUE_ADDED', path, 'any value would be allowed');
  const required = new Set(listOf(before.required));
  const stillRequired = new Set(listOf(after.required));
  for (const [name, property] of Object.entries(propertiesOf(before))) {
    const next = propertiesOf(after)[name];
    const at = `${path}.${name}`;
    if (!next) add('EVENT_FIELD_REMOVED', at, 'readers that use it find nothing');
    else {
      if (required.has(name) && !stillRequired.has(name))
        add('EVENT_FIELD_OPTIONAL', at, 'was always there, would be there at times');
      breaks.push(...payloadBreaks(property, next, at));
    }
  }
  if (before.items && after.items)
    breaks.push(...payloadBreaks(before.items as JsonSchema, after.items as JsonSchema, `${path}[]`));
  for (const keyword of ALTERNATIVES) {
    const [old, now] = [listOf(before[keyword]), listOf(after[keyword])].map((list) => list.map(bare));
    if (JSON.stringify(old) !== JSON.stringify(now))
      add('EVENT_FIELD_TYPE_CHANGED', path, `its alternatives (${keyword}) are others`);
  }
  if (before.format !== after.format && before.format !== undefined)
    add('EVENT_FIELD_TYPE_CHANGED', path, `its format was ${before.format}, would be ${after.format ?? 'free'}`);
  return breaks;
}

/** A schema without words. */
function bare(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(bare);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([keyword]) => !WORDS.has(keyword))
      .map(([keyword, value]) => [keyword, bare(value)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/**
 * What consumers of a subgraph's events would stumble over. A raised version announces a break and is one all the same:
 * consumers that were not changed first stop at it.
 */
export function eventBreaks(
  before: readonly EventSchema[],
  after: readonly EventSchema[],
  subgraph: string,
  strictness: Strictness,
): Reason[] {
  const level = levelOf(strictness);
  return before.flatMap((old): Reason[] => {
    const now = after.find(({ type }) => type === old.type);
    const reason = (found: Break): Reason => ({
      subgraph,
      ...(now ?? old).at,
      ...found,
      message: `${found.path}: ${found.message}`,
      level,
    });
    if (!now) return [reason({ code: 'EVENT_REMOVED', path: old.type, message: 'its consumers would wait for ever' })];
    const breaks = payloadBreaks(old.schema, now.schema, old.type);
    if (now.key !== old.key)
      breaks.push({
        code: 'EVENT_KEY_CHANGED',
        path: old.type,
        message: `ordered by ${old.key}, would be by ${now.key}`,
      });
    if (now.version > old.version)
      return [
        reason({
          code: 'EVENT_VERSION_RAISED',
          path: old.type,
          message: `version ${now.version} in place of ${old.version}${breaks.length > 0 ? `: ${breaks.map(({ path, message }) => `${path} ${message}`).join('; ')}` : ''}`,
        }),
      ];
    return breaks.map(reason);
  });
}
