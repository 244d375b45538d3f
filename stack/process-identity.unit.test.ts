import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { identify, isRunning, listenerOf } from './process-identity.ts';

describe('the identity of a process', () => {
  it('is the same each time it is asked for', () => {
    expect(identify(process.pid)).toEqual(identify(process.pid));
  });

  it('is running while the process runs, and not after it ended', async () => {
    const child = spawn('sleep', ['60']);
    const identity = identify(child.pid!)!;
    expect(isRunning(identity)).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(isRunning(identity)).toBe(false);
  });

  it('is not that of another process with the same pid', () => {
    expect(isRunning({ pid: process.pid, startedAt: 'an earlier boot/1' })).toBe(false);
  });
});

describe('who listens on a port', () => {
  it('is found by the port', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    expect(listenerOf(port)).toEqual({ pid: process.pid, command: expect.stringMatching(/^node/) });
    server.close();
    await once(server, 'close');
    expect(listenerOf(port)).toBeUndefined();
  });
});
