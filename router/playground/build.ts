import { spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the bundle lies; made from npm packages, never committed. */
export const PLAYGROUND_DIST = new URL('./dist/', import.meta.url);

/** What the bundle is made from: with any of it newer, the bundle is made anew. */
const SOURCES = ['./web/', './sample-variables.ts', '../../schema/operations/', '../../package-lock.json'].map(
  (path) => new URL(path, import.meta.url),
);

const isBuilt = async (): Promise<boolean> => {
  const built = await stat(new URL('index.html', PLAYGROUND_DIST)).catch(() => undefined);
  if (!built) return false;
  const files = await Promise.all(
    SOURCES.map(async (url) =>
      url.pathname.endsWith('/') ? (await readdir(url)).map((name) => new URL(name, url)) : [url],
    ),
  );
  const changed = await Promise.all(files.flat().map(async (url) => (await stat(url)).mtimeMs));
  return Math.max(...changed) <= built.mtimeMs;
};

/**
 * Bundles the playground unless it is there and up to date. It runs in a process of its own, so that the bundler's memory and time are
 * not the router's: some seconds, once.
 * @throws Error with the bundler's words
 */
export async function ensurePlayground(): Promise<void> {
  if (!(await isBuilt())) await buildPlayground();
}

export async function buildPlayground(): Promise<void> {
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
  const config = fileURLToPath(new URL('./web/vite.config.ts', import.meta.url));
  const child = spawn(process.execPath, [vite, 'build', '--config', config], { stdio: ['ignore', 'ignore', 'pipe'] });
  const words: string[] = [];
  child.stderr.on('data', (data) => words.push(String(data)));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (code !== 0) throw new Error(`the playground could not be bundled: ${words.join('')}`);
}

if (import.meta.main) await buildPlayground();
