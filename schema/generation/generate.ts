/**
 * Writes every derived file that is committed, or with `--check` only tells which are not what their sources say.
 *
 *     npm run codegen [-- --check]
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { type DerivedFile, publishedFiles, typeFiles } from './derived-files.ts';

const { check } = parseArgs({ options: { check: { type: 'boolean', default: false } } }).values;
process.chdir(new URL('../../', import.meta.url).pathname);

/** Writes the files that changed, unless only checking. @returns their paths */
async function settle(files: readonly DerivedFile[]): Promise<string[]> {
  const changed: string[] = [];
  for (const { path, text } of files) {
    if ((await readFile(path, 'utf8').catch(() => undefined)) === text) continue;
    changed.push(path);
    if (check) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  return changed;
}

/** Derives a group of files; why it cannot is told, and does not keep the others back. */
async function derive(make: () => Promise<DerivedFile[]>): Promise<string[]> {
  try {
    return await settle(await make());
  } catch (error) {
    process.stderr.write(`Not everything could be derived: ${(error as Error).message}\n`);
    process.exitCode = 1;
    return [];
  }
}

// In this order: the clients' types come from the composed graph.
const changed = [...(await derive(publishedFiles)), ...(await derive(typeFiles))];
const what = changed.map((path) => `\n  ${path}`).join('');
if (what && check) {
  process.stderr.write(`Derived files are out of date; run: npm run codegen${what}\n`);
  process.exitCode = 1;
} else if (what) process.stdout.write(`Written:${what}\n`);
else if (!process.exitCode) process.stdout.write('Every derived file is what its sources say.\n');
