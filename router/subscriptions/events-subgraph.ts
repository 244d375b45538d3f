import { type ConstDirectiveNode, type FieldDefinitionNode, Kind, print, valueFromASTUntyped } from 'graphql';
import { EVENT_SPEC } from '#router/subscriptions/binding.ts';

/** What the virtual subgraph itself uses of federation. */
const FEDERATION = ['@key', '@external', '@provides', '@shareable', '@composeDirective'];

/** The virtual subgraph of events as it grows, field by field. */
export class EventsSubgraph {
  readonly #fields: FieldDefinitionNode[] = [];
  readonly #definitions = new Map<string, string>();
  /** By specification: where it is, and what is imported of it. */
  readonly #links = new Map<string, { url: string; imports: Set<string> }>();
  /** By entity: its key, and the fields of its stub as they are printed. */
  readonly #stubs = new Map<string, { key: string; fields: Map<string, string> }>();

  get isEmpty(): boolean {
    return this.#fields.length === 0;
  }

  add(field: FieldDefinitionNode): void {
    this.#fields.push(field);
  }

  /** Equal names are taken to be equal definitions; the composer has judged them where they come from. */
  define(name: string, text: string): void {
    this.#definitions.set(name, text);
  }

  /** Takes over what a subgraph links; of several versions of a specification the first counts. */
  link(directive: ConstDirectiveNode): void {
    const { url, import: imports } = argumentsOf(directive) as { url: string; import?: unknown[] };
    const specification = String(url).replace(/\/v[\d.]+$/, '');
    const known = this.#links.get(specification) ?? { url, imports: new Set() };
    for (const one of imports ?? []) if (typeof one === 'string') known.imports.add(one);
    this.#links.set(specification, known);
  }

  /** An entity as events know it. */
  stub(entity: string, key: readonly string[], fields: readonly FieldDefinitionNode[]): void {
    const stub = this.#stubs.get(entity) ?? { key: key.join(' '), fields: new Map() };
    for (const { name, type } of fields)
      stub.fields.set(name.value, `${name.value}: ${print(type)}${key.includes(name.value) ? '' : ' @external'}`);
    this.#stubs.set(entity, stub);
  }

  sdl(): string {
    const links = [...this.#links.values()].map(({ url, imports }) => {
      const all = url.includes('/federation/') ? new Set([...imports, ...FEDERATION]) : imports;
      return `@link(url: ${JSON.stringify(url)}, import: ${JSON.stringify([...all])})`;
    });
    const stubs = [...this.#stubs].map(
      ([name, { key, fields }]) =>
        `type ${name} @key(fields: ${JSON.stringify(key)}, resolvable: false) { ${[...fields.values()].join(' ')} }`,
    );
    return [
      `extend schema ${links.join(' ')}`,
      `extend schema @link(url: "${EVENT_SPEC}", import: ["@event", "@admission"])`,
      'extend schema @composeDirective(name: "@event") @composeDirective(name: "@admission")',
      ...this.#definitions.values(),
      ...stubs,
      `type Subscription {\n${this.#fields.map(print).join('\n')}\n}\n`,
    ].join('\n\n');
  }
}

/** A directive's arguments as plain values. */
export const argumentsOf = (directive: ConstDirectiveNode): Record<string, unknown> =>
  Object.fromEntries((directive.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));

/** A federation directive with a field set: `@provides(fields: "status")`. */
export const fieldSet = (name: string, fields: string): ConstDirectiveNode => ({
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: name },
  arguments: [
    {
      kind: Kind.ARGUMENT,
      name: { kind: Kind.NAME, value: 'fields' },
      value: { kind: Kind.STRING, value: fields },
    },
  ],
});
