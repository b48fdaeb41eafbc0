/** An application as the engine knows it. Secrets stay where they are: the engine sees only that there is one. */
import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { Application } from '../../../rooms/applications/index.ts';
import type { ProtocolDependencies } from '../dependencies.ts';
import { accountScopes, openidScopes } from '../scopes.ts';
import { nothing } from './nothing.ts';

const subjects = [
  'tls_client_auth_subject_dn',
  'tls_client_auth_san_dns',
  'tls_client_auth_san_uri',
  'tls_client_auth_san_ip',
  'tls_client_auth_san_email',
] as const;

export function clientRecords(deps: Pick<ProtocolDependencies, 'applications' | 'tenants'>, tenantId: string): Adapter {
  return {
    ...nothing,
    async find(applicationId) {
      if (applicationId.length > 200) return undefined;
      const application = await deps.applications.find(tenantId, applicationId);
      if (application === null || !deps.applications.isServed(application)) return undefined;
      return toClient(application, openidScopes(await deps.tenants.profileSchema.current(tenantId)));
    },
  };
}

function toClient({ applicationId, firstParty, metadata }: Application, offered: readonly string[]): AdapterPayload {
  const { backchannel_logout_uri: logoutUri } = metadata;
  const { jwks, jwks_uri: jwksUri, default_max_age: maxAge } = metadata;
  const hasSecret = metadata.token_endpoint_auth_method.startsWith('client_secret_');
  const mayAuthorize = metadata.grant_types.includes('authorization_code');
  const scope = metadata.scope
    .split(' ')
    .filter((name) => offered.includes(name) && (firstParty || !accountScopes.includes(name)));
  return {
    client_id: applicationId,
    client_name: metadata.client_name,
    application_type: metadata.application_type,
    redirect_uris: metadata.redirect_uris,
    grant_types: metadata.grant_types,
    response_types: mayAuthorize ? ['code'] : [],
    token_endpoint_auth_method: metadata.token_endpoint_auth_method,
    // Empty would mean all of them.
    scope: scope.join(' ') || 'openid',
    // What an application knows a customer by is decided by the release room, for devices too.
    subject_type: 'public',
    id_token_signed_response_alg: metadata.id_token_signed_response_alg,
    require_pushed_authorization_requests: metadata.require_pushed_authorization_requests,
    dpop_bound_access_tokens: metadata.dpop_bound_access_tokens,
    ...certificatesOf(metadata),
    require_signed_request_object: metadata.require_signed_request_object,
    ...(metadata.request_object_signing_alg === undefined
      ? {}
      : { request_object_signing_alg: metadata.request_object_signing_alg }),
    ...(hasSecret ? { client_secret: 'kept elsewhere, as a hash' } : {}),
    ...(jwks === undefined ? {} : { jwks: jwks as NonNullable<AdapterPayload['jwks']> }),
    ...(jwksUri === undefined ? {} : { jwks_uri: jwksUri }),
    ...(logoutUri === undefined
      ? {}
      : {
          backchannel_logout_uri: logoutUri,
          backchannel_logout_session_required: metadata.backchannel_logout_session_required,
        }),
    ...(maxAge === undefined ? {} : { default_max_age: maxAge }),
  };
}

/** What of mutual TLS it registered; where the engine is not set for that, it knows none of these names. */
function certificatesOf({
  tls_client_certificate_bound_access_tokens: isBound,
  ...metadata
}: Application['metadata']): Pick<AdapterPayload, (typeof subjects)[number]> {
  const named = subjects.flatMap((name) => (metadata[name] === undefined ? [] : [[name, metadata[name]]]));
  return { ...Object.fromEntries(named), ...(isBound ? { tls_client_certificate_bound_access_tokens: true } : {}) };
}
