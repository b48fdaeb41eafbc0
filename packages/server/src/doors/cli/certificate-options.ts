/** Client certificates as they are said on the command line: `subject=CN=bank,O=Example`, `dns=bank.example`. */
import type { ApplicationMetadataInput } from '@cardea/contract';
import { settingsRefusal } from '../../foundation/config/index.ts';

export type CertificateOptions = {
  readonly certificate?: string;
  readonly ownCertificates?: string;
  readonly certificateBoundTokens?: boolean;
};

const fields = {
  subject: 'tls_client_auth_subject_dn',
  dns: 'tls_client_auth_san_dns',
  uri: 'tls_client_auth_san_uri',
  ip: 'tls_client_auth_san_ip',
  email: 'tls_client_auth_san_email',
} as const satisfies Readonly<Record<string, keyof ApplicationMetadataInput>>;

/** What they mean; of two ways to be proven at once, and of a kind of name that there is not, it says so. */
export function certificatesOf(given: CertificateOptions): Partial<ApplicationMetadataInput> {
  const { certificate, ownCertificates } = given;
  if (certificate !== undefined && ownCertificates !== undefined)
    throw settingsRefusal(['An application is proven in one way: --certificate or --own-certificates, not both.']);
  const bound = given.certificateBoundTokens === true ? { tls_client_certificate_bound_access_tokens: true } : {};
  if (ownCertificates !== undefined)
    return { ...bound, token_endpoint_auth_method: 'self_signed_tls_client_auth', jwks_uri: ownCertificates };
  if (certificate === undefined) return bound;
  const end = certificate.indexOf('=');
  const kind = Object.keys(fields).find((name) => name === certificate.slice(0, Math.max(end, 0)));
  if (kind === undefined)
    throw settingsRefusal([`--certificate says which name it holds: ${Object.keys(fields).join('=…, ')}=…`]);
  const field = fields[kind as keyof typeof fields];
  return { ...bound, token_endpoint_auth_method: 'tls_client_auth', [field]: certificate.slice(end + 1) };
}
