/** Data that is JSON already, so that it is neither built as objects nor written out again. */
export class JsonText {
  readonly text: string;
  /** Under which tags it may be cached; undefined when that cannot be told. */
  readonly tags: ReadonlySet<string> | undefined;

  constructor(text: string, tags?: ReadonlySet<string>) {
    this.text = text;
    this.tags = tags;
  }

  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}

/** Writes out an execution result whose data may be JSON already. */
export function stringifyResult(result: { data?: unknown; errors?: unknown; extensions?: unknown }): string {
  if (!(result.data instanceof JsonText)) return JSON.stringify(result);
  const errors = result.errors === undefined ? '' : `"errors":${JSON.stringify(result.errors)},`;
  const extensions = result.extensions === undefined ? '' : `,"extensions":${JSON.stringify(result.extensions)}`;
  return `{${errors}"data":${result.data.text}${extensions}}`;
}
