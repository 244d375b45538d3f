import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { ConfigError } from '#kernel/config.ts';

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** An IPv4 address as such, also where a socket of both families tells it. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

/**
 * Whether an address is a proxy whose `X-Forwarded-For` is believed.
 * @param trusted addresses and subnets: `10.0.0.7`, `10.1.0.0/16`, `fd00::/8`
 * @throws ConfigError for what is neither
 */
export function proxies(trusted: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const entry of trusted) {
    const [address = '', bits] = entry.trim().split('/');
    try {
      if (bits === undefined) list.addAddress(address, familyOf(address));
      else list.addSubnet(address, Number(bits), familyOf(address));
    } catch {
      throw new ConfigError(`TRUSTED_PROXIES: "${entry}" is no address and no subnet.`);
    }
  }
  return (address) => isIP(plain(address)) !== 0 && list.check(plain(address), familyOf(plain(address)));
}

/** Where a client is: the nearest address that is no proxy's. Who is no proxy is not believed about others. */
export function clientAddress({ socket, headers }: IncomingMessage, isProxy: (address: string) => boolean): string {
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().flatMap((text) => text.split(','));
  const way = [...forwarded.map((address) => address.trim()).filter(Boolean), socket.remoteAddress ?? ''];
  return plain(way.findLast((address) => !isProxy(address)) ?? way[0]!);
}
