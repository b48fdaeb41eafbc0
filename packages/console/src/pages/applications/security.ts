/** How an application that can keep a secret proves itself, and what it is held to. Pure. */
import type { Application, ApplicationChange } from '../../api/applications.ts';

const methods = [
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
  'tls_client_auth',
  'self_signed_tls_client_auth',
] as const;
/** Whom a certificate is for, by one of the names in it (RFC 8705, 2.1.2). */
export const subjects = [
  'tls_client_auth_subject_dn',
  'tls_client_auth_san_dns',
  'tls_client_auth_san_uri',
  'tls_client_auth_san_ip',
  'tls_client_auth_san_email',
] as const;
export const signings = ['ES256', 'PS256'] as const;

export type Subject = (typeof subjects)[number];
export type Method = Application['token_endpoint_auth_method'];
export type Signing = '' | NonNullable<Application['request_object_signing_alg']>;

export type Security = {
  readonly profile: '' | 'fapi2';
  readonly method: Method;
  readonly keys: string;
  readonly pushes: boolean;
  readonly bindsTokens: boolean;
  /** To its certificate, instead of a key. */
  readonly bindsToCertificate: boolean;
  readonly subject: Subject;
  readonly name: string;
  readonly signing: Signing;
  readonly mustSign: boolean;
};

const subjectOf = (application: Application): Subject =>
  subjects.find((subject) => application[subject] !== undefined) ?? 'tls_client_auth_subject_dn';

export const securityOf = (application: Application): Security => ({
  profile: application.profile ?? '',
  method: application.token_endpoint_auth_method,
  keys: application.jwks_uri ?? '',
  pushes: application.require_pushed_authorization_requests,
  bindsTokens: application.dpop_bound_access_tokens,
  bindsToCertificate: application.tls_client_certificate_bound_access_tokens,
  subject: subjectOf(application),
  name: application[subjectOf(application)] ?? '',
  signing: application.request_object_signing_alg ?? '',
  mustSign: application.require_signed_request_object,
});

/** Choosing the profile chooses what it asks for, where it is seen. */
export const underProfile = (security: Security, profile: Security['profile']): Security =>
  profile === ''
    ? { ...security, profile }
    : {
        ...security,
        profile,
        method: isInProfile(security.method) ? security.method : 'private_key_jwt',
        pushes: true,
        bindsTokens: !security.bindsToCertificate,
      };

const isInProfile = (method: string): boolean => method === 'private_key_jwt' || method.includes('tls_client_auth');

/** The ways to choose from: what the server takes, what the profile lets, and what the application has already. */
export const methodsFor = ({ profile, method: present }: Security, offered: readonly string[]) =>
  methods.filter(
    (method) =>
      method === present ||
      ((profile === '' || isInProfile(method)) && (!method.includes('tls_client_auth') || offered.includes(method))),
  );

/** Whether it has keys of its own, for either purpose. */
export const hasKeys = ({ method, signing }: Security): boolean =>
  method === 'private_key_jwt' || method === 'self_signed_tls_client_auth' || signing !== '';

/** The merge patch. `isSentTo`: people are sent to it, so there are requests to push and to sign. */
export function saidSecurity(security: Security, isSentTo: boolean): ApplicationChange {
  const { profile, method, keys, pushes, bindsTokens, bindsToCertificate, signing, mustSign } = security;
  const address = keys.trim();
  return {
    profile: profile === '' ? null : profile,
    token_endpoint_auth_method: method,
    dpop_bound_access_tokens: bindsTokens,
    tls_client_certificate_bound_access_tokens: bindsToCertificate,
    ...Object.fromEntries(
      subjects.map((subject) => [
        subject,
        method === 'tls_client_auth' && subject === security.subject ? security.name.trim() : null,
      ]),
    ),
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
