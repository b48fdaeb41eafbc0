/** The protocol engine of one tenant, made to keep our promises where its own defaults are others. */
import type { EventEmitter } from 'node:events';
import Provider from 'oidc-provider';
import { newSecret } from '../../foundation/ids/index.ts';
import type { Tenant } from '../../rooms/tenants/index.ts';
import { configure, type EngineParts } from './configuration.ts';
import { epoch, type ProtocolDependencies } from './dependencies.ts';
import { limitDeviceRequests } from './device-authorization.ts';
import { giveOut } from './give-out.ts';
import { keepClients } from './known-clients.ts';
import { isProofFromTheFuture, mostSecondsAhead } from './proof-times.ts';
import { publishOpenly } from './publish-openly.ts';
import { refuseGuesses } from './refuse-guesses.ts';
import { currentWork } from './unit-of-work.ts';
import { useUpRefused } from './use-up-refused.ts';

export function createProvider(deps: ProtocolDependencies, tenant: Tenant, parts: EngineParts): Provider {
  const provider = new Provider(tenant.origin, configure(deps, tenant, parts));
  const { tenantId } = tenant;
  // The door has written the tenant's own host and scheme into the request: whatever came with it is gone.
  provider.proxy = true;

  limitDeviceRequests(deps, provider);
  keepClients(deps, provider, tenantId);
  refuseGuesses(deps, provider);
  publishOpenly(provider);

  provider.use(async (ctx, next) => {
    const { dpop } = ctx.req.headers;
    // The engine would take it, up to five minutes ahead: it is shown one that it cannot read.
    if (typeof dpop === 'string' && isProofFromTheFuture(dpop, epoch(deps.clock.now()))) ctx.req.headers['dpop'] = '-';
    await next();
  });

  provider.use(async (ctx, next) => {
    const work = currentWork();
    try {
      await next();
      const refusal = ctx.status < 400 ? await giveOut(deps, ctx) : null;
      if (refusal !== null) provider.emit('grant.error', ctx, refusal);
    } catch (error) {
      await work.rollback();
      throw error;
    }
    if (ctx.status >= 400) await work.rollback();
    else await work.commit();
  });
  useUpRefused(deps, provider);

  // A sign-in has just given the session a fresh secret; a second change on the way back would only race with a tab.
  provider.Session.prototype.resetIdentifier = () => undefined;

  // What follows a rotated token is derived from it, so that a retry is answered with the same one.
  Object.defineProperty(provider.RefreshToken.prototype, 'generateTokenId', {
    value: () => currentWork().nextRefreshToken ?? newSecret(),
  });

  // One statement decides which of two equal proofs was first.
  provider.ReplayDetection.unique = (issuer: string, id: string, expiresAt: number) => {
    // Kept for as long as a proof from a clock that is ahead stays good.
    const seconds = Math.max(1, expiresAt - epoch(deps.clock.now())) + mostSecondsAhead;
    const mark = JSON.stringify([issuer, id]);
    return deps.sessions.requests.markUsed(currentWork().queries(), tenantId, mark, seconds);
  };

  // Other things that we sign for an application are no identity tokens: a logout token looks just like one (case 132).
  const { IdToken } = provider;
  const validate = IdToken.validate.bind(IdToken);
  IdToken.validate = async (token, client) => {
    const read = await validate(token, client);
    if (read.header['typ'] !== undefined && read.header['typ'] !== 'JWT') throw new Error('this is no identity token');
    return read;
  };

  // What was wrong exactly is for the log: the answer says as little as the specification allows.
  provider.on('grant.error', (_ctx, error) => {
    deps.logger.debug('a token request was refused', { requestId: currentWork().request.id, error });
  });
  provider.on('server_error', (_ctx, error) => {
    deps.logger.error('the protocol engine failed', { requestId: currentWork().request.id, error });
  });
  const emitter: EventEmitter = provider;
  emitter.on('error', (error: Error) => deps.logger.error('a protocol request could not be finished', { error }));
  return provider;
}
