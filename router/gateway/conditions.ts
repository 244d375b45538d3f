import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentSpreadNode,
  getOperationAST,
  type InlineFragmentNode,
  Kind,
  type SelectionSetNode,
  visit,
} from 'graphql';

/** What decides which parts of a document count: the values of its condition variables. */
export interface Conditions {
  /** Equal for equal values. */
  readonly key: string;
  readonly values: ReadonlyMap<string, boolean>;
}

/** What is asked for where nothing else is; nobody is told. */
export const NOTHING_KEY = '_nothing';

const NOTHING: SelectionSetNode = {
  kind: Kind.SELECTION_SET,
  selections: [
    {
      kind: Kind.FIELD,
      alias: { kind: Kind.NAME, value: NOTHING_KEY },
      name: { kind: Kind.NAME, value: '__typename' },
    },
  ],
};

const isCondition = ({ name }: DirectiveNode): boolean => name.value === 'skip' || name.value === 'include';

/** Names of the variables in a document's conditions; undefined when it has no conditions. */
const namesIn = new WeakMap<DocumentNode, readonly string[] | undefined>();

function variablesOf(document: DocumentNode): readonly string[] | undefined {
  if (!namesIn.has(document)) {
    const names = new Set<string>();
    let isConditional = false;
    visit(document, {
      Directive: (directive) => {
        if (!isCondition(directive)) return;
        isConditional = true;
        const value = directive.arguments?.[0]?.value;
        if (value?.kind === Kind.VARIABLE) names.add(value.name.value);
      },
    });
    namesIn.set(document, isConditional ? [...names].sort() : undefined);
  }
  return namesIn.get(document);
}

/** Undefined for a document without conditions, and for variables that are none. */
export function conditionsOf(
  document: DocumentNode,
  operationName: string | undefined,
  variables: Readonly<Record<string, unknown>>,
): Conditions | undefined {
  const names = variablesOf(document);
  if (!names) return undefined;
  const values = new Map<string, boolean>();
  for (const name of names) {
    const value = Object.hasOwn(variables, name) ? variables[name] : defaultOf(document, operationName, name);
    if (typeof value !== 'boolean') return undefined;
    values.set(name, value);
  }
  return { key: [...values.values()].map(Number).join(''), values };
}

function defaultOf(document: DocumentNode, operationName: string | undefined, name: string): boolean | undefined {
  const definitions = getOperationAST(document, operationName)?.variableDefinitions ?? [];
  const value = definitions.find(({ variable }) => variable.name.value === name)?.defaultValue;
  return value?.kind === Kind.BOOLEAN ? value.value : undefined;
}

/**
 * What of a document counts, to be planned. Of two fields that are asked for together the planner requires what either
 * needs: where one is left out, what it needs is not there, and so the other would not be asked for at all.
 */
export function settled(document: DocumentNode, { values }: Conditions): DocumentNode {
  const counts = ({ name, arguments: given = [] }: DirectiveNode): boolean => {
    const value = given[0]?.value;
    const holds =
      value?.kind === Kind.VARIABLE ? values.get(value.name.value) : value?.kind === Kind.BOOLEAN && value.value;
    return holds === (name.value === 'include');
  };
  const settle = <N extends FieldNode | FragmentSpreadNode | InlineFragmentNode>(node: N): N | null | undefined => {
    const conditions = node.directives?.filter(isCondition) ?? [];
    if (conditions.length === 0) return undefined;
    if (!conditions.every(counts)) return null;
    return { ...node, directives: node.directives?.filter((one) => !isCondition(one)) };
  };
  return visit(document, {
    Field: settle,
    FragmentSpread: settle,
    InlineFragment: settle,
    SelectionSet: { leave: (set): SelectionSetNode | undefined => (set.selections.length === 0 ? NOTHING : undefined) },
  });
}
