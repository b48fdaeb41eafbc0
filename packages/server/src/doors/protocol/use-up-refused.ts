/**
 * A pushed request is used by its first answer, be it a refusal: what was refused to one browser is not kept for another
 * (RFC 9126, section 4; case 113). A page on the way to the answer uses nothing, so it may be reloaded.
 */
import { decodeJwt } from 'jose';
import type { Provider } from 'oidc-provider';
import type { ProtocolDependencies } from './dependencies.ts';
import { currentWork } from './unit-of-work.ts';

/** Sets this up; call it after what commits the work of the request. */
export function useUpRefused(deps: Pick<ProtocolDependencies, 'sessions'>, provider: Provider): void {
  provider.use(async (ctx, next) => {
    await next();
    const { PushedAuthorizationRequest: pushed, Client: client } = ctx.oidc?.entities ?? {};
    if (pushed === undefined || client === undefined || ctx.oidc.route !== 'authorization') return;
    if (URL.parse(ctx.response.get('location'))?.searchParams.has('error') !== true) return;
    // Somebody else's request is not used up by whoever shows it for an application of their own.
    if (decodeJwt(pushed.request)['client_id'] !== client.clientId) return;
    const { tenant, write } = currentWork();
    await deps.sessions.requests.consumePushed(await write(), tenant.tenantId, pushed.jti);
  });
}
