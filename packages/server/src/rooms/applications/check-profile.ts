/**
 * What the FAPI 2.0 Security Profile asks of how an application is registered. Each field is held to it by name, so that
 * what is written down is what holds: nothing is switched on unseen. What it asks of each request is the protocol door's.
 */
import type { ApplicationMetadata } from '@cardea/contract';

type ProfileFinding = readonly [keyof ApplicationMetadata, 'needed_by_profile' | 'not_in_profile'];

const methods: ReadonlySet<string> = new Set(['private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth']);

/** The fields that the profile does not allow to be as they are; none without one. Pure. */
export function checkProfile(metadata: ApplicationMetadata): readonly ProfileFinding[] {
  if (metadata.profile !== 'fapi2') return [];
  const findings: ProfileFinding[] = [];
  if (!methods.has(metadata.token_endpoint_auth_method))
    findings.push(['token_endpoint_auth_method', 'not_in_profile']);
  if (!metadata.dpop_bound_access_tokens && !metadata.tls_client_certificate_bound_access_tokens)
    findings.push(['dpop_bound_access_tokens', 'needed_by_profile']);
  // Only an application that sends people over has authorization requests to push.
  if (metadata.grant_types.includes('authorization_code') && !metadata.require_pushed_authorization_requests)
    findings.push(['require_pushed_authorization_requests', 'needed_by_profile']);
  if (metadata.grant_types.includes('urn:ietf:params:oauth:grant-type:device_code'))
    findings.push(['grant_types', 'not_in_profile']);
  if (metadata.direct_sign_in) findings.push(['direct_sign_in', 'not_in_profile']);
  if (metadata.id_token_signed_response_alg === 'RS256')
    findings.push(['id_token_signed_response_alg', 'not_in_profile']);
  if (metadata.jwks?.keys.some((key) => key.alg === 'RS256') === true) findings.push(['jwks', 'not_in_profile']);
  // A scheme of its own can be claimed by any app on the device.
  if (!metadata.redirect_uris.every((address) => /^https?:/.test(address)))
    findings.push(['redirect_uris', 'not_in_profile']);
  return findings;
}
