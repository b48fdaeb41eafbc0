/** A service asks for itself: a signed token for one API, and nothing is written. */
import { newSecret } from '../../../foundation/ids/index.ts';
import type { Application } from '../../../rooms/applications/index.ts';
import type { Tenant } from '../../../rooms/tenants/index.ts';
import { epoch, type ProtocolDependencies } from '../dependencies.ts';
import { defaultResourceOf, resourceServerOf } from '../resources.ts';
import { openidScopes } from '../scopes.ts';
import type { PlainRequest } from './read-request.ts';
import type { Signatures } from './signatures.ts';

export async function issueToService(
  deps: Pick<ProtocolDependencies, 'applications' | 'clock' | 'tenants'>,
  { tenant, application, signatures }: { tenant: Tenant; application: Application; signatures: Signatures },
  { secret, scope, resource = defaultResourceOf(tenant, application), refreshToken }: PlainRequest,
): Promise<object | null> {
  if (secret === null || refreshToken !== undefined) return null;
  const server = await resourceServerOf(deps, tenant, application, { resource, bearer: 'service' });
  if (server === null) return null;
  const scopes = new Set(scope?.split(' '));
  const offered = server.scope.split(' ');
  const ofOpenid = openidScopes(await deps.tenants.profileSchema.current(tenant.tenantId));
  for (const name of scopes) if (!offered.includes(name) || ofOpenid.includes(name)) return null;

  const given = scopes.size === 0 ? undefined : [...scopes].join(' ');
  const iat = epoch(deps.clock.now());
  const { applicationId } = application;
  const accessToken = await signatures.accessToken({
    jti: newSecret(),
    sub: applicationId,
    iat,
    exp: iat + server.accessTokenTTL,
    scope: given,
    client_id: applicationId,
    iss: tenant.origin,
    aud: server.audience,
  });
  return { access_token: accessToken, expires_in: server.accessTokenTTL, scope: given, token_type: 'Bearer' };
}
