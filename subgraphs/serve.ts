import { Command, InvalidArgumentError } from 'commander';
import { createLogger } from '#kernel/log.ts';
import { Host } from '#kernel/subgraph/host.ts';
import { hostOptionsFrom } from '#kernel/subgraph/host-config.ts';
import { serveSubgraph } from '#kernel/subgraph/serve.ts';
import { startTracing } from '#kernel/telemetry/tracing.ts';
import { shared } from '#schema/shared.ts';
import { manifest } from '#subgraphs/manifest.ts';

/** Runs one subgraph as a process of its own: `node subgraphs/serve.ts order --port 4105`. */
const port = (text: string): number => {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number;
  throw new InvalidArgumentError('a port is a number from 0 to 65535');
};

await new Command('subgraph')
  .description('Serves one subgraph over HTTP, for its router and its peers.')
  .argument('<name>', `one of ${manifest.map(({ name }) => name).join(', ')}`)
  .option('--host <address>', 'the address to listen on', process.env.HOST ?? '127.0.0.1')
  .option('--port <number>', 'the port to listen on, 0 for a free one', port, port(process.env.PORT ?? '0'))
  .addHelpText('after', '\nSettings come from the environment; see docs/settings.md.')
  .action(async (name: string, options: { host: string; port: number }, command: Command) => {
    const entry = manifest.find((candidate) => candidate.name === name);
    if (!entry) command.error(`There is no subgraph "${name}".`);
    const stopTracing = await startTracing(name);
    const log = createLogger(name);
    const hostOptions = hostOptionsFrom(process.env, shared, log);
    const host = new Host(hostOptions);
    await host.start();
    const subgraph = await host.run(await entry!.load());
    const server = await serveSubgraph(subgraph, { ...options, viewerSecret: hostOptions.viewerSecret });
    log.info({ url: server.url }, 'listening');
    process.send?.({ listening: server.url });
    const stop = async (): Promise<void> => {
      await server.stop();
      await host.stop();
      await stopTracing();
      process.exit(0);
    };
    process.once('SIGTERM', () => void stop());
    process.once('SIGINT', () => void stop());
    // The launcher is gone: nobody would end this process any more.
    process.once('disconnect', () => void stop());
  })
  .parseAsync()
  .catch((error: Error) => {
    process.stderr.write(`${error.name === 'ConfigError' ? error.message : (error.stack ?? error.message)}\n`);
    process.exit(1);
  });
