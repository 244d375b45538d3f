import { basename } from 'node:path';
import { type DefinitionNode, parse } from 'graphql';
import { type SourceFile, specifiersOf, targetOf } from './imports.ts';

/** A rule of the house: what it says, and what is wrong with a file, if anything. */
export interface Rule {
  readonly name: string;
  check(file: SourceFile): string[];
}

const MAX_LINES = 300;
/** Packages that neither read nor change anything outside of their arguments. */
const PURE_PACKAGES = ['zod', 'libphonenumber-js/min'];
/** Of the house, what only computes and belongs to nobody. */
const PURE_FILES = ['schema/money.ts', 'schema/card-token.ts', 'schema/text.ts'];
/** The pure part of what also has another: a domain may hash and tell an id, not make one. */
const PURE_PARTS = ["import { hash } from 'node:crypto';", "import { isId } from '#kernel/ids.ts';"];
/** What a domain imports beyond pure parts. */
const domainSpecifiers = (text: string) =>
  specifiersOf(PURE_PARTS.reduce((rest, part) => rest.replace(part, ''), text));

const isGenerated = (path: string): boolean => /(^|[./])generated\.ts$/.test(path);
/** Tests, and what only tests use: may reach for more, and may be longer. */
const isTestCode = (path: string): boolean =>
  /\.test\.ts$/.test(path) || path.startsWith('test/') || path.split('/').includes('testing');

/** A rule about what files below some folder may import. `allows` is asked of paths in the house, never of packages. */
const importRule = (
  name: string,
  applies: (path: string) => boolean,
  allows: (target: string, importer: string) => boolean,
): Rule => ({
  name,
  check: ({ path, text }) =>
    applies(path)
      ? specifiersOf(text).flatMap((specifier) => {
          if (specifier === undefined) return ['imports something computed'];
          const target = targetOf(path, specifier);
          return target === undefined || allows(target, path) ? [] : [`imports ${specifier}`];
        })
      : [],
});

const isIn = (folder: string) => (path: string) => path.startsWith(`${folder}/`);
const source = (folder: string) => (path: string) => isIn(folder)(path) && !isTestCode(path);
const inSubgraph = (path: string): boolean => /^subgraphs\/[^/]+\//.test(path);
const subgraphOf = (path: string): string => path.split('/').slice(0, 2).join('/');
const isDomain = (path: string): boolean => /^subgraphs\/[^/]+\/domain\//.test(path) && !isTestCode(path);

export const rules: readonly Rule[] = [
  importRule(
    'a subgraph imports itself, the kernel and the schema',
    (path) => inSubgraph(path) && !isTestCode(path),
    (target, importer) => isIn(subgraphOf(importer))(target) || isIn('kernel')(target) || isIn('schema')(target),
  ),
  importRule(
    'no subgraph imports another, not even in its tests',
    inSubgraph,
    (target, importer) => !isIn('subgraphs')(target) || isIn(subgraphOf(importer))(target),
  ),
  importRule(
    'only consumers read the events of other subgraphs',
    (path) => inSubgraph(path) && !isTestCode(path) && !/^subgraphs\/[^/]+\/consumers\//.test(path),
    (target) => target !== 'schema/events.ts',
  ),
  {
    name: 'a domain imports nothing but itself and what only computes',
    check: ({ path, text }) =>
      isDomain(path)
        ? domainSpecifiers(text).flatMap((specifier) => {
            const target = specifier && targetOf(path, specifier);
            const pure = target
              ? isIn(`${subgraphOf(path)}/domain`)(target) || PURE_FILES.includes(target)
              : PURE_PACKAGES.includes(specifier ?? '');
            return pure ? [] : [`imports ${specifier}`];
          })
        : [],
  },
  importRule(
    'the router imports itself, the kernel, the schema and the manifest',
    source('router'),
    (target) =>
      ['router', 'kernel', 'schema'].some((house) => isIn(house)(target)) || target === 'subgraphs/manifest.ts',
  ),
  importRule('the kernel imports nobody', isIn('kernel'), (target) => isIn('kernel')(target)),
  importRule('the sandbox imports only itself', isIn('sandbox'), (target) => isIn('sandbox')(target)),
  importRule(
    'what stands outside of the subgraphs reaches them by the manifest',
    (path) => !inSubgraph(path) && path !== 'subgraphs/manifest.ts' && !isTestCode(path),
    (target, importer) =>
      !inSubgraph(target) || (importer === 'schema/events.ts' && /^subgraphs\/[^/]+\/events\.ts$/.test(target)),
  ),
  importRule(
    'what runs in production imports no test code',
    (path) => !isTestCode(path),
    (target) => !isTestCode(target),
  ),
  {
    name: `source files have at most ${MAX_LINES} lines`,
    check: ({ path, text }) => {
      const lines = text.trimEnd().split('\n').length;
      return isTestCode(path) || isGenerated(path) || lines <= MAX_LINES ? [] : [`has ${lines} lines`];
    },
  },
  {
    name: 'a file is named after what is in it',
    check: ({ path }) =>
      /(^|[-.])(index|utils?|helpers?|common|managers?)(?=[-.])/i.test(basename(path))
        ? ['says nothing by its name']
        : [],
  },
  {
    name: 'folders and files are kebab-case; a resolver file is named after its SDL type',
    check: ({ path }) => {
      const parts = path.replace(/(\.\w+)*\.tsx?$/, '').split('/');
      const file = parts.pop()!;
      const isType = parts.at(-1) === 'resolvers' && /^[A-Z][A-Za-z]*$/.test(file);
      const odd = [...parts, ...(isType ? [] : [file])].filter((part) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(part));
      return odd.map((part) => `is not kebab-case: ${part}`);
    },
  },
  {
    name: 'transactions are opened in commands and consumers only',
    check: ({ path, text }) =>
      inSubgraph(path) &&
      !isTestCode(path) &&
      !/^subgraphs\/[^/]+\/(commands|consumers)\//.test(path) &&
      /\.(transaction|begin)\(/.test(text)
        ? ['opens a transaction']
        : [],
  },
];

/** Every breach of every rule, one line each. */
export const breaches = (files: readonly SourceFile[]): string[] =>
  files.flatMap((file) =>
    rules.flatMap((rule) => rule.check(file).map((what) => `${file.path} ${what} (${rule.name})`)),
  );

type Described = { readonly description?: { readonly value: string }; readonly name: { readonly value: string } };

/** Types, fields, input fields and enum values of an SDL that no description explains. */
export function undescribed(sdl: string): string[] {
  const missing = (path: string, node: Described): string[] =>
    node.description && node.description.value.trim() !== '' ? [] : [`${path}${node.name.value}`];
  const within = (definition: DefinitionNode & Described): string[] => [
    ...('fields' in definition ? (definition.fields ?? []) : []).flatMap((field) =>
      missing(`${definition.name.value}.`, field),
    ),
    ...('values' in definition ? (definition.values ?? []) : []).flatMap((value) =>
      missing(`${definition.name.value}.`, value),
    ),
  ];
  return parse(sdl).definitions.flatMap((definition) => {
    if (definition.kind === 'SchemaExtension' || definition.kind === 'SchemaDefinition' || !('name' in definition))
      return [];
    const named = definition as DefinitionNode & Described;
    // An extension is described where its type is, and the root types explain themselves.
    const root = ['Query', 'Mutation', 'Subscription'].includes(named.name.value);
    const own = definition.kind.endsWith('Extension') || root ? [] : missing('', named);
    return [...own, ...within(named)];
  });
}
