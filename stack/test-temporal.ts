import { temporal, temporalSdk } from './native/temporal.ts';
import { freePorts } from './ports.ts';
import { startDaemon } from './servers/daemon.ts';
import { prepareTemporal } from './servers/temporal.ts';

/**
 * A Temporal for the tests that need one, on a port of its own; the one TEMPORAL_ADDRESS names is used when it is given.
 * @param dataDir a folder of the caller's, which may be removed after it has stopped
 */
export async function startTestTemporal(dataDir: string): Promise<{ address: string; stop(): Promise<void> }> {
  const given = process.env.TEMPORAL_ADDRESS;
  if (given) return { address: given, stop: async () => {} };
  const [program, { temporal: port }] = await Promise.all([temporal(() => {}), freePorts(), temporalSdk(() => {})]);
  const daemon = await startDaemon(await prepareTemporal({ dataDir, port, program }));
  return { address: `127.0.0.1:${port}`, stop: () => daemon.stop() };
}
