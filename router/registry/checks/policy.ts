import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  isTypeDefinitionNode,
  parse,
} from 'graphql';
import { levelOf, type Reason, type Strictness } from '#router/registry/checks/check.ts';
import { type SchemaChange, schemaOf } from '#router/registry/checks/schema-changes.ts';
import type { Composed } from '#router/registry/compose.ts';
import { at, isInaccessible, membersOf as nodesOf, ROOTS, tagsOf } from '#router/registry/hidden.ts';
import type { Places } from '#router/registry/places.ts';

interface Finding {
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

const TYPE_NAME = /^[A-Z][A-Za-z0-9]*$/;
const FIELD_NAME = /^[a-z][A-Za-z0-9]*$/;
const VALUE_NAME = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;
/** What graphql-js puts where no reason was given. */
const NO_REASON = 'No longer supported';

/** Every breach of the house's rules for schemas: names, descriptions, reasons of deprecations, audiences. */
export function policyFindings(graph: Composed): Finding[] {
  const schema = schemaOf(graph);
  const findings = unclaimed(graph);
  const named = (path: string, name: string, pattern: RegExp, form: string): void => {
    if (!pattern.test(name)) findings.push({ code: 'NAME_FORM', path, message: `${path} is not written as ${form}.` });
  };
  const explained = (path: string, { description }: { description?: string | null }): void => {
    if (!description?.trim())
      findings.push({ code: 'DESCRIPTION_MISSING', path, message: `${path} has no description.` });
  };
  const reasoned = (path: string, { deprecationReason }: { deprecationReason?: string | null }): void => {
    if (deprecationReason === NO_REASON || deprecationReason?.trim() === '')
      findings.push({
        code: 'DEPRECATION_REASON_MISSING',
        path,
        message: `${path} is deprecated, and does not say what to use instead.`,
      });
  };
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type) || isSpecifiedScalarType(type)) continue;
    named(type.name, type.name, TYPE_NAME, 'PascalCase');
    if (!roots.includes(type as never)) explained(type.name, type);
    for (const member of membersOf(type)) {
      const path = `${type.name}.${member.name}`;
      if (isEnumType(type)) named(path, member.name, VALUE_NAME, 'UPPER_CASE');
      else named(path, member.name, FIELD_NAME, 'camelCase');
      explained(path, member);
      reasoned(path, member);
      for (const argument of member.args ?? [])
        named(`${path}.${argument.name}`, argument.name, FIELD_NAME, 'camelCase');
    }
  }
  return findings;
}

/** Root fields that are in no contract and do not say that they are meant to be in none, by a tag such as `staff`. */
function unclaimed({ supergraphSdl, contracts }: Composed): Finding[] {
  if (contracts.length === 0 || contracts.some(({ include }) => include.length === 0)) return [];
  const { definitions } = parse(supergraphSdl, { noLocation: true });
  return definitions
    .filter(isTypeDefinitionNode)
    .filter(({ name }) => ROOTS.includes(name.value))
    .flatMap((root) =>
      nodesOf(root)
        .filter((field) => !isInaccessible(field) && tagsOf(field).length === 0)
        .map((field) => at(root.name.value, field)),
    )
    .map((path) => ({ code: 'AUDIENCE_MISSING', path, message: `${path} has no tag, so no contract has it.` }));
}

interface Member {
  readonly name: string;
  readonly description?: string | null;
  readonly deprecationReason?: string | null;
  readonly args?: readonly { readonly name: string }[];
}

function membersOf(type: GraphQLNamedType): readonly Member[] {
  if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) return Object.values(type.getFields());
  return isEnumType(type) ? type.getValues() : [];
}

/** Things a client would have been told of in advance. */
const REMOVALS: Record<string, (schema: GraphQLSchema, path: string) => boolean> = {
  FIELD_REMOVED: (schema, path) => isDeprecated(schema, path),
  INPUT_FIELD_REMOVED: (schema, path) => isDeprecated(schema, path),
  ENUM_VALUE_REMOVED: (schema, path) => isDeprecated(schema, path),
};

function isDeprecated(schema: GraphQLSchema, path: string): boolean {
  const [typeName = '', memberName] = path.split('.');
  const type = schema.getType(typeName);
  const member = type && membersOf(type).find(({ name }) => name === memberName);
  return Boolean(member?.deprecationReason);
}

/**
 * The house's rules, for what a publication brings: what was there before stays unremarked.
 * @param changes between the two graphs
 */
export function policyReasons(
  before: Composed | undefined,
  after: Composed,
  changes: readonly SchemaChange[],
  places: { readonly before: Places; readonly after: Places },
  strictness: Strictness,
): Reason[] {
  const known = new Set(before ? policyFindings(before).map(({ code, path }) => `${code} ${path}`) : []);
  const fresh = policyFindings(after).filter(({ code, path }) => !known.has(`${code} ${path}`));
  const sudden = before
    ? changes
        .filter(({ code, path }) => REMOVALS[code]?.(schemaOf(before), path) === false)
        .map(({ path }) => ({
          code: 'REMOVED_WITHOUT_DEPRECATION',
          path,
          message: `${path} is removed and was not deprecated before.`,
        }))
    : [];
  return [...fresh, ...sudden].map((finding) => ({
    ...finding,
    level: levelOf(strictness),
    ...places.after.findChange(finding.path, places.before),
  }));
}
