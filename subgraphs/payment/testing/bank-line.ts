import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where a line breaks: before the bank hears a request, or after it has done what was asked and before its answer. */
export type Break = 'before' | 'after';

/** A line to a bank that a test may break for good, to know of what hung in it then. */
export interface BankLine {
  readonly url: string;
  /** From now on requests hang: the promise is kept when one whose path ends so does. */
  breakAt(where: Break, path: string): Promise<void>;
  /** From now on what the bank answers arrives as something else. */
  bend(bent: (answer: BankAnswer) => object): void;
  /** Ends either. */
  mend(): void;
  stop(): void;
}

/** What a bank answers: a payment, payments, or a refund. */
export type BankAnswer = Record<string, unknown> & { payments?: Record<string, unknown>[] };

/** @param bankUrl where the line leads, asked for with each request */
export async function layBankLine(bankUrl: () => string): Promise<BankLine> {
  let broken: { where: Break; path: string; hangs: () => void } | undefined;
  let bend: ((answer: BankAnswer) => object) | undefined;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const own = broken?.path && request.method === 'POST' && request.url!.endsWith(broken.path) ? broken : undefined;
    if (own?.where === 'before') return own.hangs();
    const { authorization, 'idempotency-key': key } = request.headers;
    const answer = await fetch(bankUrl() + request.url, {
      method: request.method!,
      headers: { authorization: authorization!, ...(key && { 'idempotency-key': String(key) }) },
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    });
    const text = await answer.text();
    if (own) return own.hangs();
    const said = answer.ok && bend ? JSON.stringify(bend(JSON.parse(text))) : text;
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(said);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    breakAt: (where, path) => new Promise((hangs) => (broken = { where, path, hangs })),
    bend: (bent) => {
      bend = bent;
    },
    mend: () => {
      broken = undefined;
      bend = undefined;
    },
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
