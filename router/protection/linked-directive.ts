import type { Schema } from '@apollo/federation-internals';

/** A type, field or argument of a schema. */
export interface DirectiveHolder {
  appliedDirectivesOf(directive: string): readonly { arguments(): object }[];
}

/** Reads the arguments of one directive on an element; undefined when it is not there. */
export type DirectiveReader<A> = (element: DirectiveHolder) => A | undefined;

/**
 * Finds a directive by where it is defined and not by what it is called, which `@link` lets a graph choose.
 * @param feature its specification's address without the version
 */
export function linkedDirective<A extends object>(schema: Schema, feature: string, name: string): DirectiveReader<A> {
  const called = schema.coreFeatures?.getByIdentity(feature)?.directiveNameInSchema(name);
  if (!called || !schema.directive(called)) return () => undefined;
  return (element) => element.appliedDirectivesOf(called)[0]?.arguments() as A | undefined;
}
