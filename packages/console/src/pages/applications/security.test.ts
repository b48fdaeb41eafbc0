import { describe, expect, it } from 'vitest';
import { methodsFor, type Security, saidSecurity, underProfile } from './security.ts';

const plain: Security = {
  ...{ profile: '', method: 'client_secret_basic', keys: '', pushes: false, bindsTokens: false },
  ...{ bindsToCertificate: false, subject: 'tls_client_auth_subject_dn', name: '' },
  ...{ signing: '', mustSign: false },
};

describe('the security of an application', () => {
  it('under a profile is what the profile asks for, to be seen before it is saved', () => {
    const held = underProfile(plain, 'fapi2');
    expect(held).toMatchObject({ method: 'private_key_jwt', pushes: true, bindsTokens: true });
    expect(underProfile(held, '')).toMatchObject({ profile: '', method: 'private_key_jwt' });
  });

  it('takes keys away where nothing is signed, and keeps those that were handed in where no address is named', () => {
    expect(saidSecurity({ ...plain, keys: 'https://left.example' }, true)).toMatchObject({
      jwks: null,
      jwks_uri: null,
    });
    const signing = { ...plain, method: 'private_key_jwt' };
    expect(saidSecurity(signing, true)).not.toHaveProperty('jwks');
    expect(saidSecurity({ ...signing, keys: ' https://a.example/jwks ' }, true)).toMatchObject({
      jwks: null,
      jwks_uri: 'https://a.example/jwks',
    });
  });

  it('says one name of a certificate and takes the others away, and binds tokens once', () => {
    const proven = {
      ...plain,
      method: 'tls_client_auth',
      subject: 'tls_client_auth_san_dns',
      name: ' a.example ',
    } as const;
    expect(saidSecurity({ ...proven, bindsToCertificate: true }, true)).toMatchObject({
      tls_client_auth_san_dns: 'a.example',
      tls_client_auth_subject_dn: null,
      tls_client_certificate_bound_access_tokens: true,
    });
    expect(saidSecurity({ ...proven, method: 'client_secret_basic' }, true).tls_client_auth_san_dns).toBeNull();
    const held = underProfile({ ...proven, bindsToCertificate: true }, 'fapi2');
    expect(held).toMatchObject({ method: 'tls_client_auth', bindsTokens: false, bindsToCertificate: true });
  });

  it('offers certificates where the server takes them, and under a profile what that lets', () => {
    expect(methodsFor(plain, [])).toEqual(['client_secret_basic', 'client_secret_post', 'private_key_jwt']);
    expect(methodsFor(plain, ['self_signed_tls_client_auth'])).toContain('self_signed_tls_client_auth');
    expect(methodsFor(underProfile(plain, 'fapi2'), ['tls_client_auth'])).toEqual([
      'private_key_jwt',
      'tls_client_auth',
    ]);
  });

  it('never demands signatures that cannot be made, and says nothing of requests where there are none', () => {
    expect(saidSecurity({ ...plain, mustSign: true }, true).require_signed_request_object).toBe(false);
    expect(saidSecurity(plain, false)).not.toHaveProperty('require_pushed_authorization_requests');
  });
});
