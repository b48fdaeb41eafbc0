/**
 * Client certificates (RFC 8705). Node never ends TLS itself: one comes in a header of a proxy of ours, or not at all.
 * Whoever else writes that header is not believed, and after this nothing can read it any more.
 */
import { BlockList, isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { Settings } from '../../foundation/config/index.ts';
import { type Certificate, readCertificate } from '../../foundation/encryption/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';

type CertificateSettings = Pick<Settings, 'clientCertificates' | 'trustedProxies'>;

const longestHeader = 12_000;

/**
 * Returns what takes the certificate out of a request: null without one, `request.client_certificate` for one that
 * cannot be read. A proxy that no certificate came to says nothing, or nothing in the header.
 */
export function createCertificateReader({
  clientCertificates,
  trustedProxies,
}: CertificateSettings): (request: FastifyRequest) => Certificate | null {
  if (clientCertificates === undefined) return () => null;
  const { header } = clientCertificates;
  const proxies = toBlockList(trustedProxies);
  return ({ raw }) => {
    if (raw.headers[header] === undefined) return null;
    // Joined, two values could look like one; apart they are counted.
    const values = raw.headersDistinct[header];
    delete raw.headers[header];
    delete raw.headersDistinct[header];
    if (values === undefined || !isWithin(proxies, raw.socket.remoteAddress)) return null;
    const [value = ''] = values;
    if (values.length === 1 && value === '') return null;
    const certificate = values.length === 1 && value.length <= longestHeader ? readHeader(value) : null;
    if (certificate === null) throw new ProblemError('request.client_certificate');
    return certificate;
  };
}

/** The peer of the connection itself: what it says about others is no matter here. */
function isWithin(proxies: BlockList, address: string | undefined): boolean {
  const plain = address?.replace(/^::ffff:(?=\d+\.)/i, '') ?? '';
  const family = isIP(plain);
  return family !== 0 && proxies.check(plain, family === 4 ? 'ipv4' : 'ipv6');
}

function toBlockList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', length] = range.split('/');
    list.addSubnet(address, Number(length), isIP(address) === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}

/** `:base64:` (RFC 9440), or PEM with percent signs, as nginx escapes it. One certificate, and nothing besides. */
function readHeader(value: string): Certificate | null {
  const base64 = value.startsWith(':') ? /^:([^:]+):$/.exec(value)?.[1] : readEscapedPem(value);
  const bytes = base64 === undefined ? null : readBase64(base64);
  return bytes && readCertificate(bytes);
}

function readEscapedPem(value: string): string | undefined {
  try {
    const pem = decodeURIComponent(value);
    const [, lines] =
      /^-----BEGIN CERTIFICATE-----\r?\n([A-Za-z0-9+/=\r\n]+)-----END CERTIFICATE-----\s*$/.exec(pem) ?? [];
    return lines?.replace(/\r?\n/g, '');
  } catch {
    return undefined;
  }
}

function readBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length > 0 && bytes.toString('base64') === text ? bytes : null;
}
