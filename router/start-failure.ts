import { GraphQLError } from 'graphql';
import { ConfigError } from '#kernel/config.ts';

/** Why a router did not start, in a sentence for whoever started it; with the stack where it is a bug. */
export function startFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof ConfigError) return error.message;
  if (error instanceof GraphQLError) return `The graph cannot be served: ${reasonOf(error)}`;
  const { code, syscall, address, port } = error as NodeJS.ErrnoException & { address?: string; port?: number };
  if (syscall === 'listen') return `It cannot listen on ${address}:${port}${WHY[code ?? ''] ?? `: ${code}`}.`;
  return error.stack ?? error.message;
}

const WHY: Readonly<Record<string, string>> = {
  EADDRINUSE: ', where something else listens already',
  EADDRNOTAVAIL: ', which is no address of this machine',
  EACCES: ', which takes more rights',
};

/** Without the excerpts that the gateway adds to it. */
function reasonOf({ message, locations }: GraphQLError): string {
  const [reason = ''] = message.split(/\n\s*\n/);
  const [place] = message.startsWith('Syntax Error') ? (locations ?? []) : [];
  return `${reason.replaceAll(/\s*\n\s*/g, ' ')}${place ? ` (line ${place.line}, column ${place.column})` : ''}`;
}
