import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

/** Starts one of the programs as a person would; collects what it says. */
function start(program: string, flags: string[], env: Record<string, string> = {}) {
  const path = fileURLToPath(new URL(`${program}/serve.ts`, import.meta.url));
  const child = spawn(process.execPath, [path, ...flags], { env: { ...process.env, LOG_LEVEL: 'info', ...env } });
  running.push(child);
  const said = { out: '', err: '' };
  child.stderr.on('data', (chunk) => {
    said.err += chunk;
  });
  const url = new Promise<string>((resolve) => {
    child.stdout.on('data', (chunk) => {
      said.out += chunk;
      const found = said.out.match(/"url":"([^"]+)"/);
      if (found) resolve(found[1]!);
    });
  });
  return { child, said, url, exit: once(child, 'close').then(([code]) => code as number | null) };
}

describe.each(['bank', 'carrier'])('the %s', (program) => {
  it('starts on loopback, answers, and stops when asked', async () => {
    const { child, url, exit, said } = start(program, ['--port', '0']);
    const address = await url;
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await fetch(`${address}/health`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
    expect(said.err).toBe('');
  });

  it('says in one line that its port is taken', async () => {
    const { port } = new URL(await start(program, ['--port', '0']).url);
    const second = start(program, [], { [`${program.toUpperCase()}_PORT`]: port });
    expect(await second.exit).toBe(1);
    expect(second.said.err).toBe(`Port ${port} on 127.0.0.1 is taken; choose another.\n`);
  });

  it.each([
    [['--port', 'x'], 'whole number'],
    [['--webhook-secret', 'secret'], 'whsec_'],
  ])('refuses %j with a reason', async (flags, reason) => {
    const { exit, said } = start(program, flags);
    expect(await exit).toBe(1);
    expect(said.err).toContain(reason);
    expect(said.err).not.toContain('    at ');
  });

  it('opens its controls only when the environment says true', async () => {
    const variable = `${program.toUpperCase()}_CONTROLS`;
    const closed = await start(program, ['--port', '0'], { [variable]: 'false' }).url;
    const open = await start(program, ['--port', '0'], { [variable]: 'true' }).url;
    expect((await fetch(`${closed}/control`)).status).toBe(404);
    expect((await fetch(`${open}/control`)).status).toBe(401);
  });
});

it('the bank writes no card number, even at the most talkative level', async () => {
  const { child, url, exit, said } = start('bank', ['--port', '0', '--log-level', 'trace']);
  const address = await url;
  const bodies = [
    '{"number":"4242424242424242","expMonth":12,"expYear":2099,"cvc":"123"}',
    '{"number":"4242424242424242","expMonth":12',
    '{"number":"4242424242424242","expMonth":13,"expYear":2099,"cvc":"123"}',
  ];
  const statuses: number[] = [];
  for (const body of bodies) {
    const answer = await fetch(`${address}/tokens`, { method: 'POST', body });
    statuses.push(answer.status);
    expect(await answer.text()).not.toContain('42424242');
  }
  expect(statuses).toEqual([201, 400, 400]);
  child.kill('SIGTERM');
  await exit;
  expect(said.out + said.err).not.toContain('42424242');
});
