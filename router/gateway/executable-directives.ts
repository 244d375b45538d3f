import type { FetchNode, QueryPlan } from '@apollo/query-planner';
import {
  astFromValue,
  type ConstDirectiveNode,
  type GraphQLDirective,
  type GraphQLSchema,
  isSpecifiedDirective,
  Kind,
  parse,
  print,
  stripIgnoredCharacters,
  visit,
} from 'graphql';
import { mapFetches } from '#router/gateway/plan/map-fetches.ts';

const OF_OPERATIONS = new Set(
  'QUERY MUTATION SUBSCRIPTION FIELD FRAGMENT_DEFINITION FRAGMENT_SPREAD INLINE_FRAGMENT VARIABLE_DEFINITION'.split(
    ' ',
  ),
);

/**
 * A supergraph in which `@composeDirective`'s directives of operations are anybody's. By its link such a directive is part
 * of a feature, and what features bring is hidden from clients, who alone could use it.
 */
export function withDirectivesOfOperations(supergraphSdl: string): string {
  if (!/@link\(url: *"(?!https:\/\/specs\.apollo\.dev\/)/.test(supergraphSdl)) return supergraphSdl;
  const { definitions } = parse(supergraphSdl);
  const ofOperations = new Set<string>();
  for (const one of definitions)
    if (one.kind === Kind.DIRECTIVE_DEFINITION && one.locations.every(({ value }) => OF_OPERATIONS.has(value)))
      ofOperations.add(`@${one.name.value}`);
  const cuts = definitions
    .flatMap((one) =>
      one.kind === Kind.SCHEMA_DEFINITION || one.kind === Kind.SCHEMA_EXTENSION ? (one.directives ?? []) : [],
    )
    .filter((link) => {
      const imported = importsOf(link);
      return imported.length > 0 && imported.every((name) => ofOperations.has(name));
    })
    .map(({ loc }) => loc!);
  return cuts.reduceRight((sdl, { start, end }) => sdl.slice(0, start) + sdl.slice(end), supergraphSdl);
}

/** The names that a `@link` brings, as they are used here. */
function importsOf({ name, arguments: given = [] }: ConstDirectiveNode): string[] {
  const imported = given.find((one) => one.name.value === 'import')?.value;
  if (name.value !== 'link' || imported?.kind !== Kind.LIST) return [];
  return imported.values.map((value) => {
    if (value.kind === Kind.STRING) return value.value;
    const fields = value.kind === Kind.OBJECT ? value.fields : [];
    const named = (key: string) => fields.find((field) => field.name.value === key)?.value;
    const as = named('as') ?? named('name');
    return as?.kind === Kind.STRING ? as.value : '';
  });
}

/**
 * A plan that leaves nothing of such directives to the subgraphs: arguments that clients did not give are given as the
 * graph has them, as a subgraph may have another default, or none.
 */
export function withDefaultArguments(plan: QueryPlan, schema: GraphQLSchema): QueryPlan {
  const directives = new Map(
    schema
      .getDirectives()
      .filter((one) => !isSpecifiedDirective(one) && one.args.some(({ defaultValue }) => defaultValue !== undefined))
      .map((one) => [one.name, one]),
  );
  if (directives.size === 0) return plan;
  return mapFetches(plan, (fetch) =>
    /@(?!skip\b|include\b)/.test(fetch.operation) ? completed(fetch, directives) : fetch,
  );
}

function completed(fetch: FetchNode, directives: ReadonlyMap<string, GraphQLDirective>): FetchNode {
  const operation = visit(parse(fetch.operation, { noLocation: true }), {
    Directive: (node) => {
      const { arguments: given = [] } = node;
      const missing = (directives.get(node.name.value)?.args ?? [])
        .filter(({ name, defaultValue }) => defaultValue !== undefined && !given.some((one) => one.name.value === name))
        .map(({ name, defaultValue, type }) => ({
          kind: Kind.ARGUMENT as const,
          name: { kind: Kind.NAME as const, value: name },
          value: astFromValue(defaultValue, type)!,
        }));
      return missing.length > 0 ? { ...node, arguments: [...given, ...missing] } : undefined;
    },
  });
  return { ...fetch, operation: stripIgnoredCharacters(print(operation)) };
}
