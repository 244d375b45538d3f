import { describe, expect, it, vi } from 'vitest';
import { codedHttpServer, stopServing } from '#kernel/coded-http.ts';
import { Fault } from '#kernel/errors.ts';
import { createLogger } from '#kernel/log.ts';

const log = createLogger('coded-http');

function server() {
  const app = codedHttpServer({ bodyLimit: 100 }, log);
  app.post('/parts/:id', async () => 'here');
  app.get('/bug', () => Promise.reject(new Error('select password from secrets')));
  app.get('/fault', () => Promise.reject(new Fault('RATE_LIMITED', 'Slower.', { facts: { seconds: 3 } })));
  return app;
}

const posted = (url: string, payload = '{}', type = 'application/json') =>
  ({ method: 'POST', url, payload, headers: { 'content-type': type } }) as const;

describe('what a server refuses has a code:', () => {
  it.each([
    ['an address where nothing is', { url: '/parts/a/b' }, 404, 'NOT_FOUND'],
    ['a method that is none of its', { method: 'DELETE', url: '/parts/a' } as const, 404, 'NOT_FOUND'],
    ['an address that is none', { url: '/parts/%zz' }, 400, 'BAD_REQUEST'],
    ['an address that is too long', posted(`/parts/${'a'.repeat(200)}`), 414, 'BAD_REQUEST'],
    ['a body that is too large', posted('/parts/a', JSON.stringify('a'.repeat(200))), 413, 'TOO_LARGE'],
    ['a body that does not parse', posted('/parts/a', '{'), 400, 'BAD_REQUEST'],
    ['a body of another kind', posted('/parts/a', 'a', 'text/csv'), 415, 'BAD_REQUEST'],
    ['a fault of a route', { url: '/fault' }, 429, 'RATE_LIMITED'],
    ['a bug of a route', { url: '/bug' }, 500, 'INTERNAL'],
  ])('%s', async (_name, request, status, code) => {
    const answer = await server().inject(request);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([status, 'application/json; charset=utf-8']);
    expect(answer.json()).toEqual({
      errors: [{ message: expect.any(String), extensions: expect.objectContaining({ code }) }],
    });
  });

  it('a fault with its facts', async () => {
    const { errors } = (await server().inject('/fault')).json();
    expect(errors).toEqual([{ message: 'Slower.', extensions: { code: 'RATE_LIMITED', retryable: true, seconds: 3 } }]);
  });

  it('a bug without what it says, which is logged', async () => {
    const logged = vi.spyOn(log, 'error');
    expect((await server().inject('/bug')).body).not.toContain('select');
    expect(logged).toHaveBeenCalledExactlyOnceWith({ err: expect.any(Error) }, 'a request failed unexpectedly');
  });
});

describe('a server that is to stop', () => {
  /** A server that has been asked twice over one kept connection, and answers the second when it may. */
  async function askedServer() {
    const app = codedHttpServer({}, log);
    const [arrived, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<string>()];
    app.get('/soon', async () => 'at once');
    app.get('/late', () => {
      arrived.resolve();
      return gate.promise;
    });
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    expect(await (await fetch(`${url}/soon`)).text()).toBe('at once');
    const late = fetch(`${url}/late`).then(
      (answer) => answer.text(),
      () => 'cut off',
    );
    await arrived.promise;
    return { app, late, answer: gate.resolve, again: () => fetch(`${url}/soon`) };
  }

  it('answers what has arrived, and takes nothing more', async () => {
    const { app, late, answer, again } = await askedServer();
    const stopped = stopServing(app, 60_000);
    await vi.waitFor(() => expect(again()).rejects.toThrow());
    answer('after all');
    expect(await late).toBe('after all');
    await stopped;
  });

  it('cuts off what takes too long', async () => {
    const { app, late } = await askedServer();
    await stopServing(app, 1);
    expect(await late).toBe('cut off');
  });
});
