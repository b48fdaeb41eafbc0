/** The protocol engine of one tenant, made to keep our promises where its own defaults are others. */
import type { EventEmitter } from 'node:events';
import Provider from 'oidc-provider';
import { newSecret } from '../../foundation/ids/index.ts';
import type { SigningKeySet, Tenant } from '../../rooms/tenants/index.ts';
import { configure } from './configuration.ts';
import type { ProtocolDependencies } from './dependencies.ts';
import { currentWork } from './unit-of-work.ts';

export function createProvider(deps: ProtocolDependencies, tenant: Tenant, keys: SigningKeySet): Provider {
  const provider = new Provider(tenant.origin, configure(deps, tenant, keys));
  const { tenantId } = tenant;
  // The door has written the tenant's own host and scheme into the request: whatever came with it is gone.
  provider.proxy = true;

  provider.use(async (ctx, next) => {
    const work = currentWork();
    try {
      await next();
    } catch (error) {
      await work.rollback();
      throw error;
    }
    if (ctx.status >= 400) await work.rollback();
    else await work.commit();
  });

  // A sign-in has just given the session a fresh secret; a second change on the way back would only race with a tab.
  provider.Session.prototype.resetIdentifier = () => undefined;

  // Secrets are hashes, and two of them may count at once.
  provider.Client.prototype.compareClientSecret = function compare(secret: string) {
    return deps.applications.checkSecret(tenantId, this.clientId, secret);
  };

  // What follows a rotated token is derived from it, so that a retry is answered with the same one.
  Object.defineProperty(provider.RefreshToken.prototype, 'generateTokenId', {
    value: () => currentWork().nextRefreshToken ?? newSecret(),
  });

  // One statement decides which of two equal proofs was first.
  provider.ReplayDetection.unique = (issuer: string, id: string, expiresAt: number) => {
    const seconds = Math.max(1, expiresAt - Math.floor(deps.clock.now().getTime() / 1000));
    const mark = JSON.stringify([issuer, id]);
    return deps.sessions.requests.markUsed(currentWork().queries(), tenantId, mark, seconds);
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
