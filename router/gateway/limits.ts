import {
  type ASTVisitor,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

/** How large one request may be. Everything above is refused with code `TOO_LARGE` and the limit's name. */
export interface Limits {
  /** Bytes of a request's body. */
  bodyBytes: number;
  /** Tokens of a document. */
  tokens: number;
  /** Levels of selections, fragments expanded; introspection has the specification's own limit. */
  depth: number;
  /** Aliased fields, fragments expanded. */
  aliases: number;
  /** Fields of the operation's root, fragments expanded. */
  rootFields: number;
  /** Selected fields, fragments expanded. */
  fields: number;
  /** What an operation may cost by `@cost` and `@listSize`. */
  cost: number;
  /** How long a client may take to send a request, in ms. */
  requestMs: number;
  /** How long the router and all subgraphs together may take to answer, in ms. */
  answerMs: number;
}

export const DEFAULT_LIMITS: Limits = {
  bodyBytes: 256 * 1024,
  tokens: 5_000,
  depth: 15,
  aliases: 50,
  rootFields: 20,
  fields: 1_500,
  cost: 50_000,
  requestMs: 10_000,
  answerMs: 15_000,
};

interface Size {
  depth: number;
  aliases: number;
  rootFields: number;
  fields: number;
}

const LIMITED = ['depth', 'aliases', 'rootFields', 'fields'] as const;

/**
 * A validation rule that measures each operation with its fragments expanded. A fragment is measured once, so a document
 * whose expansion is exponential costs no more than its length; circular fragments are another rule's to refuse.
 */
export function limitsRule(limits: Pick<Limits, (typeof LIMITED)[number]>): ValidationRule {
  return (context: ValidationContext): ASTVisitor => {
    const measured = new Map<string, Size>();

    function measureFragment(name: string): Size {
      const known = measured.get(name);
      if (known) return known;
      const nothing: Size = { depth: 0, aliases: 0, rootFields: 0, fields: 0 };
      measured.set(name, nothing);
      const fragment: FragmentDefinitionNode | null | undefined = context.getFragment(name);
      const size = fragment ? measure(fragment.selectionSet) : nothing;
      measured.set(name, size);
      return size;
    }

    function measure(set: SelectionSetNode): Size {
      const sum: Size = { depth: 0, aliases: 0, rootFields: 0, fields: 0 };
      const add = (inner: Size, levels: number, rootFields: number): void => {
        sum.depth = Math.max(sum.depth, inner.depth + levels);
        sum.aliases += inner.aliases;
        sum.fields += inner.fields;
        sum.rootFields += rootFields;
      };
      for (const selection of set.selections) {
        if (selection.kind === Kind.FRAGMENT_SPREAD) {
          const inner = measureFragment(selection.name.value);
          add(inner, 0, inner.rootFields);
        } else if (selection.kind === Kind.INLINE_FRAGMENT) {
          const inner = measure(selection.selectionSet);
          add(inner, 0, inner.rootFields);
        } else {
          sum.fields += 1;
          if (selection.alias) sum.aliases += 1;
          const introspects = selection.name.value.startsWith('__');
          if (selection.selectionSet && !introspects) add(measure(selection.selectionSet), 1, 1);
          else add({ depth: 0, aliases: 0, rootFields: 0, fields: 0 }, 1, 1);
        }
      }
      return sum;
    }

    return {
      OperationDefinition(operation) {
        const size = measure(operation.selectionSet);
        for (const limit of LIMITED)
          if (size[limit] > limits[limit])
            context.reportError(
              new GraphQLError(`The operation exceeds the limit of ${limits[limit]} ${NAMES[limit]}.`, {
                nodes: operation,
                extensions: { limit, max: limits[limit] },
              }),
            );
        return false;
      },
    };
  };
}

const NAMES: Record<(typeof LIMITED)[number], string> = {
  depth: 'levels',
  aliases: 'aliases',
  rootFields: 'root fields',
  fields: 'fields',
};
