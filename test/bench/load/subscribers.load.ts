import WebSocket from 'ws';

/** Many sockets with the same subscription each. Told `arm`, they report when the next event has reached the last one. */
export interface SubscribersTask {
  url: string;
  token: string;
  query: string;
  variables: Record<string, unknown>;
  sockets: number;
}

export type SubscribersReport =
  | { kind: 'subscribed' }
  | { kind: 'failed'; reason: string }
  /** Times in ms since 1970 at which the first and the last socket had the event. */
  | { kind: 'delivered'; firstAt: number; lastAt: number };

const report = (message: SubscribersReport): void => void process.send!(message);

let wanted = '';
let arrived = 0;
let firstAt = 0;
const sockets: WebSocket[] = [];

function open(task: SubscribersTask, onSubscribed: () => void): WebSocket {
  const socket = new WebSocket(task.url, 'graphql-transport-ws', { perMessageDeflate: false });
  let first = true;
  const now = (): number => performance.timeOrigin + performance.now();
  socket.on('open', () =>
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${task.token}` } })),
  );
  socket.on('message', (raw) => {
    const text = raw.toString();
    if (text.startsWith('{"type":"connection_ack"')) {
      const { query, variables } = task;
      socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables } }));
    } else if (text.includes('"type":"next"')) {
      // The first answer is the state at the time of subscribing.
      if (first) {
        first = false;
        onSubscribed();
      }
      if (wanted && text.includes(wanted)) {
        arrived += 1;
        if (arrived === 1) firstAt = now();
        if (arrived === task.sockets) {
          wanted = '';
          report({ kind: 'delivered', firstAt, lastAt: now() });
        }
      }
    } else if (text.includes('"type":"ping"')) socket.send('{"type":"pong"}');
    else report({ kind: 'failed', reason: text.slice(0, 300) });
  });
  socket.on('error', (error) => report({ kind: 'failed', reason: error.message }));
  return socket;
}

process.on('message', async (message: SubscribersTask | { arm: string } | 'close') => {
  if (message === 'close') {
    for (const socket of sockets) socket.terminate();
    process.exit(0);
  } else if ('arm' in message) {
    arrived = 0;
    wanted = message.arm;
  } else {
    // A hundred at a time: a listener's backlog is not what is measured.
    for (let begun = 0; begun < message.sockets; begun += 100) {
      const some = Array.from(
        { length: Math.min(100, message.sockets - begun) },
        () => new Promise<void>((resolve) => void sockets.push(open(message, resolve))),
      );
      await Promise.all(some);
    }
    report({ kind: 'subscribed' });
  }
});
