import { spawn } from 'node:child_process';

/** A tool that ended badly, with the end of what it said. */
export class ToolFailed extends Error {
  override readonly name = 'ToolFailed';
  readonly output: string;

  constructor(command: string, code: number | null, output: string) {
    const said = output.split('\n').findLast((line) => line.trim() !== '');
    super(`${command} ended with ${code === null ? 'a signal' : `code ${code}`}${said ? `: ${said.trim()}` : ''}`);
    this.output = output;
  }
}

export interface ToolOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  uid?: number;
  gid?: number;
}

/**
 * Runs an installer's or server's own tool to its end and returns what it printed.
 * It stays in the terminal's process group, so Ctrl-C ends it together with the launcher.
 */
export function runTool(command: string, args: string[], options: ToolOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-64_000);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(output) : reject(new ToolFailed(command, code, output.trim()))));
  });
}

/** The last line of a failed tool's output that says something: what to show a person. */
export function lastWords(error: unknown): string {
  const text = error instanceof ToolFailed ? error.output : error instanceof Error ? error.message : String(error);
  const lines = text.split('\n').map((line) => line.trim());
  return (
    lines.findLast((line) => /^(E:|\[ERROR\]|error|fatal)/i.test(line)) ?? lines.findLast((line) => line !== '') ?? ''
  );
}
