import { fork } from 'node:child_process';

/** Runs a load program in a process of its own: sends it its task, and resolves with the one message it answers. */
export function forkLoad<Result>(file: string, task: object): Promise<Result> {
  const child = fork(new URL(`./${file}`, import.meta.url));
  return new Promise((resolve, reject) => {
    child.once('message', (result) => resolve(result as Result));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code} before it answered`)));
    child.send(task);
  });
}
