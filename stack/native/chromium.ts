import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unpackDebianPackages } from './debian-packages.ts';
import { findProgram } from './find-program.ts';
import type { Program } from './programs.ts';

/**
 * For the browser tests: the Chromium or Chrome on PATH, else Debian's, unpacked for this user.
 * `playwright.chromium.launch({ executablePath: path, env: { ...process.env, ...env } })`
 */
export async function chromium(log: (line: string) => void): Promise<Program> {
  for (const name of ['chromium', 'google-chrome', 'chromium-browser']) {
    const installed = await findProgram(name, '--version', (version) => /Chrom(e|ium) \d/.test(version));
    if (installed) return { path: installed, env: {} };
  }
  const { root, env } = await unpackDebianPackages('chromium', ['chromium', 'fonts-dejavu-core'], log);
  const fonts = join(root, 'fonts.conf');
  // Fonts that the system has were not downloaded.
  const folders = `<dir>${root}/usr/share/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${root}/var/cache/fontconfig</cachedir>`;
  await writeFile(fonts, `<?xml version="1.0"?>\n<fontconfig>${folders}</fontconfig>\n`);
  return { path: join(root, 'usr/lib/chromium/chromium'), env: { ...env, FONTCONFIG_FILE: fonts } };
}
