import { describe, expect, it } from 'vitest';
import { freePorts, portDefaults, portsFromEnvironment } from './ports.ts';

describe('the ports of npm start', () => {
  it('are the defaults', () => {
    expect(portsFromEnvironment({})).toMatchObject({ router: 4000, bank: 4010, carrier: 4020, postgres: 54_320 });
  });

  it('are moved each by its own variable', () => {
    expect(portsFromEnvironment({ PORT: '5000', REDIS_PORT: '6380' })).toMatchObject({
      router: 5000,
      redis: 6380,
      bank: 4010,
    });
  });

  it.each(['http', '0', '70000', '4000.5', '-1'])('refuse %j with the variable and a value that works', (value) => {
    expect(() => portsFromEnvironment({ KAFKA_PORT: value })).toThrow(
      expect.objectContaining({ message: expect.stringContaining('KAFKA_PORT'), mend: 'KAFKA_PORT=9192 npm start' }),
    );
  });
});

describe('free ports', () => {
  it('are all different and none of the defaults', async () => {
    const ports = Object.values(await freePorts());
    expect(new Set(ports).size).toBe(ports.length);
    for (const { port } of Object.values(portDefaults)) expect(ports).not.toContain(port);
  });
});
