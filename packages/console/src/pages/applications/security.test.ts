import { describe, expect, it } from 'vitest';
import { type Security, saidSecurity, underProfile } from './security.ts';

const plain: Security = {
  ...{ profile: '', method: 'client_secret_basic', keys: '', pushes: false, bindsTokens: false },
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

  it('never demands signatures that cannot be made, and says nothing of requests where there are none', () => {
    expect(saidSecurity({ ...plain, mustSign: true }, true).require_signed_request_object).toBe(false);
    expect(saidSecurity(plain, false)).not.toHaveProperty('require_pushed_authorization_requests');
  });
});
