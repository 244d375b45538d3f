import { GraphQLError } from 'graphql';
import { ConfigError } from '#kernel/config.ts';
import type { SupergraphSource } from '#router/gateway/supergraph-source.ts';

/** A registry that gave no graph, and none was kept. */
class NoGraph extends Error {}

/** A registry's graphs; when it gives none at the start, the error names it and what can be done. */
export const ofRegistry = (address: string, source: SupergraphSource): SupergraphSource => ({
  ...source,
  load: async () => {
    try {
      return await source.load();
    } catch (error) {
      if (isBug(error)) throw error;
      const { protocol, host, pathname } = new URL(address);
      const why = reasonIn(error).replace(/\.$/, '');
      throw new NoGraph(
        `The registry ${protocol}//${host}${pathname} gave no graph: ${why}. With ROUTER_CACHE_DIR a router starts with the last one it had.`,
        { cause: error },
      );
    }
  },
});

/** Errors of the language itself; that of `fetch` has a cause. */
const isBug = (error: unknown): boolean =>
  !(error instanceof Error) || (error instanceof TypeError && error.cause === undefined);

/** The first line of what is at the bottom of it. */
function reasonIn(error: unknown): string {
  const { cause, message, errors } = error as Error & { errors?: readonly unknown[] };
  const deeper = cause ?? errors?.[0];
  return deeper instanceof Error ? reasonIn(deeper) : (message.split('\n')[0] ?? '');
}

/** Why a router did not start, in a sentence for whoever started it; with the stack where it is a bug. */
export function startFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof ConfigError || error instanceof NoGraph) return error.message;
  if (error instanceof GraphQLError) return `The graph cannot be served: ${reasonOf(error)}`;
  const { code, syscall, address, port, hostname } = error as NodeJS.ErrnoException & Partial<Place>;
  if (syscall === 'getaddrinfo') return `The host ${hostname} is not known here.`;
  if (syscall === 'listen') return `It cannot listen on ${address}:${port}${WHY[code ?? ''] ?? `: ${code}`}.`;
  return error.stack ?? error.message;
}

interface Place {
  address: string;
  port: number;
  hostname: string;
}

const WHY: Readonly<Record<string, string>> = {
  EADDRINUSE: ', where something else listens already',
  EADDRNOTAVAIL: ', which is no address of this machine',
  EACCES: ', which takes more rights',
};

/** Without the excerpts that the gateway adds to it. */
function reasonOf({ message, locations }: GraphQLError): string {
  const [reason = ''] = message.split(/\n\s*\n/);
  if (reason.includes('must be a core schema')) return 'it is not composed of subgraphs; compose their schemas first.';
  const [place] = message.startsWith('Syntax Error') ? (locations ?? []) : [];
  return `${reason.replaceAll(/\s*\n\s*/g, ' ')}${place ? ` (line ${place.line}, column ${place.column})` : ''}`;
}
