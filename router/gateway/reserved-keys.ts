import type { Schema } from '@apollo/federation-internals';
import { type DocumentNode, type FieldNode, GraphQLError, Kind, visit } from 'graphql';
import { JsonText } from '#router/gateway/json-text.ts';

/** An answer, its data written or not. */
interface Result {
  data?: JsonText | Record<string, unknown> | null;
  errors?: readonly Error[];
  extensions?: Record<string, unknown>;
}

/** A document under response keys that are nobody else's. */
export interface SetApart {
  readonly document: DocumentNode;
  /** An answer to it under the keys that the client chose. */
  restore<R extends Result>(result: R): R;
}

/** The planner's own names for what it has to ask for under another. */
const OF_PLANNER = /__alias_\d+$/;

/**
 * The response keys below which a plan asks for what it needs itself: types' names, keys of entities, required fields.
 * The planner takes a client's `id: name` for the key, and so asks other subgraphs for the wrong entity, one the client
 * may choose, or answers the client with the key.
 */
export class ReservedKeys {
  readonly #names = new Set(['__typename']);
  readonly #known = new WeakMap<DocumentNode, SetApart | undefined>();

  constructor(supergraph: Schema) {
    for (const type of [...supergraph.objectTypes(), ...supergraph.interfaceTypes()]) {
      for (const join of type.appliedDirectivesOf('join__type')) this.#reserve(join.arguments().key);
      for (const field of type.fields())
        for (const join of field.appliedDirectivesOf('join__field')) {
          const { requires, contextArguments = [] } = join.arguments();
          this.#reserve(requires);
          for (const { selection } of contextArguments as { selection?: unknown }[]) this.#reserve(selection);
        }
    }
  }

  /** Every name in a field set; types' and arguments' among them do no harm. */
  #reserve(fieldSet: unknown): void {
    for (const [name] of String(fieldSet ?? '').matchAll(/\w+/g)) this.#names.add(name);
  }

  /** Undefined where nothing but the fields themselves has such a key, which is nearly always. */
  setApart(document: DocumentNode): SetApart | undefined {
    if (!this.#known.has(document)) this.#known.set(document, this.#setApart(document));
    return this.#known.get(document);
  }

  #setApart(document: DocumentNode): SetApart | undefined {
    const keys = new Set<string>();
    let isApart = false;
    visit(document, {
      Field: (field) => {
        keys.add(keyOf(field));
        isApart ||= this.#isTaken(field);
      },
    });
    if (!isApart) return undefined;
    let prefix = 'apart_';
    while ([...keys].some((key) => key.startsWith(prefix))) prefix = `_${prefix}`;
    const apart = visit(document, {
      Field: (field) => {
        if (!this.#isTaken(field)) return undefined;
        return { ...field, alias: { kind: Kind.NAME, value: prefix + keyOf(field) } };
      },
    });
    return { document: apart, restore: restoring(prefix) };
  }

  /** Whether a field has a key that stands for another, or for the same without arguments. */
  #isTaken(field: FieldNode): boolean {
    const key = keyOf(field);
    if (!this.#names.has(key)) return OF_PLANNER.test(key);
    return key !== field.name.value || (field.arguments ?? []).length > 0;
  }
}

const keyOf = ({ alias, name }: FieldNode): string => (alias ?? name).value;

function restoring(prefix: string): SetApart['restore'] {
  // A quote that is not escaped, and text before a colon: nothing but a key.
  const written = new RegExp(`(?<!\\\\)"${prefix}(\\w+)":`, 'g');
  const inText = (text: string): string => text.replaceAll(written, '"$1":');
  const inPath = (step: string | number): string | number =>
    typeof step === 'string' && step.startsWith(prefix) ? step.slice(prefix.length) : step;
  const inData = (data: Result['data']): Result['data'] => {
    if (data instanceof JsonText) return new JsonText(inText(data.text), data.tags);
    return data && JSON.parse(inText(JSON.stringify(data)));
  };
  const inError = (error: Error): Error => {
    if (!(error instanceof GraphQLError) || !error.path) return error;
    const { message, path, originalError, extensions } = error;
    return new GraphQLError(message, { path: path.map(inPath), originalError, extensions });
  };
  return (result) => {
    const { data, errors, extensions } = result;
    return {
      ...result,
      ...(data === undefined ? {} : { data: inData(data) }),
      ...(errors && { errors: errors.map(inError) }),
      ...(extensions && { extensions: JSON.parse(JSON.stringify(extensions), pathsBy(inPath)) }),
    };
  };
}

/** Of what the extensions hold, the paths of what is no value. */
const pathsBy =
  (inPath: (step: string | number) => string | number) =>
  (key: string, value: unknown): unknown =>
    key === 'path' && Array.isArray(value) ? value.map(inPath) : value;
