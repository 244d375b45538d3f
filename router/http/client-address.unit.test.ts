import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { clientAddress, proxies } from '#router/http/client-address.ts';

const from = (remoteAddress: string, forwarded?: string): IncomingMessage =>
  ({ socket: { remoteAddress }, headers: forwarded ? { 'x-forwarded-for': forwarded } : {} }) as IncomingMessage;

describe('where a client is', () => {
  const isProxy = proxies(['10.0.0.7', '10.1.0.0/16', 'fd00::/8']);

  it.each([
    ['the socket’s own address', from('192.0.2.1'), '192.0.2.1'],
    ['not what somebody says who is no proxy', from('192.0.2.1', '203.0.113.9'), '192.0.2.1'],
    ['what a proxy says', from('10.0.0.7', '203.0.113.9'), '203.0.113.9'],
    ['what a proxy says over a socket of both families', from('::ffff:10.0.0.7', '203.0.113.9'), '203.0.113.9'],
    ['what a chain of proxies says', from('fd00::1', '203.0.113.9, 10.1.2.3'), '203.0.113.9'],
    ['not what a client says through a proxy', from('10.0.0.7', '198.51.100.1, 203.0.113.9'), '203.0.113.9'],
    ['the farthest, where all are proxies', from('10.0.0.7', '10.1.0.1'), '10.1.0.1'],
  ])('is %s', (_what, request, address) => {
    expect(clientAddress(request, isProxy)).toBe(address);
  });

  it.each(['proxy.example', '10.0.0.0/40', ''])('is not told by what is no address: "%s"', (entry) => {
    expect(() => proxies([entry])).toThrow('TRUSTED_PROXIES');
  });
});
