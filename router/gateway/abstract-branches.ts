import graphPath from '@apollo/query-graphs/dist/graphPath.js';

const { advanceSimultaneousPathsWithOperation: advance, SimultaneousPathsWithLazyIndirectPaths: Option } = graphPath;

type Given = Parameters<typeof advance>[1];

/** Composition, which asks the same function whether a graph can be answered, is not concerned. */
const isPlanned = ({ paths: [path] }: Given): boolean => Boolean(path?.graph.nonLocalSelectionsMetadata);

/** Ways to answer a fragment that have nothing to tell of it. */
const silent = new WeakSet<object>();

/**
 * Where the members of a union or the implementations of an interface differ between subgraphs, the planner forgets a
 * fragment as soon as one of the subgraphs that it could ask does not have its type, though the one that it will ask does.
 * Here each of them is a way to answer the fragment, that subgraph's by asking for nothing, and the planner chooses as
 * ever: what is cheapest is one subgraph for all fragments.
 */
graphPath.advanceSimultaneousPathsWithOperation = ((schema, option, element, conditions) => {
  if (silent.has(option)) return [option];
  const next = advance(schema, option, element, conditions);
  if (next?.length !== 0 || element.kind !== 'FragmentElement' || !isPlanned(option)) return next;
  const nothing = new Option(
    option.paths.map((path) => graphPath.terminateWithNonRequestedTypenameField(path, conditions)),
    option.context,
    option.conditionResolver,
    option.excludedNonCollectingEdges,
    option.excludedConditionsOnNonCollectingEdges,
    conditions,
  );
  silent.add(nothing);
  return [nothing];
}) as typeof advance;
