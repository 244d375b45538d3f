import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
} from 'graphql';
import type { Random } from '#router/gateway/testing/random.ts';

/** Keys that an object has without anybody having set them. */
const TREACHEROUS = ['constructor', '__proto__', 'toString', 'hasOwnProperty'];

/** Writes operations nobody would think of, most of them valid, on any schema whose arguments are all optional. */
export class RandomOperation {
  readonly #schema: GraphQLSchema;
  readonly #random: Random;
  readonly #names: readonly string[];
  #aliases = 0;

  /** @param names aliases among others: names that something else has */
  constructor(schema: GraphQLSchema, random: Random, names: readonly string[] = []) {
    this.#schema = schema;
    this.#random = random;
    this.#names = names;
  }

  /** An operation with the variables `$a` and `$b`, which decide what is skipped. */
  write(kind: 'query' | 'mutation', depth: number): string {
    const root = kind === 'query' ? this.#schema.getQueryType() : this.#schema.getMutationType();
    const selection = this.#selection(root!, depth);
    return `${kind} Random($a: Boolean!, $b: Boolean! = true) ${selection}`;
  }

  #selection(type: GraphQLCompositeType, depth: number): string {
    const random = this.#random;
    const parts: string[] = [];
    const fields = isUnionType(type) ? [] : Object.values(type.getFields());
    for (const field of fields) {
      if (random.chance(0.35)) parts.push(this.#field(field, depth));
      // Twice the same field, under names of its own.
      if (random.chance(0.05)) parts.push(this.#field(field, depth));
    }
    if (random.chance(0.2)) parts.push('__typename');
    if (depth > 0)
      for (const on of this.#conditionsOn(type))
        if (random.chance(isAbstractType(type) ? 0.6 : 0.1))
          parts.push(`... on ${on.name}${this.#condition()} ${this.#selection(on, depth - 1)}`);
    const written = parts.filter(Boolean);
    return `{ ${written.length > 0 ? written.join(' ') : '__typename'} }`;
  }

  #conditionsOn(type: GraphQLCompositeType): GraphQLCompositeType[] {
    if (isAbstractType(type)) return [...this.#schema.getPossibleTypes(type), type];
    return isUnionType(type) ? [] : [type, ...type.getInterfaces()];
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const type = getNamedType(field.type);
    if (isCompositeType(type) && depth === 0) return '';
    const below = isCompositeType(type) ? ` ${this.#selection(type, depth - 1)}` : '';
    return `${this.#alias()}${field.name}${this.#condition()}${below}`;
  }

  #alias(): string {
    const random = this.#random;
    if (!random.chance(0.7)) return '';
    if (this.#names.length > 0 && random.chance(0.05)) return `${random.one(this.#names)}: `;
    if (random.chance(0.03)) return `${random.one(TREACHEROUS)}: `;
    this.#aliases += 1;
    return `x${this.#aliases}: `;
  }

  #condition(): string {
    const random = this.#random;
    if (!random.chance(0.08)) return '';
    return ` @${random.chance(0.5) ? 'skip' : 'include'}(if: ${random.one(['$a', '$b', 'true', 'false'])})`;
  }
}
