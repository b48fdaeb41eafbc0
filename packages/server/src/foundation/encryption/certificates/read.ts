/** Reads certificates (X.509): one as it came, and the bundle of authorities that the operator named. */
import { createHash, X509Certificate } from 'node:crypto';
import { settingsRefusal } from '../../config/index.ts';

export type Certificate = X509Certificate;

/** The certificate that these bytes are, whole; null for anything else. */
export function readCertificate(bytes: Buffer): Certificate | null {
  try {
    const certificate = new X509Certificate(bytes);
    // Whatever was added or written in another way would give the same certificate another name.
    return certificate.raw.equals(bytes) ? certificate : null;
  } catch {
    return null;
  }
}

/** Its name by SHA-256, in base64url (RFC 8705, 3.1). */
export function thumbprintOf({ raw }: Certificate): string {
  return createHash('sha256').update(raw).digest('base64url');
}

const mostAuthorities = 100;

/** The authorities of a bundle in PEM, one of them a root; refuses as a wrong setting what is none. None without it. */
export function readAuthorities(bundle: string | undefined): Certificate[] {
  if (bundle === undefined) return [];
  const blocks = [...bundle.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g)];
  const authorities = blocks
    .map(([, base64 = '']) => readCertificate(Buffer.from(base64, 'base64')))
    .filter((one) => one !== null);
  const refuse = (sentence: string) => settingsRefusal([sentence]);
  if (blocks.length === 0 || blocks.length > mostAuthorities || authorities.length < blocks.length)
    throw refuse(`CLIENT_CERTIFICATE_CA_FILE must name a file of 1 to ${mostAuthorities} certificates in PEM.`);
  if (!authorities.every((one) => one.ca))
    throw refuse('The file that CLIENT_CERTIFICATE_CA_FILE names must hold authorities only: not all of them are one.');
  if (!authorities.some((one) => one.checkIssued(one)))
    throw refuse('The file that CLIENT_CERTIFICATE_CA_FILE names holds no root: an authority that issued itself.');
  return authorities;
}
