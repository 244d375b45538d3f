import type { FetchDataRewrite, FetchNode, PlanNode, QueryPlan, QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  stripIgnoredCharacters,
  visit,
} from 'graphql';
import type { NamedRequirements } from '#router/gateway/named-requirements.ts';
import { mapFetches } from '#router/gateway/plan/map-fetches.ts';

/** A plan in the words of the subgraphs: nothing of it is called as in the planner's supergraph alone. */
export function withRequirements(plan: QueryPlan, requirements: NamedRequirements): QueryPlan {
  if (requirements.byName.size === 0) return plan;
  const words = new Words(requirements);
  return mapFetches(plan, (fetch) => words.fetch(fetch));
}

/** A part of what a fetch asks of entities, that cannot be divided. */
interface Unit {
  readonly selection: SelectionNode;
  readonly typeCondition: string | undefined;
  readonly requires: ReadonlySet<string>;
}

/** Units that one representation serves. */
interface Group {
  readonly units: Unit[];
  readonly requires: Set<string>;
}

class Words {
  readonly #requirements: NamedRequirements;

  constructor(requirements: NamedRequirements) {
    this.#requirements = requirements;
  }

  fetch(node: FetchNode): PlanNode {
    return node.requires ? this.#entities(node, node.requires) : this.#asked(node);
  }

  /** Fields whose names only the planner knows are asked for under those names. */
  #asked(node: FetchNode): FetchNode {
    const { byName } = this.#requirements;
    if (![...byName.keys()].some((name) => node.operation.includes(name))) return node;
    const operation = visit(parse(node.operation, { noLocation: true }), {
      Field: (field) => {
        const meant = byName.get(field.name.value);
        if (!meant) return undefined;
        const alias = field.alias ?? field.name;
        return { ...field, alias, name: { kind: Kind.NAME, value: meant.field }, arguments: meant.arguments };
      },
    });
    return { ...node, operation: stripIgnoredCharacters(print(operation)) };
  }

  #entities(node: FetchNode, requires: readonly QueryPlanSelectionNode[]): PlanNode {
    const rewrites = (selections: readonly QueryPlanSelectionNode[]): FetchDataRewrite[] => [
      ...this.#renamed(selections, []),
      ...(node.inputRewrites ?? []),
    ];
    if (this.#renamed(requires, []).length === 0) return this.#asked(node);
    const document = parse(node.operation, { noLocation: true });
    const groups = this.#groups(document);
    if (groups.length === 1) return { ...this.#asked(node), inputRewrites: rewrites(requires) };
    const nodes = groups.map(({ units, requires: needed }): FetchNode => {
      const own = this.#only(requires, needed);
      const part = partOf(document, units);
      const used = new Set(part.variables);
      return {
        ...this.#asked({ ...node, operation: part.operation }),
        requires: own,
        inputRewrites: rewrites(own),
        variableUsages: (node.variableUsages ?? []).filter((name) => used.has(name)),
      };
    });
    return { kind: 'Parallel', nodes };
  }

  /** In representations they have their own names; the deepest are renamed first, while what is above has its name. */
  #renamed(selections: readonly QueryPlanSelectionNode[], path: readonly string[]): FetchDataRewrite[] {
    return selections.flatMap((selection): FetchDataRewrite[] => {
      if (selection.kind === 'InlineFragment') {
        const { typeCondition } = selection;
        return this.#renamed(selection.selections, typeCondition ? [...path, `... on ${typeCondition}`] : path);
      }
      const here = [...path, selection.alias ?? selection.name];
      const below = this.#renamed(selection.selections ?? [], here);
      const meant = this.#requirements.byName.get(selection.name);
      return meant ? [...below, { kind: 'KeyRenamer', path: here, renameKeyTo: meant.field }] : below;
    });
  }

  /** Puts together what can be asked of one representation, which has one value by each name. */
  #groups(document: DocumentNode): Group[] {
    const groups: Group[] = [];
    for (const unit of this.#units(document)) {
      const group = groups.find(({ requires }) => this.#agree(requires, unit.requires));
      if (!group) groups.push({ units: [unit], requires: new Set(unit.requires) });
      else {
        group.units.push(unit);
        for (const name of unit.requires) group.requires.add(name);
      }
    }
    return groups;
  }

  #agree(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
    const { byName } = this.#requirements;
    return [...others].every((name) =>
      [...some].every((one) => one === name || byName.get(one)?.field !== byName.get(name)?.field),
    );
  }

  #units(document: DocumentNode): Unit[] {
    return entitiesIn(document).selectionSet!.selections.flatMap((selection): Unit[] => {
      const requires = (one: SelectionNode, type: string): string[] => this.#requiredBy(one, type, document);
      if (selection.kind !== Kind.INLINE_FRAGMENT || selection.directives?.length)
        return [{ selection, typeCondition: undefined, requires: new Set(requires(selection, '')) }];
      const typeCondition = selection.typeCondition?.name.value;
      return selection.selectionSet.selections.map((one) => ({
        selection: one,
        typeCondition,
        requires: new Set(requires(one, typeCondition ?? '')),
      }));
    });
  }

  #requiredBy(selection: SelectionNode, type: string, document: DocumentNode): string[] {
    const all = (selections: readonly SelectionNode[], on: string): string[] =>
      selections.flatMap((one) => this.#requiredBy(one, on, document));
    switch (selection.kind) {
      case Kind.FIELD:
        return [...(this.#requirements.of.get(`${type}.${selection.name.value}`) ?? [])];
      case Kind.INLINE_FRAGMENT:
        return all(selection.selectionSet.selections, selection.typeCondition?.name.value ?? type);
      case Kind.FRAGMENT_SPREAD: {
        const fragment = fragmentIn(document, selection.name.value);
        return all(fragment.selectionSet.selections, fragment.typeCondition.name.value);
      }
    }
  }

  /** What is required without the names that are not needed. */
  #only(selections: readonly QueryPlanSelectionNode[], needed: ReadonlySet<string>): QueryPlanSelectionNode[] {
    return selections.flatMap((selection): QueryPlanSelectionNode[] => {
      if (selection.kind === 'Field' && this.#requirements.byName.has(selection.name) && !needed.has(selection.name))
        return [];
      if (!selection.selections) return [selection];
      const below = this.#only(selection.selections, needed);
      return below.length > 0 ? [{ ...selection, selections: below }] : [];
    });
  }
}

const operationIn = (document: DocumentNode): OperationDefinitionNode =>
  document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION)!;

