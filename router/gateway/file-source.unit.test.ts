import { mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '#kernel/testing/eventually.ts';
import { supergraphFile } from '#router/gateway/file-source.ts';

describe('a supergraph in a file', () => {
  let folder: string;
  let told: string[];
  let stop: (() => Promise<void>) | undefined;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'file-source-'));
    told = [];
  });
  afterEach(async () => {
    await stop?.();
    await rm(folder, { recursive: true });
  });

  const follow = async (file: string, meanwhile?: () => Promise<unknown>) => {
    const source = supergraphFile(file);
    await source.load();
    await meanwhile?.();
    stop = await source.watch?.(({ supergraphSdl }) => told.push(supergraphSdl));
  };
  const seen = async (sdl: string, change: () => Promise<unknown>) => {
    await change();
    await eventually(() => told.includes(sdl));
  };

  it('is read again when it is written', async () => {
    const file = join(folder, 'graph.graphql');
    await writeFile(file, 'one');
    await follow(file);
    await seen('two', () => writeFile(file, 'two'));
    await seen('three', () => writeFile(file, 'three'));
    expect(told).toEqual(['two', 'three']);
  });

  it('is read again when it was written before anybody watched', async () => {
    const file = join(folder, 'graph.graphql');
    await writeFile(file, 'one');
    await follow(file, () => writeFile(file, 'two'));
    await eventually(() => told.length > 0);
    expect(told).toEqual(['two']);
  });

  it('is read again however often another takes its place', async () => {
    const file = join(folder, 'graph.graphql');
    await writeFile(file, 'one');
    await follow(file);
    for (const sdl of ['two', 'three', 'four'])
      await seen(sdl, async () => {
        await writeFile(`${file}.new`, sdl);
        await rename(`${file}.new`, file);
      });
    expect(told).toEqual(['two', 'three', 'four']);
  });

  it('is read again when the folder that it is linked from is replaced', async () => {
    const file = join(folder, 'graph.graphql');
    const publish = async (sdl: string) => {
      const data = await mkdtemp(join(folder, '..version-'));
      await writeFile(join(data, 'graph.graphql'), sdl);
      await rm(join(folder, '..new'), { force: true });
      await symlink(data, join(folder, '..new'));
      await rename(join(folder, '..new'), join(folder, '..data'));
    };
    await publish('one');
    await symlink(join('..data', 'graph.graphql'), file);
    await follow(file);
    await seen('two', () => publish('two'));
    await seen('three', () => publish('three'));
    expect(told).toEqual(['two', 'three']);
  });
});
