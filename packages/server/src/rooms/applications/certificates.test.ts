import { applicationMetadata } from '@cardea/contract';
import { describe, expect, it } from 'vitest';
import { selfSigned } from '../../../test/certificates.ts';
import { readDistinguishedName } from '../../foundation/encryption/index.ts';
import { areOffered, type CertificatesOffered, certificatesNeeded } from './check-certificates.ts';
import { checkMetadata } from './check-metadata.ts';

type Said = Readonly<Record<string, unknown>>;
const read = (said: Said) =>
  applicationMetadata.parse({ client_name: 'Bank', redirect_uris: ['https://bank.example/callback'], ...said });
const findings = (said: Said, certificates?: CertificatesOffered) =>
  checkMetadata(read(said), { development: false, certificates });
const byAuthority = { token_endpoint_auth_method: 'tls_client_auth', tls_client_auth_san_dns: 'bank.example' };
const bound = { tls_client_certificate_bound_access_tokens: true };

describe('certificates of applications', () => {
  it('are refused where none arrive, and those of authorities where no authority counts', () => {
    expect(findings({ ...byAuthority, ...bound })).toEqual({
      token_endpoint_auth_method: 'not_offered',
      tls_client_certificate_bound_access_tokens: 'not_offered',
    });
    expect(findings({ ...byAuthority, ...bound }, 'bound')).toEqual({ token_endpoint_auth_method: 'not_offered' });
    expect(findings({ ...byAuthority, ...bound }, 'full')).toEqual({});
    expect(findings(bound, 'bound')).toEqual({});
    expect(findings({})).toEqual({});
  });

  it('are missed where the installation gives up what an application needs', () => {
    expect(areOffered(certificatesNeeded(read(bound)), undefined)).toBe(false);
    expect(areOffered(certificatesNeeded(read(byAuthority)), 'bound')).toBe(false);
    expect(areOffered(certificatesNeeded(read({})), undefined)).toBe(true);
  });

  it('are known by one name, of one of five kinds, in its one form', () => {
    const one = (field: string, value: string) =>
      findings({ token_endpoint_auth_method: 'tls_client_auth', [`tls_client_auth_${field}`]: value }, 'full');
    expect(findings({ token_endpoint_auth_method: 'tls_client_auth' }, 'full')).toEqual({
      tls_client_auth_subject_dn: 'required',
    });
    expect(findings({ ...byAuthority, tls_client_auth_san_ip: '10.0.0.7' }, 'full')).toEqual({
      tls_client_auth_san_dns: 'needs_one_subject',
      tls_client_auth_san_ip: 'needs_one_subject',
    });
    expect(findings({ tls_client_auth_san_ip: '10.0.0.7' }, 'full')).toEqual({ tls_client_auth_san_ip: 'not_allowed' });
    for (const [field, good, ...bad] of [
      ['subject_dn', 'CN=bank,O=Example', 'bank', 'CN=bank, O=Example', 'XX=bank', 'CN=bank,', 'CN='],
      ['san_dns', 'bank.example', '*.example', 'Bank.example', 'bank.example.'],
      ['san_uri', 'urn:uuid:1', 'no address', 'bank'],
      ['san_ip', '2001:db8::7', '10.0.0', '10.0.0.0/8', 'fe80::1%eth0'],
      ['san_email', 'a@bank.example', 'a', 'a@b@c', 'a b@c'],
    ] as const) {
      expect(one(field, good), good).toEqual({});
      for (const text of bad) expect(one(field, text), text).toEqual({ [`tls_client_auth_${field}`]: 'malformed' });
    }
  });

  it('of their own stand in their keys, whole', async () => {
    const own = (...keys: unknown[]) =>
      findings({ token_endpoint_auth_method: 'self_signed_tls_client_auth', jwks: { keys } }, 'bound');
    const jwk = await (await selfSigned()).jwk();
    expect(own(jwk)).toEqual({});
    expect(own({ ...jwk, x5c: undefined })).toEqual({ jwks: 'needs_certificate' });
    expect(own({ ...jwk, x5c: ['AAAA'] })).toEqual({ jwks: 'needs_certificate' });
    expect(findings({ token_endpoint_auth_method: 'self_signed_tls_client_auth' }, 'bound')).toEqual({
      jwks: 'needs_one_key_source',
    });
    expect(findings({ token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [jwk] } }, 'full')).toEqual({
      jwks: 'not_allowed',
    });
  });

  it('bind tokens in place of DPoP and never beside it, under the FAPI 2.0 profile too', () => {
    expect(findings({ ...bound, dpop_bound_access_tokens: true }, 'full')).toEqual({
      tls_client_certificate_bound_access_tokens: 'bound_twice',
    });
    const fapi = { ...byAuthority, profile: 'fapi2', require_pushed_authorization_requests: true };
    expect(findings({ ...fapi, ...bound }, 'full')).toEqual({});
    expect(findings(fapi, 'full')).toEqual({ dpop_bound_access_tokens: 'needed_by_profile' });
  });
});

describe('a distinguished name', () => {
  it('is read attribute by attribute, with what is escaped in it', () => {
    expect(readDistinguishedName('CN=a\\2C b+2.5.4.5=7,O=\\C3\\84 \\"GmbH\\" =\\ ')).toEqual([
      [
        { type: '2.5.4.3', value: 'a, b' },
        { type: '2.5.4.5', value: '7' },
      ],
      [{ type: '2.5.4.10', value: 'Ä "GmbH" = ' }],
    ]);
    expect(readDistinguishedName('CN=\\5C2C')).toEqual([[{ type: '2.5.4.3', value: '\\2C' }]]);
  });

  it.each(['', 'CN', 'CN=a,,O=b', 'CN=a+', 'CN= a', 'CN=a ', 'CN=#0403', 'CN=a\\', 'CN=\\ff', 'CN=a\0', 'CN=a;O=b'])(
    '%j is none',
    (text) => expect(readDistinguishedName(text)).toBeNull(),
  );
});
