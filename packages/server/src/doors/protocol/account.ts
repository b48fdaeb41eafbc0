/** The customer behind a request as the engine knows them, and the claims that leave about them: through `release` alone. */
import type { Account, KoaContextWithOIDC } from 'oidc-provider';
import type { ProtocolDependencies } from './dependencies.ts';
import { currentWork } from './unit-of-work.ts';

/** The customer, as long as what was presented says so: a session or token whose standing has just been judged. */
export function findAccount(
  deps: Pick<ProtocolDependencies, 'release'>,
  ctx: KoaContextWithOIDC,
  customerId: string,
): Account | undefined {
  const work = currentWork();
  const vouched = work.token?.customerId ?? work.session?.current.customerId;
  if (vouched !== customerId) return undefined;
  return {
    accountId: customerId,
    async claims(use, scope) {
      const scopes = use === 'id_token' ? identityScopes(ctx, scope) : scope.split(' ');
      const claims = await deps.release.claims(
        {
          tenantId: work.tenant.tenantId,
          customerId,
          applicationId: ctx.oidc.client?.clientId ?? '',
          scopes,
          use: use === 'id_token' ? 'id_token' : 'userinfo',
        },
        { queries: work.queries(), count: (part) => work.pending.parts.push(part) },
      );
      // What is about to leave leaves only if the session lives when it is written down.
      if (work.pending.parts.length > 0) work.pending.grantId ??= work.token?.grantId ?? null;
      return { ...claims, sub: customerId };
    },
  };
}

/**
 * What an identity token will carry: nothing but the subject when userinfo can be asked for the rest. Worked out here
 * and not left to the engine's filter, because what is handed over is what the disclosure log counts.
 */
function identityScopes(ctx: KoaContextWithOIDC, scope: string): string[] {
  const { AccessToken: accessToken, Grant: grant } = ctx.oidc.entities;
  if (accessToken?.aud === undefined) return ['openid'];
  return (grant?.getOIDCScopeFiltered(new Set(scope.split(' '))) ?? 'openid').split(' ');
}
