import WebSocket from 'ws';

/** Sockets that follow one order each, or all the same one, with one subscription each. */
export interface FollowersTask {
  url: string;
  /** Access tokens; a socket takes one after the other. */
  tokens: string[];
  query: string;
  /** What each socket follows; fewer than sockets go round. */
  orderIds: string[];
  sockets: number;
}

export interface FollowersReport {
  /** Answers since the last `reset`, the present state excepted. */
  answers: number;
  /** From the `at` of the event to the socket, in ms. */
  p50: number;
  p99: number;
  last: number;
  /** Operations and sockets that ended, with why. */
  ended: string[];
}

const sockets: WebSocket[] = [];
let latencies: number[] = [];
const ended: string[] = [];
let closing = false;

const AT = /"at":"([^"]+)"/;

function open(task: FollowersTask, index: number): Promise<void> {
  const socket = new WebSocket(task.url, 'graphql-transport-ws', { perMessageDeflate: false });
  sockets.push(socket);
  const authorization = `Bearer ${task.tokens[index % task.tokens.length]}`;
  const variables = { orderId: task.orderIds[index % task.orderIds.length] };
  socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } })));
  return new Promise((resolve) => {
    let present = false;
    socket.on('message', (raw) => {
      const text = raw.toString();
      if (text.startsWith('{"type":"connection_ack"'))
        socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: task.query, variables } }));
      else if (text.includes('"type":"next"')) {
        if (present) latencies.push(Date.now() - Date.parse(AT.exec(text)?.[1] ?? ''));
        present = true;
        resolve();
      } else if (text.includes('"type":"ping"')) socket.send('{"type":"pong"}');
      else ended.push(text.slice(0, 300));
    });
    socket.on('error', (error) => ended.push(error.message));
    socket.on('close', (code, reason) => {
      if (!closing) ended.push(`closed with ${code} ${reason}`);
      resolve();
    });
  });
}

function report(): FollowersReport {
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { answers: sorted.length, p50: at(0.5), p99: at(0.99), last: at(1), ended: ended.slice(0, 20) };
}

process.on('message', async (message: FollowersTask | 'reset' | 'report' | 'close') => {
  if (message === 'close') {
    closing = true;
    for (const socket of sockets) socket.terminate();
    process.exit(0);
  } else if (message === 'reset') latencies = [];
  else if (message === 'report') process.send!(report());
  else {
    // A hundred at a time: a listener's backlog is not what is measured.
    for (let begun = 0; begun < message.sockets; begun += 100) {
      const some = Math.min(100, message.sockets - begun);
      await Promise.all(Array.from({ length: some }, (_, index) => open(message, begun + index)));
    }
    process.send!(report());
  }
});
