/** The rules between the fields of an application, and for its addresses. Pure: metadata in, findings out. */
import type { ApplicationMetadata } from '@cardea/contract';
import { type AddressFinding, examineRedirect, examineResource, examineWeb } from './addresses.ts';
import { type CertificatesOffered, checkCertificates } from './check-certificates.ts';
import { checkProfile } from './check-profile.ts';

export type MetadataFinding =
  | AddressFinding
  | 'required'
  | 'not_allowed'
  | 'needs_code_grant'
  | 'needs_client_authentication'
  | 'needs_one_key_source'
  | 'needs_one_host'
  | 'needs_allowed_resource'
  | 'needed_by_profile'
  | 'not_in_profile'
  | 'not_offered'
  | 'malformed'
  | 'needs_one_subject'
  | 'needs_certificate'
  | 'bound_twice';

/** What the installation is, as far as applications are held to it. */
export type MetadataRules = {
  readonly development: boolean;
  /** Without it, no certificates. */
  readonly certificates?: CertificatesOffered | undefined;
};

export type MetadataFindings = Readonly<Record<string, MetadataFinding>>;

const pages = [
  'logo_uri',
  'client_uri',
  'policy_uri',
  'tos_uri',
  'initiate_login_uri',
  'backchannel_logout_uri',
] as const;

/** Field name → what is wrong with it; empty when the application may be registered. */
export function checkMetadata(metadata: ApplicationMetadata, options: MetadataRules): MetadataFindings {
  const findings: Record<string, MetadataFinding> = {};
  const note = (field: keyof ApplicationMetadata, finding: MetadataFinding | null) => {
    if (finding !== null) findings[field] ??= finding;
  };
  const { development } = options;
  const rules = { applicationType: metadata.application_type, development };
  const usesCode = metadata.grant_types.includes('authorization_code');
  const usesDeviceCode = metadata.grant_types.includes('urn:ietf:params:oauth:grant-type:device_code');

  for (const field of ['redirect_uris', 'post_logout_redirect_uris'] as const)
    for (const address of metadata[field]) note(field, examineRedirect(address, rules));
  for (const field of pages) {
    const address = metadata[field];
    if (address !== undefined) note(field, examineWeb(address, { development }));
  }
  // Never plain http: whoever could change the keys on their way could be the application.
  if (metadata.jwks_uri !== undefined) note('jwks_uri', examineWeb(metadata.jwks_uri, { development: false }));
  for (const resource of metadata.allowed_resources) note('allowed_resources', examineResource(resource));

  if (usesCode && metadata.redirect_uris.length === 0) note('redirect_uris', 'required');
  if (!usesCode && metadata.response_types?.length === 1) note('response_types', 'needs_code_grant');
  if (usesCode && metadata.response_types?.length === 0) note('response_types', 'required');
  if (!usesCode && !usesDeviceCode && metadata.grant_types.includes('refresh_token'))
    note('grant_types', 'needs_code_grant');
  if (metadata.token_endpoint_auth_method === 'none' && metadata.grant_types.includes('client_credentials'))
    note('grant_types', 'needs_client_authentication');
  if (metadata.direct_sign_in && !usesCode) note('direct_sign_in', 'needs_code_grant');
  for (const field of ['ios', 'android'] as const)
    if (metadata[field] !== undefined && metadata.application_type !== 'native') note(field, 'needs_native');
  if (metadata.require_signed_request_object && metadata.request_object_signing_alg === undefined)
    note('request_object_signing_alg', 'required');
  for (const [field, finding] of checkProfile(metadata)) note(field, finding);
  for (const [field, finding] of checkCertificates(metadata, options.certificates)) note(field, finding);
  note('jwks', checkKeys(metadata));
  if (metadata.subject_type === 'pairwise' && sectorOf(metadata) === null) note('subject_type', 'needs_one_host');
  if (metadata.default_resource !== undefined && !metadata.allowed_resources.includes(metadata.default_resource))
    note('default_resource', 'needs_allowed_resource');
  return findings;
}

function checkKeys(metadata: ApplicationMetadata): MetadataFinding | null {
  const sources = [metadata.jwks, metadata.jwks_uri].filter((source) => source !== undefined).length;
  const signs =
    metadata.token_endpoint_auth_method === 'private_key_jwt' ||
    metadata.token_endpoint_auth_method === 'self_signed_tls_client_auth' ||
    metadata.request_object_signing_alg !== undefined;
  if (signs) return sources === 1 ? null : 'needs_one_key_source';
  return sources === 0 ? null : 'not_allowed';
}

/** The one host that all redirects lead to: applications there know a customer by the same pairwise subject. */
export function sectorOf(metadata: ApplicationMetadata): string | null {
  const hosts = new Set(metadata.redirect_uris.map((address) => URL.parse(address)?.host ?? ''));
  const [host = ''] = hosts;
  return hosts.size === 1 && host !== '' ? host : null;
}
