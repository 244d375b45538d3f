import {
  baseType,
  type CompositeType,
  federationMetadata,
  isCompositeType,
  MapWithCachedArrays,
  type SelectionSet,
} from '@apollo/federation-internals';

/** A fetch that the planner is thinking of, as far as it is known here. */
interface FetchGroup {
  readonly selection: SelectionSet;
  parents(): readonly { readonly group: FetchGroup }[];
  isDescendantOf(other: FetchGroup): boolean;
  mergeInWithAllDependencies(other: FetchGroup): void;
  canMergeChildIn(child: FetchGroup): boolean;
  removeInputsFromSelection(): void;
}

/**
 * Where a required field itself requires fields, the planner makes of the fetch that it began with and the one that comes
 * back to the same subgraph a single one: the subgraph is asked for the field before anybody knows what it requires, or for
 * what it requires. Here a fetch is put together with a later one only when that waits for nothing else, and takes over what
 * the subgraph answers itself.
 */
function mend(groups: FetchGroup): void {
  const { canMergeChildIn, removeInputsFromSelection, mergeInWithAllDependencies } = groups;
  groups.mergeInWithAllDependencies = function (other) {
    // Of two that are alike where one waits for the other, the planner made one that waits for itself, and then walked in a circle
    // until an array had no room: 12 s for one operation.
    if (!this.isDescendantOf(other) && !other.isDescendantOf(this)) mergeInWithAllDependencies.call(this, other);
  };
  groups.canMergeChildIn = function (child) {
    return canMergeChildIn.call(this, child) && child.parents().every(({ group }) => group === this);
  };
  groups.removeInputsFromSelection = function () {
    removeInputsFromSelection.call(this);
    // The planner asks next whether what is left can be had of the parent.
    const { selection } = this;
    if (Object.hasOwn(selection, 'canRebaseOn')) return;
    const { canRebaseOn } = selection;
    selection.canRebaseOn = (type) => canRebaseOn.call(selection, type) && isAnswered(selection, type);
  };
}

function isAnswered(selections: SelectionSet, on: CompositeType): boolean {
  return selections.selections().every((selection) => {
    if (selection.kind === 'FragmentSelection')
      return isAnswered(selection.selectionSet, selection.element.castedTypeIfAddedTo(on) ?? on);
    const field = on.kind === 'UnionType' ? undefined : on.field(selection.element.name);
    if (!field) return true;
    if (federationMetadata(on.schema())?.isFieldExternal(field)) return false;
    const type = baseType(field.type!);
    return !selection.selectionSet || !isCompositeType(type) || isAnswered(selection.selectionSet, type);
  });
}

const isFetchGroup = (value: unknown): value is FetchGroup =>
  typeof (value as FetchGroup | undefined)?.canMergeChildIn === 'function';

/** The class is nobody's to import; the first of its objects to be kept shows it. */
const { set } = MapWithCachedArrays.prototype;
MapWithCachedArrays.prototype.set = function (key, value) {
  if (isFetchGroup(value)) {
    MapWithCachedArrays.prototype.set = set;
    mend(Object.getPrototypeOf(value));
  }
  return set.call(this, key, value);
};
