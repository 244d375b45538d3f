import { delimiter, join } from 'node:path';
import { ignoreInstalled, isProgram } from './debian-packages.ts';
import { runTool } from './run-tool.ts';

/** Folders of programs that Debian gives to root only, or hides from PATH. */
const extraFolders = ['/usr/local/bin', '/usr/bin', '/usr/sbin', '/bin', '/sbin'];

/**
 * The first program of this name on PATH whose own word on its version satisfies `accepts`, or undefined.
 * Asked of the program itself because packages of one name differ.
 */
export async function findProgram(
  name: string,
  versionArgument: string,
  accepts: (version: string) => boolean,
): Promise<string | undefined> {
  const folders = new Set([...(process.env.PATH ?? '').split(delimiter).filter(Boolean), ...extraFolders]);
  if (ignoreInstalled()) return undefined;
  for (const folder of folders) {
    const path = join(folder, name);
    if (!(await isProgram(path))) continue;
    const version = await runTool(path, [versionArgument]).catch(() => '');
    if (accepts(version)) return path;
  }
  return undefined;
}
