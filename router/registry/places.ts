import { type DefinitionNode, Kind, type Location, type NameNode, parse } from 'graphql';

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

interface Noted {
  readonly place: Place;
  /** What stands there. */
  readonly text: string;
}

/**
 * Finds schema coordinates in the SDL of subgraphs: `Type`, `Type.field`, `Type.field.argument`, `Enum.VALUE`,
 * `@directive`, `@directive.argument`.
 */
export class Places {
  readonly #places = new Map<string, Noted[]>();
  readonly #subgraphs: readonly Sdl[];

  /** SDL that does not parse has no places. */
  constructor(subgraphs: readonly Sdl[]) {
    this.#subgraphs = subgraphs;
    for (const subgraph of subgraphs) {
      const note = (coordinate: string, { loc, name }: { loc?: Location | undefined; name: NameNode }): void => {
        const noted = {
          place: placeInFile(subgraph, name.loc?.startToken.line),
          text: loc ? subgraph.sdl.slice(loc.start, loc.end) : '',
        };
        const known = this.#places.get(coordinate);
        if (known) known.push(noted);
        else this.#places.set(coordinate, [noted]);
      };
      let definitions: readonly DefinitionNode[];
      try {
        definitions = parse(subgraph.sdl, { maxTokens: MAX_TOKENS }).definitions;
      } catch {
        continue;
      }
      for (const definition of definitions) {
        if (!('name' in definition) || !definition.name) continue;
        const isDirective = definition.kind === Kind.DIRECTIVE_DEFINITION;
        const type = isDirective ? `@${definition.name.value}` : definition.name.value;
        note(type, { loc: definition.loc, name: definition.name });
        if (isDirective)
          for (const argument of definition.arguments ?? []) note(`${type}.${argument.name.value}`, argument);
        const members = 'fields' in definition ? definition.fields : 'values' in definition ? definition.values : [];
        for (const member of members ?? []) {
          note(`${type}.${member.name.value}`, member);
          for (const argument of ('arguments' in member && member.arguments) || [])
            note(`${type}.${member.name.value}.${argument.name.value}`, argument);
        }
      }
    }
  }

  /** Where a coordinate stands; of several subgraphs that have it, in the one named, or the first. */
  find(coordinate: string, subgraph?: string): Place | undefined {
    const places = this.#places.get(coordinate)?.map(({ place }) => place);
    return subgraph === undefined ? places?.[0] : places?.find((place) => place.subgraph === subgraph);
  }

  /** The beginning of a subgraph, for what is about the whole of it; undefined for one that is not here. */
  beginning(name: string): Place | undefined {
    const subgraph = this.#subgraphs.find((candidate) => candidate.name === name);
    return subgraph && placeInFile(subgraph, 1);
  }

  /**
   * Where to look for what a message is about: at the first coordinate it names, in the subgraph that has what it quotes;
   * else at the beginning of the subgraph it names, or of the first.
   */
  about(message: string, subgraph?: string): Place {
    const named = subgraph ?? quotedIn(message).find((text) => this.beginning(text)) ?? this.#subgraphs[0]?.name;
    return this.named(message, subgraph) ?? ((named && this.beginning(named)) || {});
  }

  /** The first coordinate that a message names, if it names one. */
  named(message: string, subgraph?: string): Place | undefined {
    const quoted = quotedIn(message);
    const words = message.match(/@?[A-Za-z_]\w*(?:\.\w+)*/g) ?? [];
    for (const word of words.toSorted((a, b) => Number(b.includes('.')) - Number(a.includes('.')))) {
      const noted = (this.#places.get(word) ?? []).filter(
        ({ place }) => subgraph === undefined || place.subgraph === subgraph,
      );
      const best = noted.find(({ text }) => quoted.some((part) => part !== word && text.includes(part))) ?? noted[0];
      if (best) return best.place;
    }
    return undefined;
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
    // The whole type is gone, or all that had it.
    return (owner?.subgraph && this.beginning(owner.subgraph)) || owner || {};
  }
}

const quotedIn = (message: string): string[] => [...message.matchAll(/"([^"\n]+)"/g)].map(([, text]) => text!);
