import { describe, expect, it } from 'vitest';
import { parallel, type Resource, resource, sequence } from './lifecycle.ts';

function recorder() {
  const log: string[] = [];
  const leaf = (
    name: string,
    options: { failStart?: boolean; failStop?: boolean; gate?: Promise<void> } = {},
  ): Resource =>
    resource(name, async () => {
      log.push(`start ${name}`);
      await options.gate;
      if (options.failStart) throw new Error(`${name} does not start`);
      log.push(`${name} up`);
      return () => {
        log.push(`stop ${name}`);
        if (options.failStop) throw new Error(`${name} does not stop`);
      };
    });
  return { log, leaf };
}

describe('a sequence', () => {
  it('starts in order and stops in reverse', async () => {
    const { log, leaf } = recorder();
    const tree = sequence('all', leaf('a'), leaf('b'));
    await tree.start();
    await tree.stop();
    expect(log).toEqual(['start a', 'a up', 'start b', 'b up', 'stop b', 'stop a']);
  });

  it('stops what it started when a later member fails, and throws that failure', async () => {
    const { log, leaf } = recorder();
    const tree = sequence('all', leaf('a'), leaf('b', { failStart: true }), leaf('c'));
    await expect(tree.start()).rejects.toThrow('b does not start');
    expect(log).toEqual(['start a', 'a up', 'start b', 'stop a']);
  });

  it('stopped while it starts, finishes the member at hand, starts no other and stops', async () => {
    const { log, leaf } = recorder();
    const gate = Promise.withResolvers<void>();
    const tree = sequence('all', leaf('a'), leaf('b', { gate: gate.promise }), leaf('c'));
    const started = tree.start();
    const stopped = tree.stop();
    gate.resolve();
    await Promise.all([started, stopped]);
    expect(log.filter((line) => line.includes('c'))).toEqual([]);
    expect(log.at(-1)).toBe('stop a');
  });

  it('stops the others when one does not stop, and tells which', async () => {
    const { log, leaf } = recorder();
    const tree = sequence('all', leaf('a'), leaf('b', { failStop: true }));
    await tree.start();
    await expect(tree.stop()).rejects.toThrow('b does not stop');
    expect(log).toContain('stop a');
  });

  it('stopped twice, stops each member once', async () => {
    const { log, leaf } = recorder();
    const tree = sequence('all', leaf('a'));
    await tree.start();
    await tree.stop();
    await tree.stop();
    expect(log.filter((line) => line === 'stop a')).toHaveLength(1);
  });
});

describe('a parallel group', () => {
  it('starts its members at once', async () => {
    const { log, leaf } = recorder();
    const gate = Promise.withResolvers<void>();
    const tree = parallel('all', leaf('a', { gate: gate.promise }), leaf('b'));
    const started = tree.start();
    await Promise.resolve();
    expect(log.slice(0, 2)).toEqual(['start a', 'start b']);
    gate.resolve();
    await started;
  });

  it('stops those that came up, also late ones, when one fails', async () => {
    const { log, leaf } = recorder();
    const gate = Promise.withResolvers<void>();
    const tree = parallel('all', leaf('a', { failStart: true }), leaf('b', { gate: gate.promise }));
    const started = tree.start();
    gate.resolve();
    await expect(started).rejects.toThrow('a does not start');
    expect(log.at(-1)).toBe('stop b');
  });

  it('nests in a sequence, which goes down in reverse as a whole', async () => {
    const { log, leaf } = recorder();
    const tree = sequence('all', parallel('servers', leaf('a'), leaf('b')), leaf('product'));
    await tree.start();
    await tree.stop();
    expect(log.slice(-3)[0]).toBe('stop product');
    expect(log.slice(-2).sort()).toEqual(['stop a', 'stop b']);
  });
});
