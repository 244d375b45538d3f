import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { type GraphQLSchema, getOperationAST, parse, validate } from 'graphql';
import { sampleVariables } from '#router/playground/sample-variables.ts';

/** A client's document that can be tried. */
export interface ExampleOperation {
  readonly name: string;
  /** `query`, `mutation` or `subscription`. */
  readonly kind: string;
  /** The comment above the operation. */
  readonly about: string;
  readonly text: string;
  /** JSON of sample variables. */
  readonly variables: string;
}

const OPERATIONS = new URL('../../../schema/operations/', import.meta.url);

let documents: Promise<readonly string[]> | undefined;

/** The clients' documents that a schema answers; a contract has fewer than the whole graph. */
export async function exampleOperations(schema: GraphQLSchema): Promise<ExampleOperation[]> {
  documents ??= read();
  return (await documents).flatMap((text): ExampleOperation[] => {
    const document = parse(text);
    const operation = getOperationAST(document);
    if (!operation || validate(schema, document).length > 0) return [];
    return [
      {
        name: operation.name?.value ?? 'anonymous',
        kind: operation.operation,
        about: /^# ?(.+)/.exec(text)?.[1] ?? '',
        text,
        variables: sampleVariables(operation),
      },
    ];
  });
}

async function read(): Promise<readonly string[]> {
  if (!existsSync(OPERATIONS)) return [];
  const files = (await readdir(OPERATIONS)).filter((file) => file.endsWith('.graphql')).sort();
  return Promise.all(files.map((file) => readFile(new URL(file, OPERATIONS), 'utf8')));
}
