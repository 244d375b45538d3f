import { NOT_ORDINARY, type Write } from '#router/gateway/leaf-writer.ts';

/**
 * Writers made of source text, one of its own for each place of an operation: an engine optimises code by what it meets
 * there, and code that all places shared would meet everything. Names of clients are in the text as JSON strings alone.
 */
type Bindings = Readonly<Record<string, unknown>>;

export const code = <F = Write>(source: string, bindings: Bindings): F =>
  new Function(...Object.keys(bindings), `'use strict'; return ${source};`)(...Object.values(bindings)) as F;

/** Names every object has, so that reading them does not tell whether a subgraph sent them. */
export const INHERITED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

const giveUp = (): never => {
  throw NOT_ORDINARY;
};

/** What is read of an object under a key and how it is written. */
export interface KeyWriter {
  readonly key: string;
  readonly write: Write;
}

/** Writes an object's keys in order. */
export function objectCode(writers: readonly KeyWriter[]): Write {
  if (writers.length === 0) return () => '{}';
  const parts = writers.map(
    ({ key }, index) =>
      `${JSON.stringify(`${index === 0 ? '{' : ','}${JSON.stringify(key)}:`)} + w${index}(object[${JSON.stringify(key)}])`,
  );
  const bindings = Object.fromEntries(writers.map(({ write }, index) => [`w${index}`, write]));
  return code(`(object) => ${parts.join(' + ')} + '}'`, bindings);
}

/** Writes an object that is of one type and may say so. */
export const typedCode = (typename: string, write: Write, other: Write): Write =>
  code(
    `(value) => {
      if (value === null || value === undefined) return 'null';
      if (typeof value !== 'object' || Array.isArray(value)) giveUp();
      const name = value.__typename;
      return name === undefined || name === typename ? write(value) : other(value);
    }`,
    { typename, write, other, giveUp },
  );

export const listCode = (write: Write): Write =>
  code(
    `(value) => {
      if (value === null || value === undefined) return 'null';
      if (!Array.isArray(value)) giveUp();
      const count = value.length;
      let text = '[';
      for (let index = 0; index < count; index += 1) {
        const item = value[index];
        if (item === undefined) giveUp();
        text += index === 0 ? write(item) : ',' + write(item);
      }
      return text + ']';
    }`,
    { write, giveUp },
  );

export const nonNullCode = (write: Write): Write =>
  code(`(value) => value === null || value === undefined ? giveUp() : write(value)`, { write, giveUp });

/** How the objects of one place were written in the answer that is being written; undefined when each is there once. */
export interface Memory {
  readonly at: string;
  texts: Map<unknown, string> | undefined;
  looked: number;
}

/** Writes an object that may be there many times once. */
export const rememberingCode = (memory: Memory, write: Write): Write =>
  code(
    `(value) => {
      const texts = memory.texts;
      if (texts === undefined) return write(value);
      let text = texts.get(value);
      if (text === undefined) {
        text = write(value);
        // To be looked at makes one text of the many it was put together of, once and not wherever it is used.
        memory.looked = text.charCodeAt(text.length - 1);
        texts.set(value, text);
      }
      return text;
    }`,
    { memory, write },
  );
