/**
 * Whether a certificate was issued, by the authorities that the installation names, to prove a client (RFC 5280, 6): each
 * step signed by an authority that may, all of them in their time, up to a root of the bundle. Intermediates are in the
 * bundle too: nothing that a caller sends stands in between. Revocation is for the proxy to look at.
 */
import { type KeyUse, readContents } from './contents.ts';
import type { Certificate } from './read.ts';
import { isStrong } from './strength.ts';

const clientAuthentication = '1.3.6.1.5.5.7.3.2';
const extendedKeyUsage = '2.5.29.37';
const nameConstraints = '2.5.29.30';
// What is looked at here, or says only where more is found. Another one that must not be passed over ends the way.
const understood: ReadonlySet<string> = new Set(['2.5.29.15', '2.5.29.17', '2.5.29.19', '2.5.29.37', '2.5.29.32']);
const mostSteps = 5;

/** Whether a way leads from this certificate to one of the roots. */
export function isTrusted(certificate: Certificate, authorities: readonly Certificate[], now: Date): boolean {
  return mayStandInAWay(certificate, 'digitalSignature', now) && leadsToRoot(certificate, authorities, now, 0);
}

function leadsToRoot(
  certificate: Certificate,
  authorities: readonly Certificate[],
  now: Date,
  authoritiesBelow: number,
): boolean {
  if (authoritiesBelow >= mostSteps) return false;
  return authorities.some((issuer) => {
    if (!certificate.checkIssued(issuer) || !issuer.ca || !mayStandInAWay(issuer, 'keyCertSign', now)) return false;
    const mostBelow = readContents(issuer)?.mostBelow ?? null;
    if (mostBelow !== null && authoritiesBelow > mostBelow) return false;
    if (!isSignedBy(certificate, issuer)) return false;
    if (issuer.checkIssued(issuer)) return isSignedBy(issuer, issuer);
    return leadsToRoot(issuer, authorities, now, authoritiesBelow + 1);
  });
}

/** Whether it may be at this moment what it says it is, as far as it can be seen without the others. */
function mayStandInAWay(certificate: Certificate, use: KeyUse, now: Date): boolean {
  const contents = readContents(certificate);
  if (contents === null || !isTimely(certificate, now) || contents.extensions.has(nameConstraints)) return false;
  for (const [name, { isCritical }] of contents.extensions) if (isCritical && !understood.has(name)) return false;
  if (contents.keyUses !== null && !contents.keyUses.has(use)) return false;
  // Of an authority too: it says what that may issue certificates for. One that cannot be read says nothing good.
  const purposes = certificate.keyUsage as readonly string[] | undefined;
  const isForClients = purposes?.includes(clientAuthentication) ?? !contents.extensions.has(extendedKeyUsage);
  return isForClients && isStrong(certificate);
}

/** Whether now lies within its dates. */
export function isTimely({ validFromDate, validToDate }: Certificate, now: Date): boolean {
  return validFromDate <= now && now <= validToDate;
}

function isSignedBy(certificate: Certificate, issuer: Certificate): boolean {
  try {
    return certificate.verify(issuer.publicKey);
  } catch {
    return false;
  }
}
