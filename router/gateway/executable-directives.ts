import type { EnumType, Schema, Supergraph } from '@apollo/federation-internals';
import type { FetchNode, QueryPlan } from '@apollo/query-planner';
import {
  astFromValue,
  type ConstDirectiveNode,
  type DirectiveDefinitionNode,
  type DocumentNode,
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

const IN_OPERATIONS = new Set(
  'QUERY MUTATION SUBSCRIPTION FIELD FRAGMENT_DEFINITION FRAGMENT_SPREAD INLINE_FRAGMENT VARIABLE_DEFINITION'.split(
    ' ',
  ),
);

/** Whether clients may say a directive somewhere. */
export const isOfOperations = ({ locations }: DirectiveDefinitionNode): boolean =>
  locations.some(({ value }) => IN_OPERATIONS.has(value));

/**
 * A supergraph in which `@composeDirective`'s directives of operations are anybody's. By its link such a directive is part
 * of a feature, and what features bring is hidden from clients, who alone could use it.
 */
export function withDirectivesOfOperations(supergraphSdl: string): string {
  return linksOfDirectives(supergraphSdl).reduceRight(
    (sdl, { loc }) => sdl.slice(0, loc!.start) + sdl.slice(loc!.end),
    supergraphSdl,
  );
}

/**
 * A supergraph that says which subgraphs define each such directive, since the others would refuse what has it:
 * `@join__directive(graphs: [A], name: "composeDirective", args: { name: "@trace" })` of its schema, which planners pass over.
 */
export function withDefiners(
  supergraphSdl: string,
  supergraph: Schema,
  subgraphs: readonly { readonly name: string; readonly typeDefs: DocumentNode }[],
): string {
  const links = linksOfDirectives(supergraphSdl);
  const end = links.at(-1)?.loc?.end;
  if (end === undefined) return supergraphSdl;
  const graphs = new Map(
    (supergraph.type('join__Graph') as EnumType).values.map((value) => {
      const [join] = value.appliedDirectivesOf('join__graph');
      return [(join!.arguments() as { name: string }).name, value.name];
    }),
  );
  const told = links.flatMap(importsOf).map((name) => {
    const definers = subgraphs.filter(({ typeDefs }) =>
      typeDefs.definitions.some((one) => one.kind === Kind.DIRECTIVE_DEFINITION && `@${one.name.value}` === name),
    );
    const list = definers.map((one) => graphs.get(one.name)).join(', ');
    return `\n  @join__directive(graphs: [${list}], name: "composeDirective", args: {name: "${name}"})`;
  });
  return supergraphSdl.slice(0, end) + told.join('') + supergraphSdl.slice(end);
}

/** The links of a supergraph that bring directives of operations and nothing else. */
function linksOfDirectives(supergraphSdl: string): readonly ConstDirectiveNode[] {
  if (!/@link\(url: *"(?!https:\/\/specs\.apollo\.dev\/)/.test(supergraphSdl)) return [];
  const { definitions } = parse(supergraphSdl);
  const ofOperations = new Set<string>();
  for (const one of definitions)
    if (one.kind === Kind.DIRECTIVE_DEFINITION && one.locations.every(({ value }) => IN_OPERATIONS.has(value)))
      ofOperations.add(`@${one.name.value}`);
  return definitions
    .flatMap((one) =>
      one.kind === Kind.SCHEMA_DEFINITION || one.kind === Kind.SCHEMA_EXTENSION ? (one.directives ?? []) : [],
    )
    .filter((link) => {
      const imported = importsOf(link);
      return imported.length > 0 && imported.every((name) => ofOperations.has(name));
    });
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

/** What becomes of operations' directives on their way to subgraphs. */
export class DirectivesOfOperations {
  readonly #defined: ReadonlyMap<string, GraphQLDirective>;
  /** By directive: the subgraphs that define it, where the supergraph tells. */
  readonly #definers = new Map<string, ReadonlySet<string>>();

  constructor(supergraph: Supergraph, schema: GraphQLSchema) {
    this.#defined = new Map(
      schema.getDirectives().flatMap((one) => (isSpecifiedDirective(one) ? [] : [[one.name, one]])),
    );
    if (this.#defined.size === 0) return;
    const names = new Map([...supergraph.subgraphNameToGraphEnumValue()].map(([name, value]) => [value, name]));
    for (const join of supergraph.schema.schemaDefinition.appliedDirectivesOf('join__directive')) {
      const { graphs, name, args } = join.arguments() as JoinDirective;
      if (name === 'composeDirective' && typeof args?.name === 'string')
        this.#definers.set(args.name.slice(1), new Set(graphs?.map((graph) => names.get(graph)!)));
    }
  }

  /**
   * A plan that tells each subgraph the directives that it defines, and leaves nothing of them to it: arguments that clients
   * did not give are given as the graph has them, as a subgraph may have another default, or none.
   */
  told(plan: QueryPlan): QueryPlan {
    if (this.#defined.size === 0) return plan;
    return mapFetches(plan, (fetch) =>
      /@(?!skip\b|include\b)/.test(fetch.operation) ? this.#completed(fetch) : fetch,
    );
  }

  #completed(fetch: FetchNode): FetchNode {
    const used = new Set<string>();
    const operation = visit(parse(fetch.operation, { noLocation: true }), {
      Directive: (node) => {
        const { name, arguments: given = [] } = node;
        if (this.#definers.get(name.value)?.has(fetch.serviceName) === false) return null;
        const missing = (this.#defined.get(name.value)?.args ?? [])
          .filter((arg) => arg.defaultValue !== undefined && !given.some((one) => one.name.value === arg.name))
          .map((arg) => ({
            kind: Kind.ARGUMENT as const,
            name: { kind: Kind.NAME as const, value: arg.name },
            value: astFromValue(arg.defaultValue, arg.type)!,
          }));
        return missing.length > 0 ? { ...node, arguments: [...given, ...missing] } : undefined;
      },
    });
    // What only the directives had that are left out, a subgraph would refuse.
    visit(operation, { VariableDefinition: () => false, Variable: ({ name }) => void used.add(name.value) });
    const needed = visit(operation, {
      VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? false : null),
    });
    const { variableUsages } = fetch;
    return {
      ...fetch,
      operation: stripIgnoredCharacters(print(needed)),
      ...(variableUsages ? { variableUsages: variableUsages.filter((name) => used.has(name)) } : {}),
    };
  }
}

interface JoinDirective {
  readonly graphs?: readonly string[];
  readonly name: string;
  readonly args?: { readonly name?: unknown };
}