/** The field `_entities`, which is all that a fetch of entities asks for. */
const entitiesIn = (document: DocumentNode): FieldNode => operationIn(document).selectionSet.selections[0] as FieldNode;

const fragmentIn = (document: DocumentNode, name: string): FragmentDefinitionNode =>
  document.definitions.find((one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === name) as never;

/** The operation that asks for some of the units. */
function partOf(document: DocumentNode, units: readonly Unit[]): { operation: string; variables: string[] } {
  const operation = operationIn(document);
  const selections = units.map(({ selection, typeCondition }): SelectionNode => {
    if (!typeCondition) return selection;
    return {
      kind: Kind.INLINE_FRAGMENT,
      typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: typeCondition } },
      selectionSet: { kind: Kind.SELECTION_SET, selections: [selection] },
    };
  });
  const entities = { ...entitiesIn(document), selectionSet: { kind: Kind.SELECTION_SET, selections } } as const;
  const selectionSet = { kind: Kind.SELECTION_SET, selections: [entities] } as const;
  const fragments = new Map<string, FragmentDefinitionNode>();
  const variables = new Set<string>();
  const look = (node: typeof selectionSet | FragmentDefinitionNode): void => {
    visit(node, {
      Variable: ({ name }) => void variables.add(name.value),
      FragmentSpread: ({ name: { value } }) => {
        if (fragments.has(value)) return;
        fragments.set(value, fragmentIn(document, value));
        look(fragments.get(value)!);
      },
    });
  };
  look(selectionSet);
  const variableDefinitions = operation.variableDefinitions?.filter(({ variable }) =>
    variables.has(variable.name.value),
  );
  const definitions = [{ ...operation, selectionSet, variableDefinitions }, ...fragments.values()];
  return {
    operation: stripIgnoredCharacters(print({ kind: Kind.DOCUMENT, definitions } as DocumentNode)),
    variables: [...variables],
  };
}
