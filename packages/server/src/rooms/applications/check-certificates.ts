/**
 * The rules for what an application registers of mutual TLS (RFC 8705). Where the installation has no proxy that hands
 * certificates over, it is refused: an application would believe itself bound to what nobody looks at. Pure.
 */
import { isIP } from 'node:net';
import type { ApplicationMetadata } from '@cardea/contract';
import { readCertificate, readDistinguishedName } from '../../foundation/encryption/index.ts';

/** `bound`: tokens and self-signed certificates; `full`: those of the authorities as well. */
export type CertificatesOffered = 'none' | 'bound' | 'full';

type CertificateFinding = readonly [
  keyof ApplicationMetadata,
  'not_offered' | 'required' | 'needs_one_subject' | 'malformed' | 'not_allowed' | 'needs_certificate' | 'bound_twice',
];

const subjects = {
  tls_client_auth_subject_dn: (text: string) => readDistinguishedName(text) !== null,
  tls_client_auth_san_dns: (text: string) =>
    text.length <= 253 && /^[a-z0-9_]([a-z0-9_-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/.test(text),
  tls_client_auth_san_uri: (text: string) => /^[\x21-\x7e]+$/.test(text) && URL.canParse(text),
  tls_client_auth_san_ip: (text: string) => isIP(text) !== 0 && !text.includes('%'),
  tls_client_auth_san_email: (text: string) => /^[\x21-\x3f\x41-\x7e]+@[\x21-\x3f\x41-\x7e]+$/.test(text),
} as const satisfies Partial<Record<keyof ApplicationMetadata, (text: string) => boolean>>;
const subjectFields = Object.keys(subjects) as (keyof typeof subjects)[];

/** Whether it can only be served where certificates arrive. */
export function certificatesNeeded(metadata: ApplicationMetadata): CertificatesOffered {
  const { token_endpoint_auth_method: method, tls_client_certificate_bound_access_tokens: isBound } = metadata;
  if (method === 'tls_client_auth') return 'full';
  return method === 'self_signed_tls_client_auth' || isBound ? 'bound' : 'none';
}

const order: readonly CertificatesOffered[] = ['none', 'bound', 'full'];

/** Whether what it needs is offered. */
export function areOffered(needed: CertificatesOffered, offered: CertificatesOffered = 'none'): boolean {
  return order.indexOf(needed) <= order.indexOf(offered);
}

/** What is wrong with each field; nothing for an application without certificates. */
export function checkCertificates(
  metadata: ApplicationMetadata,
  offered: CertificatesOffered | undefined,
): readonly CertificateFinding[] {
  const findings: CertificateFinding[] = [];
  const { token_endpoint_auth_method: method, tls_client_certificate_bound_access_tokens: isBound } = metadata;
  if (!areOffered(certificatesNeeded({ ...metadata, tls_client_certificate_bound_access_tokens: false }), offered))
    findings.push(['token_endpoint_auth_method', 'not_offered']);
  if (isBound && !areOffered('bound', offered))
    findings.push(['tls_client_certificate_bound_access_tokens', 'not_offered']);
  if (isBound && metadata.dpop_bound_access_tokens)
    findings.push(['tls_client_certificate_bound_access_tokens', 'bound_twice']);

  const named = subjectFields.filter((field) => metadata[field] !== undefined);
  if (method === 'tls_client_auth' && named.length === 0) findings.push(['tls_client_auth_subject_dn', 'required']);
  for (const field of named) {
    if (method !== 'tls_client_auth') findings.push([field, 'not_allowed']);
    else if (named.length > 1) findings.push([field, 'needs_one_subject']);
    else if (!subjects[field](metadata[field] ?? '')) findings.push([field, 'malformed']);
  }

  const shown = (metadata.jwks?.keys ?? []).flatMap(({ x5c = [] }) => x5c.slice(0, 1));
  if (method !== 'self_signed_tls_client_auth') {
    if (shown.length > 0) findings.push(['jwks', 'not_allowed']);
  } else if (
    metadata.jwks !== undefined &&
    (shown.length === 0 || !shown.every((one) => readCertificate(Buffer.from(one, 'base64')) !== null))
  ) {
    findings.push(['jwks', 'needs_certificate']);
  }
  return findings;
}
