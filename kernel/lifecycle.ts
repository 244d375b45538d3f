/**
 * The one small interface by which a server, a subgraph, a group of them and the whole product start and stop.
 * The start order of the product is one readable expression of `sequence` and `parallel`.
 */
export interface Resource {
  /** Shown in progress lines and errors. */
  readonly name: string;
  /** Resolves when the thing is ready for use. When it rejects, nothing of it is left running. */
  start(): Promise<void>;
  /** Resolves when nothing of it runs any more. Harmless when it never started or is stopped already. */
  stop(): Promise<void>;
}

/** A leaf: `open` makes the thing ready and returns how to close it. */
export function resource(name: string, open: () => Promise<() => Promise<void> | void>): Resource {
  let close: (() => Promise<void> | void) | undefined;
  return {
    name,
    async start() {
      close = await open();
    },
    async stop() {
      const closing = close;
      close = undefined;
      await closing?.();
    },
  };
}

/** Starts one after the other, stops in reverse. A failure on the way up stops what was already up. */
export function sequence(name: string, ...members: Resource[]): Resource {
  return group(name, async (up, stopping) => {
    for (const member of members) {
      if (stopping()) return;
      await member.start();
      up.push(member);
    }
  });
}

/** Starts all at once, stops all at once. When one fails, those that came up are stopped and the first failure is thrown. */
export function parallel(name: string, ...members: Resource[]): Resource {
  return group(
    name,
    async (up) => {
      const results = await Promise.allSettled(members.map((member) => member.start().then(() => up.push(member))));
      const failed = results.find((result) => result.status === 'rejected');
      if (failed) throw failed.reason;
    },
    'together',
  );
}

function group(
  name: string,
  startMembers: (up: Resource[], stopping: () => boolean) => Promise<void>,
  stopOrder: 'reverse' | 'together' = 'reverse',
): Resource {
  const up: Resource[] = [];
  let starting: Promise<void> | undefined;
  let stopping = false;

  async function takeDown(): Promise<void> {
    const failures: unknown[] = [];
    const stopOne = (member: Resource) => member.stop().catch((error: unknown) => failures.push(error));
    const members = up.splice(0).reverse();
    if (stopOrder === 'together') await Promise.all(members.map(stopOne));
    else for (const member of members) await stopOne(member);
    if (failures.length === 1) throw failures[0];
    if (failures.length > 1) throw new AggregateError(failures, `several parts of ${name} did not stop cleanly`);
  }

  return {
    name,
    async start() {
      stopping = false;
      starting = startMembers(up, () => stopping);
      try {
        await starting;
      } catch (error) {
        // The cause of the failed start is what the caller needs; a failure to clean up must not hide it.
        await takeDown().catch(() => {});
        throw error;
      } finally {
        starting = undefined;
      }
    },
    async stop() {
      stopping = true;
      // A stop that arrives during the start lets the member at hand finish, starts no further one, then goes down.
      await starting?.catch(() => {});
      await takeDown();
    },
  };
}
