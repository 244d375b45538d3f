import { createHash, X509Certificate } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';

const password = 'changeit';

/**
 * Writes the certificate authorities this machine trusts as a JKS file, the form Java reads. Debian makes that file
 * while installing a Java, which unpacking does not do. The format: magic, version, entries, and a SHA-1 over the
 * password (UTF-16), a fixed phrase and all of it.
 */
export async function writeJavaTrustStore(file: string): Promise<{ javaOptions: string[] }> {
  const entries = (await trustedCertificates()).map((certificate, index) =>
    Buffer.concat([int32(2), text(`ca-${index}`), int64(0n), text('X.509'), int32(certificate.length), certificate]),
  );
  const body = Buffer.concat([int32(0xfeedfeed), int32(2), int32(entries.length), ...entries]);
  const utf16 = Buffer.from(password, 'utf16le').swap16();
  const digest = createHash('sha1').update(utf16).update('Mighty Aphrodite').update(body).digest();
  await writeFile(file, Buffer.concat([body, digest]));
  return {
    javaOptions: [
      `-Djavax.net.ssl.trustStore=${file}`,
      `-Djavax.net.ssl.trustStorePassword=${password}`,
      '-Djavax.net.ssl.trustStoreType=JKS',
    ],
  };
}

async function trustedCertificates(): Promise<Buffer[]> {
  const file = process.env.SSL_CERT_FILE ?? '/etc/ssl/certs/ca-certificates.crt';
  const bundle = await readFile(file, 'utf8').catch(() => rootCertificates.join('\n'));
  const blocks = bundle.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((pem) => new X509Certificate(pem).raw);
}

function int32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(value);
  return buffer;
}

function int64(value: bigint): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeBigInt64BE(value);
  return buffer;
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value, 'utf8');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
