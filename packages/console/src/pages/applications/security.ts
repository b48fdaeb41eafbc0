/** How an application that can keep a secret proves itself, and what it is held to. Pure. */
import type { Application, ApplicationChange } from '../../api/applications.ts';

export const methods = ['client_secret_basic', 'client_secret_post', 'private_key_jwt'] as const;
export const signings = ['ES256', 'PS256'] as const;

export type Method = Application['token_endpoint_auth_method'];
export type Signing = '' | NonNullable<Application['request_object_signing_alg']>;

export type Security = {
  readonly profile: '' | 'fapi2';
  readonly method: Method;
  readonly keys: string;
  readonly pushes: boolean;
  readonly bindsTokens: boolean;
  readonly signing: Signing;
  readonly mustSign: boolean;
};

export const securityOf = (application: Application): Security => ({
  profile: application.profile ?? '',
  method: application.token_endpoint_auth_method,
  keys: application.jwks_uri ?? '',
  pushes: application.require_pushed_authorization_requests,
  bindsTokens: application.dpop_bound_access_tokens,
  signing: application.request_object_signing_alg ?? '',
  mustSign: application.require_signed_request_object,
});

/** Choosing the profile chooses what it asks for, where it is seen. */
export const underProfile = (security: Security, profile: Security['profile']): Security =>
  profile === ''
    ? { ...security, profile }
    : { ...security, profile, method: 'private_key_jwt', pushes: true, bindsTokens: true };

/** Whether it has keys of its own, for either purpose. */
export const hasKeys = ({ method, signing }: Security): boolean => method === 'private_key_jwt' || signing !== '';

/** The merge patch. `isSentTo`: people are sent to it, so there are requests to push and to sign. */
export function saidSecurity(security: Security, isSentTo: boolean): ApplicationChange {
  const { profile, method, keys, pushes, bindsTokens, signing, mustSign } = security;
  const address = keys.trim();
  return {
    profile: profile === '' ? null : profile,
    token_endpoint_auth_method: method,
    dpop_bound_access_tokens: bindsTokens,
    ...(isSentTo
      ? {
          require_pushed_authorization_requests: pushes,
          request_object_signing_alg: signing === '' ? null : signing,
          require_signed_request_object: signing !== '' && mustSign,
        }
      : {}),
    // One source of keys and no more: an address takes the place of keys that were handed in.
    ...(hasKeys(security)
      ? address === ''
        ? { jwks_uri: null }
        : { jwks_uri: address, jwks: null }
      : { jwks_uri: null, jwks: null }),
  };
}
