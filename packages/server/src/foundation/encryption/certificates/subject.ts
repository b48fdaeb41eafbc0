/** Whether a certificate was issued to whom an application registered, by one of the five names of RFC 8705, 2.1.2. */
import { type Attribute, readContents } from './contents.ts';
import { readDistinguishedName } from './distinguished-name.ts';
import type { Certificate } from './read.ts';

/** Exactly: no wildcard, no part of a name, and never one kind of name for another. */
export function isIssuedTo(certificate: Certificate, property: string, expected: string): boolean {
  const contents = readContents(certificate);
  if (contents === null || expected === '') return false;
  const { dns, uri, email } = contents.alternativeNames;
  switch (property) {
    case 'tls_client_auth_subject_dn':
      return isSameName(contents.subject, expected);
    case 'tls_client_auth_san_dns':
      return dns.some((name) => name.toLowerCase() === expected);
    case 'tls_client_auth_san_uri':
      return uri.includes(expected);
    case 'tls_client_auth_san_email':
      return email.includes(expected);
    case 'tls_client_auth_san_ip':
      // Compares bytes, and looks at the alternative names alone.
      return certificate.checkIP(expected) !== undefined;
    default:
      return false;
  }
}

function isSameName(subject: readonly (readonly Attribute[])[], expected: string): boolean {
  const wanted = readDistinguishedName(expected)?.toReversed();
  return wanted !== undefined && JSON.stringify(wanted.map(keysOf)) === JSON.stringify(subject.map(keysOf));
}

/** The attributes of one relative name, which have no order. */
const keysOf = (attributes: readonly Attribute[]): string[] =>
  attributes.map(({ type, value }) => JSON.stringify([type, value])).toSorted();
