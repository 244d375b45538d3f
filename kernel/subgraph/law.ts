/** Something that is true of a subgraph's rows at every moment. Statements are read with its schema on the search path. */
export interface Law {
  readonly name: string;
  readonly says: string;
  /** One row: `checked`, how many things it was checked of. */
  readonly count: string;
  /** A row for each thing that breaks it: `subject`, `expected`, `found`, all text. None: the law holds. */
  readonly violations: string;
}

/**
 * What a subgraph says of things that others know of too, so that what they say can be compared without any of them
 * reading another's tables. A statement without parameters whose rows are `subject`, an id, at most one row each, and
 * `says`, json. It is asked by ranges of subjects, which an index must serve: what lies in two tables is two testimonies, which
 * have no subject in common.
 */
export interface Testimony {
  /** What the subjects are, e.g. `order`. */
  readonly about: string;
  readonly sql: string;
}
