import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export type Received = {
  readonly id: string;
  readonly genuine: boolean;
  readonly at: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever event it expects
  readonly event: any;
};

export type CallbackReceiver = {
  readonly url: string;
  /** Everything that came, forged or not, accepted or not, in order. */
  readonly received: readonly Received[];
  /** Waits until `count` genuine callbacks that fit have come; fails after three seconds. */
  genuine(count: number, fits?: (received: Received) => boolean): Promise<Received[]>;
  /** Decides the next answers: an HTTP status by callback. Forged ones always get 401. */
  answerWith(status: (received: Received) => number): void;
  stop(): Promise<void>;
};

/** The merchant's end of the callbacks, as a merchant would write it: verifies each with the npm package. */
export async function startCallbackReceiver(secret: string): Promise<CallbackReceiver> {
  const webhook = new Webhook(secret);
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  let statusOf: (received: Received) => number = () => 204;

  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      let genuine = true;
      try {
        webhook.verify(body, request.headers as Record<string, string>);
      } catch {
        genuine = false;
      }
      const one = { id: String(request.headers['webhook-id']), genuine, at: Date.now(), event: JSON.parse(body) };
      received.push(one);
      response.writeHead(genuine ? statusOf(one) : 401).end();
      for (const look of waiting) look();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callbacks`,
    received,
    genuine: (count, fits = () => true) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = received.filter((one) => one.genuine && fits(one));
          if (found.length < count) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found);
        };
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`${count} genuine callbacks were expected, came: ${JSON.stringify(received)}`));
        }, 3_000);
        waiting.add(look);
        look();
      }),
    answerWith: (status) => {
      statusOf = status;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
