import graphPath from '@apollo/query-graphs/dist/graphPath.js';

const { advanceSimultaneousPathsWithOperation: advance } = graphPath;

type Option = Parameters<typeof advance>[1];

/** What the planner weighs against each other at one place of an operation. */
interface Place {
  readonly element: Parameters<typeof advance>[2];
  /** The options that led here. */
  readonly from: readonly Option[] | undefined;
  readonly options: Option[];
}

/** The options of the place that each is of. */
const placeOf = new WeakMap<Option, readonly Option[]>();
let latest: Place | undefined;

/**
 * Where the members of a union or the implementations of an interface differ between subgraphs, the planner forgets a
 * fragment as soon as one subgraph that it could ask does not have its type, though the one that it will ask does. Here
 * the nearest of them says what counts: a type that it has is asked of it, and one that it does not have is asked of
 * nobody, as the answer there is its own.
 *
 * The planner asks this for each option of a place, one after the other: an empty list makes it give up the place,
 * undefined the option.
 */
graphPath.advanceSimultaneousPathsWithOperation = ((schema, option, element, conditions) => {
  const from = placeOf.get(option);
  const place = latest?.element === element && latest.from === from ? latest : { element, from, options: [] };
  const next = advance(schema, option, element, conditions);
  // What a field requires is planned in between.
  latest = place;
  if (next?.length === 0 && element.kind === 'FragmentElement') {
    const reached = (from ?? []).map((one) => ({
      jumps: jumpsOf(one),
      next: advance(schema, one, element, conditions),
    }));
    const [nearest] = reached.filter((one) => one.next).sort((one, other) => one.jumps - other.jumps);
    return nearest?.next?.length ? undefined : next;
  }
  for (const one of next ?? []) {
    place.options.push(one);
    placeOf.set(one, place.options);
  }
  return next;
}) as typeof advance;

const jumpsOf = ({ paths }: Option): number => Math.max(...paths.map((path) => path.subgraphJumps()));
