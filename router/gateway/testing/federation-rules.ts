import { afterEach, expect, it } from 'vitest';
import { type SmallGraph, type SmallSubgraph, smallGraph } from '#router/gateway/testing/small-graph.ts';

/** What federation's specification says of any graph, one small graph per rule. */
export interface Rule {
  readonly subgraphs: Readonly<Record<string, SmallSubgraph>>;
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly data: unknown;
  /** Paths of errors; none by default. */
  readonly errors?: (string | number)[][];
  /** Subgraphs that are asked, in order; not looked at by default. */
  readonly asked?: string[];
  /** Why `@apollo/gateway` itself, of the same plan, makes another answer; else it must make the same. */
  readonly gatewayErrs?: string;
}

/** Makes a test of each rule: the executor keeps it, and so does the gateway's own. */
export function keeps(rules: Readonly<Record<string, Rule>>): void {
  let graph: SmallGraph | undefined;
  afterEach(() => graph?.stop());

  it.each(Object.entries(rules))('%s', async (_rule, { subgraphs, query, variables, data, errors = [], ...rule }) => {
    graph = await smallGraph(subgraphs);
    const told = await graph.ask(query, variables);
    expect(told.data).toEqual(data);
    const pathsOf = (answer: typeof told) => (answer.errors ?? []).map(({ path = [] }) => path);
    expect(pathsOf(told)).toEqual(errors);
    if (rule.asked) expect(graph.asked()).toEqual(rule.asked);
    const theirs = await graph.askGateway(query, variables).catch(({ message }: Error): typeof told => {
      return { data: undefined, errors: [{ message }] };
    });
    const expected = expect({ data: theirs.data, errors: pathsOf(theirs) });
    if (rule.gatewayErrs) expected.not.toEqual({ data, errors });
    else expected.toEqual({ data, errors });
  });
}

/** A resolver of references that knows some objects by some of their fields. */
export const found = <T extends object>(all: readonly T[], ...keys: (keyof T)[]) => ({
  __resolveReference: (reference: T) => all.find((one) => keys.every((key) => one[key] === reference[key])) ?? null,
});

/** A resolver that takes references as they come. */
export const asGiven = { __resolveReference: (reference: object) => reference };
