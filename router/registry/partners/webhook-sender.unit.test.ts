import { describe, expect, it } from 'vitest';
import { isPrivate, mayBeTold } from '#router/registry/partners/webhook-sender.ts';

describe('an address that a webhook may lead to', () => {
  it.each([
    'http://partner.example/hook',
    'https://127.0.0.1/hook',
    'https://10.1.2.3/hook',
    'https://169.254.169.254/latest',
    'https://[::1]/hook',
    'https://[::ffff:10.0.0.1]/hook',
    'https://user:secret@partner.example/hook',
    'ftp://partner.example/hook',
    'file:///etc/passwd',
    'nonsense',
  ])('is not %s', (url) => {
    expect(mayBeTold(url, false)).toBe(false);
  });

  it('is one of https that everybody can reach', () => {
    expect(mayBeTold('https://partner.example/hook', false)).toBe(true);
    expect(mayBeTold('https://93.184.216.34/hook', false)).toBe(true);
  });

  it('may be on this machine where that is allowed, and is never another protocol', () => {
    expect(mayBeTold('http://localhost:9000/hook', true)).toBe(true);
    expect(mayBeTold('file:///etc/passwd', true)).toBe(false);
  });

  it('is told by its number, whatever its name', () => {
    for (const address of ['192.168.1.1', '172.20.0.1', '100.64.0.1', 'fd00::1', 'fe80::1'])
      expect(isPrivate(address)).toBe(true);
    for (const address of ['8.8.8.8', '2606:4700::1111']) expect(isPrivate(address)).toBe(false);
  });
});
