import { type GraphQLSchema, Kind, parse, printSchema } from 'graphql';

/** A schema as SDL, sorted by name: equal schemas give equal text, and unequal ones a diff that people can read. */
export function apiSdlOf(schema: GraphQLSchema): string {
  const text = printSchema(schema);
  const definitions = parse(text).definitions.map((definition) => {
    const name = 'name' in definition ? (definition.name?.value ?? '') : '';
    // Directives before types, as graphql-js prints them.
    const order = `${definition.kind === Kind.DIRECTIVE_DEFINITION ? 0 : 1}${name}`;
    return { order, text: text.slice(definition.loc?.start, definition.loc?.end) };
  });
  return `${definitions
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .map((definition) => definition.text)
    .join('\n\n')}\n`;
}
