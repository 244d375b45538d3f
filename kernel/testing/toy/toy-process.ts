/**
 * The toy subgraph as a process of its own, which a test may kill at a crash point: bumps the counter `COUNTER` by one
 * `BUMPS` times at once, and says so. The rest of its environment is that of any process of subgraphs.
 */
import { GUEST } from '#kernel/auth/viewer.ts';
import { createLogger } from '#kernel/log.ts';
import { Host } from '#kernel/subgraph/host.ts';
import { hostOptionsFrom } from '#kernel/subgraph/host-config.ts';
import { toy } from './toy-subgraph.ts';

const host = new Host(hostOptionsFrom(process.env, { typeDefs: '', resolvers: {} }, createLogger('toy')));
await host.start();
const { execute } = await host.run(toy);
const query = 'mutation ($id: ID!, $by: Int!) { bump(id: $id, by: $by) { __typename } }';
const by = Number(process.env.BY ?? 1);
const variables = { id: process.env.COUNTER, by };
await Promise.all(Array.from({ length: Number(process.env.BUMPS) }, () => execute({ query, variables }, GUEST)));
process.stdout.write('bumped\n');
process.once('SIGTERM', () => void host.stop().then(() => process.exit(0)));
