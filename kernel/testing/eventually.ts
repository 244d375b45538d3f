/**
 * Waits until a check passes, asking again at short intervals. For tests: they wait for conditions, never for time.
 * @param check throws or answers undefined/false while the condition does not hold
 * @returns what the check answered once it held
 * @throws the check's last error, or one that says the condition never held, after `timeoutMs`
 */
export async function eventually<T>(
  check: () => T | Promise<T>,
  { timeoutMs = 10_000, everyMs = 20 }: { timeoutMs?: number; everyMs?: number } = {},
): Promise<Exclude<T, undefined | false>> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    let failure: unknown;
    try {
      const result = await check();
      if (result !== undefined && result !== false) return result as Exclude<T, undefined | false>;
      failure = new Error(`the condition did not hold within ${timeoutMs} ms: ${check}`);
    } catch (error) {
      failure = error;
    }
    if (performance.now() >= deadline) throw failure;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
