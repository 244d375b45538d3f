import {
  type GraphQLArgument,
  type GraphQLEnumValue,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type GraphQLType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
} from 'graphql';
import { type Html, html } from '#router/registry/explorer/html.ts';

type Member = GraphQLField<unknown, unknown> | GraphQLInputField | GraphQLEnumValue;

/** The types of a schema that are its own. */
export const ownTypes = (schema: GraphQLSchema): GraphQLNamedType[] =>
  Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

export function membersOf(type: GraphQLNamedType): readonly Member[] {
  if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) return Object.values(type.getFields());
  return isEnumType(type) ? type.getValues() : [];
}

const kindOf = (type: GraphQLNamedType): string => {
  if (isObjectType(type)) return 'type';
  if (isInterfaceType(type)) return 'interface';
  if (isUnionType(type)) return 'union';
  if (isEnumType(type)) return 'enum';
  return isInputObjectType(type) ? 'input' : 'scalar';
};

const linkTo = (base: string, type: GraphQLType): Html => {
  const named = getNamedType(type);
  const [before = '', after = ''] = String(type).split(named.name);
  const name = isSpecifiedScalarType(named)
    ? named.name
    : html`<a href="${base}/types/${named.name}">${named.name}</a>`;
  return html`${before}${name}${after}`;
};

const signature = (base: string, member: Member): Html => {
  const args: readonly GraphQLArgument[] = 'args' in member ? member.args : [];
  const list = args.map(
    (argument, index) => html`${index > 0 && ', '}${argument.name}: ${linkTo(base, argument.type)}`,
  );
  return html`${member.name}${args.length > 0 && html`(${list})`}${'type' in member && html`: ${linkTo(base, member.type)}`}`;
};

const entry = (base: string, member: Member): Html => {
  const args = ('args' in member ? member.args : []).filter(({ description }) => description);
  return html`<div id="${member.name}" class="${member.deprecationReason ? 'deprecated' : ''}">
    <dt><code>${signature(base, member)}</code></dt>
    <dd>${member.description}
      ${args.length > 0 && html`<ul>${args.map(({ name, description }) => html`<li><code>${name}</code> ${description}</li>`)}</ul>`}
      ${member.deprecationReason && html`<p><strong>Deprecated.</strong> ${member.deprecationReason}</p>`}</dd>
  </div>`;
};

/** One type with all its members. */
export function typePage(base: string, schema: GraphQLSchema, type: GraphQLNamedType): Html {
  const interfaces = isObjectType(type) || isInterfaceType(type) ? type.getInterfaces() : [];
  const possible = isUnionType(type) || isInterfaceType(type) ? schema.getPossibleTypes(type) : [];
  const list = (types: readonly GraphQLNamedType[]): Html[] =>
    types.map((one, index) => html`${index > 0 && ', '}${linkTo(base, one)}`);
  return html`<h1><span class="dim">${kindOf(type)}</span> ${type.name}</h1>
    <p>${type.description}</p>
    ${interfaces.length > 0 && html`<p>Implements ${list(interfaces)}.</p>`}
    ${possible.length > 0 && html`<p>Is one of ${list(possible)}.</p>`}
    <dl>${membersOf(type).map((member) => entry(base, member))}</dl>`;
}

/** What can be asked, and every type. */
export function overviewPage(base: string, schema: GraphQLSchema): Html {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter(
    (type) => !!type,
  );
  const others = ownTypes(schema).filter((type) => !roots.includes(type as never));
  return html`${roots.map(
    (root) => html`<h2><a href="${base}/types/${root.name}">${root.name}</a></h2>
      <dl>${membersOf(root).map((member) => entry(base, member))}</dl>`,
  )}
    <h2>Types</h2>
    <dl>${others.map((type) => html`<dt><code><span class="dim">${kindOf(type)}</span> ${linkTo(base, type)}</code></dt><dd>${type.description}</dd>`)}</dl>`;
}

/** Most results of a search that are shown. */
const MAX_RESULTS = 100;

/** Types and members whose name or description has all words; those that match by name come first. */
export function searchPage(base: string, schema: GraphQLSchema, query: string): Html {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8);
  const has = (text: string): boolean => words.every((word) => text.toLowerCase().includes(word));
  const found = ownTypes(schema).flatMap((type) => [
    { path: type.name, anchor: '', description: type.description },
    ...membersOf(type).map((member) => ({
      path: `${type.name}.${member.name}`,
      anchor: `#${member.name}`,
      description: member.description,
    })),
  ]);
  const hits = found
    .filter(({ path, description }) => has(`${path} ${description ?? ''}`))
    .sort((a, b) => Number(has(b.path)) - Number(has(a.path)));
  return html`<h1>${hits.length === 0 ? 'Nothing' : hits.length} found for “${query}”</h1>
    <dl>${hits.slice(0, MAX_RESULTS).map(
      ({
        path,
        anchor,
        description,
      }) => html`<dt><code><a href="${base}/types/${path.split('.')[0]}${anchor}">${path}</a></code></dt>
        <dd>${description}</dd>`,
    )}</dl>`;
}

/** Everything that will go, and what to use instead. */
export function deprecationsPage(base: string, schema: GraphQLSchema): Html {
  const going = ownTypes(schema).flatMap((type) =>
    membersOf(type)
      .filter(({ deprecationReason }) => deprecationReason)
      .map((member) => ({ type, member })),
  );
  return html`<h1>Deprecations</h1>
    ${going.length === 0 && html`<p>Nothing is deprecated.</p>`}
    <dl>${going.map(
      ({
        type,
        member,
      }) => html`<dt><code><a href="${base}/types/${type.name}#${member.name}">${type.name}.${member.name}</a></code></dt>
        <dd>${member.deprecationReason}</dd>`,
    )}</dl>`;
}
