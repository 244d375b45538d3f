import colors from 'picocolors';

/** What the person at the terminal sees of a long start: a line per step, with the time it takes. */
export interface Progress {
  /** One line that stays. */
  say(line: string): void;
  /** Shows the step while it runs and how long it took; nothing more when it fails, as the failure speaks for itself. */
  during<T>(label: string, work: () => Promise<T>): Promise<T>;
}

type Output = Pick<NodeJS.WriteStream, 'write' | 'isTTY'>;

/** On a terminal the step at hand is redrawn in place; elsewhere, as in CI, each line is written once. */
export function createProgress(output: Output = process.stderr): Progress {
  const running = new Map<symbol, { label: string; since: number }>();
  let timer: NodeJS.Timeout | undefined;
  const erase = () => output.isTTY && output.write('\r\u001b[K');
  const draw = () => {
    const [step] = running.values();
    if (output.isTTY && step) output.write(`\r\u001b[K${colors.cyan('·')} ${step.label} … ${seconds(step.since)}`);
  };
  const say = (line: string) => {
    erase();
    output.write(`${line}\n`);
    draw();
  };
  return {
    say: (line) => say(`${colors.cyan('·')} ${line}`),
    async during(label, work) {
      const key = Symbol(label);
      const since = performance.now();
      running.set(key, { label, since });
      timer ??= setInterval(draw, 200);
      timer.unref();
      draw();
      let done = false;
      try {
        const result = await work();
        done = true;
        return result;
      } finally {
        running.delete(key);
        if (running.size === 0) {
          clearInterval(timer);
          timer = undefined;
        }
        erase();
        if (done) say(`${colors.green('✔')} ${label} ${colors.dim(seconds(since))}`);
      }
    },
  };
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
