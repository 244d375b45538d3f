import { EventEmitter } from 'node:events';
import type { Duplex, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import * as ws from 'ws';
import { Outlet } from '#router/subscriptions/outlet.ts';
import { bytesOf, textFrame } from '#router/subscriptions/text-frame.ts';

/** How the package itself reads frames; its types leave it out. */
const { Receiver } = ws as unknown as { Receiver: new () => Writable };

class FakeSocket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  writableLength = 0;
  sent: string[] = [];
  pings = 0;
  terminated = false;
  write(frame: Buffer): void {
    this.sent.push(frame.subarray(2).toString());
  }
  ping(): void {
    this.pings += 1;
  }
  terminate(): void {
    this.terminated = true;
  }
}

const FULL = 2 * 1024 * 1024;
const outletOn = (socket: FakeSocket): Outlet =>
  new Outlet(socket as unknown as WebSocket, socket as unknown as Duplex);

describe('the way out to a client that does not read', () => {
  it('keeps the latest answer of each operation and sends it when there is room again', () => {
    const socket = new FakeSocket();
    const outlet = outletOn(socket);
    const [one, two] = [outlet.line(['', '']), outlet.line(['', ''])];
    one.next('1a', 'latest');
    socket.writableLength = FULL;
    one.next('1b', 'latest');
    one.next('1c', 'latest');
    two.next('2a', 'latest');
    outlet.tick(performance.now());
    expect(socket.sent).toEqual(['1a']);
    socket.writableLength = 0;
    outlet.tick(performance.now());
    expect(socket.sent).toEqual(['1a', '1c', '2a']);
    one.next('1d', 'latest');
    expect(socket.sent.at(-1)).toBe('1d');
  });

  it('says so at once when nothing may be left out', () => {
    const socket = new FakeSocket();
    const line = outletOn(socket).line(['', '']);
    expect(line.next('a', 'close')).toBe(true);
    socket.writableLength = FULL;
    expect(line.next('b', 'close')).toBe(false);
    expect(socket.sent).toEqual(['a']);
  });

  it('sends nothing of an operation that ended while it was waiting', () => {
    const socket = new FakeSocket();
    const outlet = outletOn(socket);
    const line = outlet.line(['', '']);
    socket.writableLength = FULL;
    line.next('late', 'latest');
    line.close();
    socket.writableLength = 0;
    outlet.tick(performance.now());
    expect(socket.sent).toEqual([]);
  });

  it('cuts it off after half a minute', () => {
    const socket = new FakeSocket();
    const outlet = outletOn(socket);
    socket.writableLength = FULL;
    outlet.line(['', '']).next('a', 'latest');
    outlet.tick(performance.now() + 29_000);
    expect(socket.terminated).toBe(false);
    outlet.tick(performance.now() + 31_000);
    expect(socket.terminated).toBe(true);
  });

  it('cuts it off when it did not answer the last ping', () => {
    const socket = new FakeSocket();
    const outlet = outletOn(socket);
    outlet.ping();
    socket.emit('pong');
    outlet.ping();
    expect(socket).toMatchObject({ pings: 2, terminated: false });
    outlet.ping();
    expect(socket).toMatchObject({ pings: 2, terminated: true });
  });
});

describe('a text frame', () => {
  it.each([0, 1, 125, 126, 127, 65_535, 65_536, 200_000])('of %i bytes is read as it was written', async (length) => {
    const text = 'ы'.repeat(length / 2) + (length % 2 ? 'x' : '');
    const receiver = new Receiver();
    const read = new Promise((resolve) =>
      receiver.once('message', (data: Buffer, binary: boolean) => resolve([String(data), binary])),
    );
    receiver.write(textFrame(bytesOf('<'), bytesOf(text), bytesOf('>')));
    expect(await read).toEqual([`<${text}>`, false]);
  });
});
