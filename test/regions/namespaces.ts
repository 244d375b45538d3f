import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ip = async (...args: string[]): Promise<string> => (await run('ip', args)).stdout;

/** Why this machine cannot part two regions; undefined when it can. */
export async function whyNoNamespaces(): Promise<string | undefined> {
  if (process.platform !== 'linux') return 'network namespaces are Linux’s';
  const probe = `mp${process.pid}probe`;
  try {
    await ip('netns', 'add', probe);
    await ip('-n', probe, 'link', 'add', 'br0', 'type', 'bridge');
    return undefined;
  } catch (error) {
    return `namespaces cannot be made here (it takes root and iproute2): ${(error as Error).message.trim().split('\n').at(-1)}`;
  } finally {
    await ip('netns', 'delete', probe).catch(() => {});
  }
}

export interface Site {
  /** The namespace, for `ip netns exec`. */
  readonly namespace: string;
  /** Its address for the other site. */
  readonly address: string;
}

/**
 * Two network namespaces, joined by a switch in a third one, so that a cut makes packets vanish: nobody is told, neither
 * by a reset nor by a link that is down.
 */
export class TwoSites {
  readonly west: Site;
  readonly east: Site;
  readonly #between: string;

  private constructor(name: string) {
    this.west = { namespace: `${name}w`, address: '10.77.0.1' };
    this.east = { namespace: `${name}e`, address: '10.77.0.2' };
    this.#between = `${name}b`;
  }

  static async make(): Promise<TwoSites> {
    const sites = new TwoSites(`mp${process.pid}`);
    const between = sites.#between;
    await ip('netns', 'add', between);
    await ip('-n', between, 'link', 'add', 'switch', 'type', 'bridge');
    await ip('-n', between, 'link', 'set', 'switch', 'up');
    for (const [side, { namespace, address }] of Object.entries({ west: sites.west, east: sites.east })) {
      await ip('netns', 'add', namespace);
      await ip('-n', namespace, 'link', 'set', 'lo', 'up');
      await ip('-n', between, 'link', 'add', side, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', namespace);
      await ip('-n', between, 'link', 'set', side, 'master', 'switch', 'up');
      await ip('-n', namespace, 'address', 'add', `${address}/24`, 'dev', 'eth0');
      await ip('-n', namespace, 'link', 'set', 'eth0', 'up');
    }
    // Each knows the other's hardware address for good: else the kernel would notice that nobody answers.
    for (const [self, other] of [
      [sites.west, sites.east],
      [sites.east, sites.west],
    ] as const) {
      const [link] = JSON.parse(await ip('-j', '-n', other.namespace, 'link', 'show', 'eth0')) as { address: string }[];
      await ip(
        ...['-n', self.namespace, 'neighbour', 'replace', other.address, 'lladdr', link!.address, 'dev', 'eth0'],
        ...['nud', 'permanent'],
      );
    }
    return sites;
  }

  /** From now on packets between the sites vanish. */
  cut(): Promise<string> {
    return ip('-n', this.#between, 'link', 'set', 'east', 'nomaster');
  }

  heal(): Promise<string> {
    return ip('-n', this.#between, 'link', 'set', 'east', 'master', 'switch');
  }

  async remove(): Promise<void> {
    for (const name of [this.#between, this.west.namespace, this.east.namespace])
      await ip('netns', 'delete', name).catch(() => {});
  }
}
