import { describe, expect, it } from 'vitest';
import { readConfig } from '#kernel/config.ts';
import { Forwarding } from '#router/identity/forwarded-headers.ts';
import { forwardedHeaders, ownHeaders, passedHeaders } from '#router/identity/header-settings.ts';

const forward = (FORWARD_HEADERS: string) => readConfig({ FORWARD_HEADERS: forwardedHeaders }, { FORWARD_HEADERS });
const own = (SUBGRAPH_HEADERS: string) => readConfig({ SUBGRAPH_HEADERS: ownHeaders }, { SUBGRAPH_HEADERS });

describe('which headers of clients subgraphs are sent', () => {
  it('is said by subgraph or for all, under the same name or another', () => {
    const { FORWARD_HEADERS: rules } = forward('{"*":["X-A","x-b as B"],"shop":["x-c as x-a","host as x-host"]}');
    const forwarding = new Forwarding(rules);
    expect(forwarding.names).toEqual(['host', 'x-a', 'x-b', 'x-c']);
    const told = forwarding.of({ 'x-a': '1', 'x-b': '2', 'x-c': '3', host: 'h', 'x-d': '4' });
    expect(told?.to('shop')?.headers).toEqual({ 'x-a': '3', b: '2', 'x-host': 'h' });
    expect(told?.to('depot')?.headers).toEqual({ 'x-a': '1', b: '2' });
  });

  it.each([
    ['{', 'must be JSON such as {"*":'],
    ['{"shop":"x"}', 'must be JSON such as {"*":'],
    ['{"shop":["te"]}', 'te belongs to one connection or message and is never passed on'],
    ['{"shop":["upgrade as x-up"]}', 'upgrade belongs to one connection'],
    ['{"shop":["x-me as x-viewer"]}', 'x-viewer is what the router itself says'],
    ['{"shop":["host"]}', 'host is what the router itself says'],
    ['{"*":["two words"]}', '"two words" is no name of a header'],
    ['{"*":["a as b as c"]}', '"a as b as c" is no name of a header'],
  ])('is refused with a sentence: %s', (text, why) => {
    expect(() => forward(text)).toThrow('FORWARD_HEADERS: ');
    expect(() => forward(text)).toThrow(why);
  });

  it('leaves out what no header can be, and is nothing where nothing is left', () => {
    const forwarding = new Forwarding({ '*': { a: 'a', b: 'b' } });
    expect(forwarding.of({ a: '1', b: 'x\r\ny: z' })?.to('any')?.headers).toEqual({ a: '1' });
    for (const said of [{}, { c: '1' }, { a: 7 }, { a: 'ж' }, { a: ['1'] }])
      expect(forwarding.of(said)).toBeUndefined();
  });

  it('is one object for equal headers, and tells who claims to be somebody', () => {
    const forwarding = new Forwarding({ '*': { authorization: 'authorization', 'x-lang': 'x-lang' } });
    const ann = { authorization: 'ann', 'x-lang': 'en' };
    expect(forwarding.of(ann)).toBe(forwarding.of({ ...ann }));
    expect(forwarding.of(ann)?.claim).toBe(forwarding.of({ ...ann, 'x-lang': 'ru' })?.claim);
    expect(forwarding.of(ann)?.key).not.toBe(forwarding.of({ ...ann, 'x-lang': 'ru' })?.key);
    expect(forwarding.of({ 'x-lang': 'en' })?.claim).toBeUndefined();
  });
});

describe('which headers of subgraphs clients are told', () => {
  const pass = (RESPONSE_HEADERS: string) => readConfig({ RESPONSE_HEADERS: passedHeaders }, { RESPONSE_HEADERS });

  it('is said by subgraph or for all', () => {
    expect(pass('{"shop":["Set-Cookie"],"*":["sunset"]}').RESPONSE_HEADERS).toEqual({
      shop: ['set-cookie'],
      '*': ['sunset'],
    });
  });

  it.each(['cache-control', 'content-type', 'access-control-allow-origin', 'connection', 'a b'])(
    'is refused for %s',
    (name) => expect(() => pass(JSON.stringify({ shop: [name] }))).toThrow(`RESPONSE_HEADERS: must be JSON such as`),
  );
});

describe('headers that subgraphs are always sent', () => {
  it('are read by subgraph, in lower case', () => {
    expect(own('{"shop":{"X-Key":"k"}}').SUBGRAPH_HEADERS).toEqual({ shop: { 'x-key': 'k' } });
  });

  it.each([
    ['{"shop":["x"]}', 'must be JSON such as {"order":{"x-api-key":"secret"}}'],
    ['{"shop":{"content-length":"1"}}', 'content-length belongs to one connection or message'],
    ['{"shop":{"x":"a\\nb"}}', 'the value of x is more than a line of ASCII'],
  ])('are refused with a sentence: %s', (text, why) => {
    expect(() => own(text)).toThrow(why);
  });
});
