import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { ConfigError } from '#kernel/config.ts';
import { complain } from './house-command.ts';
import { StartError } from './start-error.ts';

let empty: string;
beforeAll(async () => {
  empty = await mkdtemp(join(tmpdir(), 'house-command-'));
});
afterAll(() => rm(empty, { recursive: true }));

function run(program: string, ...args: string[]): Promise<{ code: unknown; said: string }> {
  const env = { ...process.env, DATA_DIR: empty, NODE_OPTIONS: '--disable-warning=ExperimentalWarning' };
  return new Promise((resolve) => {
    const command = [join(import.meta.dirname, program), ...args];
    // Killed after that: one that cannot go on may never end.
    execFile(process.execPath, command, { env, timeout: 60_000 }, (error, _stdout, stderr) =>
      resolve({ code: error?.code ?? 0, said: stderr }),
    );
  });
}

const nobody = 'http://127.0.0.1:1/graphql';

describe('a command of the house ends with 2, a sentence and what mends it,', () => {
  it.each([
    [
      'an argument it does not know',
      'verify/verify.ts',
      ['--nonsense'],
      "unknown option '--nonsense'",
      'npm run verify -- --help',
    ],
    ['a subcommand it does not know', 'dlq.ts', ['nonsense'], "unknown command 'nonsense'", 'npm run dlq -- --help'],
    [
      'an argument of a subcommand it does not know',
      'dlq.ts',
      ['list', '--nonsense'],
      'unknown option',
      'npm run dlq -- --help',
    ],
    [
      'a value that is none',
      'verify/verify.ts',
      ['--patience', 'soon'],
      'a number of seconds',
      'npm run verify -- --help',
    ],
    ['no product on the data', 'audit/audit.ts', ['verify'], 'No marketplace is running on', 'npm start'],
    ['no product at the address', 'dlq.ts', ['list', '--url', nobody], `Nobody answers at ${nobody}.`, 'npm start'],
    ['neither a day nor a file', 'reconcile.ts', [], 'Give --date or --file', 'npm run reconcile -- --date '],
    [
      'an address that is none',
      'reconcile.ts',
      ['--date', '2026-01-31', '--url', 'here'],
      '"here" is no address.',
      '--url',
    ],
  ])('for %s', async (_name, program, args, sentence, mend) => {
    const { code, said } = await run(program, ...args);
    expect({ code, said }).toEqual({
      code: 2,
      said: expect.stringMatching(/^[^\n]+\n( *)→ [^\n]+\n$/),
    });
    expect(said).toContain(sentence);
    expect(said.split('→')[1]).toContain(mend);
  });
});

describe('a start whose data cannot be kept ends with 1, a sentence and what mends it,', () => {
  beforeAll(() => writeFile(join(empty, 'file'), ''));

  const elsewhere = 'npm start -- --data ';
  it.each([
    ['where no folder can be made', () => '/proc/none', '/proc/none cannot be made', elsewhere],
    ['in a folder that takes no file', () => '/proc', 'cannot be made', elsewhere],
    ['where a file is', () => join(empty, 'file'), 'file is no folder', elsewhere],
    ['below a file', () => join(empty, 'file/data'), 'file is no folder', elsewhere],
  ])('%s', async (_name, folder, sentence, mend) => {
    const { code, said } = await run('launch.ts', '--servers-only', '--data', folder());
    expect({ code, said }).toEqual({ code: 1, said: expect.stringMatching(/\n[^\n]+\n {2}→ [^\n]+\n$/) });
    expect(said).toContain(sentence);
    expect(said.split('→')[1]).toContain(mend);
  });
});

describe('a fault', () => {
  const said = (error: unknown, dataDir = empty): string => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    onTestFinished(() => write.mockRestore());
    complain(error, dataDir);
    return write.mock.calls.map(([text]) => text).join('');
  };

  it.each([
    ['that is foreseen is said as it is', new StartError('It is so.', 'do this'), 'It is so.', 'do this'],
    [
      'of a disk that is full',
      Object.assign(new Error(), { code: 'ENOSPC', path: '/a' }),
      'The disk is full: /a',
      'df -h',
    ],
    [
      'of a server that is away',
      Object.assign(new Error('x'), { code: 'ECONNREFUSED' }),
      'does not answer',
      'npm start',
    ],
    [
      'of a disk that is full, as PostgreSQL has it',
      Object.assign(new Error('x'), { code: '53100' }),
      'The disk is full',
      'df -h',
    ],
    ['of a setting that is wrong', new ConfigError('WORKFLOWS: x'), 'WORKFLOWS: x', 'docs/settings.md'],
    ['of a server that begins', Object.assign(new Error('x'), { code: '57P03' }), 'does not answer', 'npm start'],
    [
      'of a folder that is not there',
      Object.assign(new Error(), { code: 'ENOENT', syscall: 'open', path: '/no/file' }),
      'There is no /no/file.',
      'mkdir -p /no',
    ],
    [
      'of a folder of somebody else',
      Object.assign(new Error(), { code: 'EACCES', syscall: 'mkdir', path: '/var/lib/data' }),
      '/var/lib/data cannot be made, read or written by this user.',
      'npm start -- --data ',
    ],
    [
      'of a disk that is read-only',
      Object.assign(new Error(), { code: 'EROFS', syscall: 'open', path: '/a/b' }),
      '/a/b cannot be made, read or written',
      'npm start -- --data ',
    ],
  ])('%s', (_name, error, sentence, mend) => {
    expect(said(error)).toContain(sentence);
    expect(said(error)).toContain(mend);
  });

  it('of our own data that another user wrote is mended by taking it over', async () => {
    const dataDir = join(empty, 'data');
    await mkdir(dataDir);
    await writeFile(join(dataDir, 'secrets.json'), '');
    const error = Object.assign(new Error(), { code: 'EACCES', syscall: 'open', path: join(dataDir, 'owner.json') });
    expect(said(error, dataDir)).toContain(`sudo chown -R "$(id -u):$(id -g)" ${dataDir}\n`);
  });

  it('that nobody foresaw leaves its stack in a file', async () => {
    const error = new Error('a bug\nof two lines');
    expect(said(error)).toContain('It cannot go on: a bug');
    expect(said(error)).not.toContain('at ');
    expect(await readFile(join(empty, 'crash.log'), 'utf8')).toContain(error.stack);
  });
});
