import { type DefinitionNode, Kind, parse } from 'graphql';

/** Of one subgraph's SDL: some ten thousand fields. What has more was not written by people. */
export const MAX_TOKENS = 200_000;

/** A file of a subgraph's SDL. */
export interface SdlFile {
  /** As whoever reads a report knows it: relative to the repository. */
  readonly path: string;
  /** The line of the whole SDL that is the file's first, counted from 1. */
  readonly firstLine: number;
}

/** Where something stands. */
export interface Place {
  readonly subgraph?: string;
  readonly file?: string;
  /** Counted from 1, in the file or, where none is known, in the subgraph's whole SDL. */
  readonly line?: number;
}

interface Sdl {
  readonly name: string;
  readonly sdl: string;
  readonly files?: readonly SdlFile[];
}

/** The place of a line of a subgraph's SDL, in the file it came from. */
export function placeInFile({ name, files = [] }: Omit<Sdl, 'sdl'>, line: number | undefined): Place {
  if (line === undefined) return { subgraph: name };
  const file = files.findLast(({ firstLine }) => firstLine <= line);
  return file ? { subgraph: name, file: file.path, line: line - file.firstLine + 1 } : { subgraph: name, line };
}

/** Puts files together to one SDL. */
export function joinFiles(files: readonly { readonly path: string; readonly text: string }[]): {
  sdl: string;
  files: SdlFile[];
} {
  const placed: SdlFile[] = [];
  let sdl = '';
  let firstLine = 1;
  for (const [index, { path, text }] of files.entries()) {
    placed.push({ path, firstLine });
    const block = text.endsWith('\n') || index === files.length - 1 ? text : `${text}\n`;
    sdl += block;
    firstLine += block.split('\n').length - 1;
  }
  return { sdl, files: placed };
}

/** Finds schema coordinates in the SDL of subgraphs: `Type`, `Type.field`, `Type.field.argument`, `Enum.VALUE`. */
export class Places {
  readonly #places = new Map<string, Place[]>();

  /** SDL that does not parse has no places. */
  constructor(subgraphs: readonly Sdl[]) {
    for (const subgraph of subgraphs) {
      const note = (coordinate: string, node: { loc?: { startToken: { line: number } } }): void => {
        const place = placeInFile(subgraph, node.loc?.startToken.line);
        const known = this.#places.get(coordinate);
        if (known) known.push(place);
        else this.#places.set(coordinate, [place]);
      };
      let definitions: readonly DefinitionNode[];
      try {
        definitions = parse(subgraph.sdl, { maxTokens: MAX_TOKENS }).definitions;
      } catch {
        continue;
      }
      for (const definition of definitions) {
        if (!('name' in definition) || !definition.name || definition.kind === Kind.DIRECTIVE_DEFINITION) continue;
        const type = definition.name.value;
        note(type, definition.name);
        const members = 'fields' in definition ? definition.fields : 'values' in definition ? definition.values : [];
        for (const member of members ?? []) {
          note(`${type}.${member.name.value}`, member.name);
          for (const argument of ('arguments' in member && member.arguments) || [])
            note(`${type}.${member.name.value}.${argument.name.value}`, argument.name);
        }
      }
    }
  }

  /** Where a coordinate stands; of several subgraphs that have it, in the one named, or the first. */
  find(coordinate: string, subgraph?: string): Place | undefined {
    const places = this.#places.get(coordinate);
    return subgraph === undefined ? places?.[0] : places?.find((place) => place.subgraph === subgraph);
  }

  /**
   * Where a change of a coordinate is to be looked for: at the coordinate, or where it is no more at what held it, in
   * the subgraph that had it.
   */
  findChange(coordinate: string, before: Places): Place {
    const here = this.find(coordinate);
    if (here) return here;
    const owner = before.find(coordinate);
    for (let holder = coordinate; holder.includes('.'); ) {
      holder = holder.slice(0, holder.lastIndexOf('.'));
      const place = this.find(holder, owner?.subgraph) ?? (owner ? undefined : this.find(holder));
      if (place) return place;
    }
    return owner?.subgraph ? { subgraph: owner.subgraph } : {};
  }
}
