/**
 * An application renews its tokens. One statement reads the refresh token beside all that it hangs on and, if all of it
 * counts, writes what follows; where that is not plain, it writes nothing and the engine finds everything as it was.
 */
import type { Application } from '../../../rooms/applications/index.ts';
import type { Tenant } from '../../../rooms/tenants/index.ts';
import { epoch, type ProtocolDependencies } from '../dependencies.ts';
import { lifetimes } from '../lifetimes.ts';
import type { PlainRequest } from './read-request.ts';
import type { Signatures } from './signatures.ts';

type RefreshDependencies = Pick<ProtocolDependencies, 'clock' | 'database' | 'gate' | 'release' | 'sessions'>;

type Parties = { readonly tenant: Tenant; readonly application: Application; readonly signatures: Signatures };

export function createRefresh(deps: RefreshDependencies) {
  const { release, sessions } = deps;
  const { reader } = deps.database;
  const accessSeconds = lifetimes.opaqueAccessToken;
  const renew = sessions.tokens.prepareRenewal(reader, accessSeconds, release.countingSubjects);

  return async (
    { tenant, application, signatures }: Parties,
    { secret, scope, resource, refreshToken = '' }: PlainRequest,
  ): Promise<object | null> => {
    const { tenantId } = tenant;
    const { applicationId, metadata } = application;
    if (resource !== undefined || !/^[\w-]{43}$/.test(refreshToken)) return null;
    const registered = `openid ${metadata.scope}`;
    if (scope !== undefined && !mayAsk(scope.split(' '), registered.split(' '))) return null;

    const successor = secret === null ? await sessions.tokens.successor(reader, tenantId, refreshToken) : null;
    const renewed = await renew({ tenantId, applicationId, refreshToken, successor, asked: scope ?? null, registered });
    // The one rule is asked too. What was written is of no use to anybody who does not get to know it.
    if (renewed === null || !deps.gate.mayIssue(renewed)) return null;

    const { accessToken, customerId, sid, scopes, acr, amr, authTime } = renewed;
    const iat = epoch(deps.clock.now());
    const idToken = await signatures.idToken(metadata.id_token_signed_response_alg, {
      sub: await release.subject({ tenantId, customerId, applicationId }),
      acr,
      amr,
      auth_time: authTime,
      sid,
      aud: applicationId,
      exp: iat + lifetimes.idToken,
      iat,
      iss: tenant.origin,
    });
    return {
      access_token: accessToken,
      expires_in: accessSeconds,
      id_token: idToken,
      refresh_token: successor ?? refreshToken,
      scope: scopes,
      token_type: 'Bearer',
    };
  };
}

const mayAsk = (asked: readonly string[], registered: readonly string[]): boolean =>
  asked.includes('openid') && asked.every((name) => registered.includes(name));
