import type { Texts } from './texts.ts';

/** A category as it is stored. */
export interface CategoryRow {
  readonly id: string;
  readonly parentId: string | null;
  readonly slug: string;
  readonly name: Texts;
  readonly position: number;
}

/** A category in its place in the tree. */
export interface CategoryNode extends CategoryRow {
  readonly parent: CategoryNode | null;
  readonly children: CategoryNode[];
  /** From the top down to this one, itself included. */
  readonly path: readonly CategoryNode[];
}

/** The whole tree, found by id and by slug. It is small: thousands of categories at most. */
export class CategoryTree {
  readonly roots: CategoryNode[] = [];
  readonly #byId = new Map<string, CategoryNode>();
  readonly #bySlug = new Map<string, CategoryNode>();

  constructor(rows: readonly CategoryRow[]) {
    const childrenOf = Map.groupBy(rows, ({ parentId }) => parentId);
    const grow = (parent: CategoryNode | null): CategoryNode[] =>
      (childrenOf.get(parent?.id ?? null) ?? [])
        .toSorted((a, b) => a.position - b.position || (a.slug < b.slug ? -1 : 1))
        .map((row) => {
          const node = { ...row, parent, children: [] as CategoryNode[], path: [] as CategoryNode[] };
          node.path.push(...(parent?.path ?? []), node);
          this.#byId.set(node.id, node);
          this.#bySlug.set(node.slug, node);
          node.children.push(...grow(node));
          return node;
        });
    this.roots.push(...grow(null));
  }

  byId(id: string): CategoryNode | undefined {
    return this.#byId.get(id);
  }

  bySlug(slug: string): CategoryNode | undefined {
    return this.#bySlug.get(slug);
  }
}

/** A category and all below it. */
export const subtree = (node: CategoryNode): CategoryNode[] => [node, ...node.children.flatMap(subtree)];
