/**
 * `/oauth/device_authorization` (RFC 8628): what the engine leaves out. Anybody may know the name of an application that
 * keeps no secret, so asking is counted before anything is kept; and the answer says how often a device may come back.
 */
import type { Provider } from 'oidc-provider';
import { ProblemError } from '../../foundation/errors/index.ts';
import { clientAddress } from '../listener/index.ts';
import type { ProtocolDependencies } from './dependencies.ts';
import { currentWork } from './unit-of-work.ts';

const path = '/oauth/device_authorization';
const pollSeconds = 5;

/** Sets this up; call it before anything else uses the engine's chain, so that no transaction is held meanwhile. */
export function limitDeviceRequests(deps: Pick<ProtocolDependencies, 'protection'>, provider: Provider): void {
  provider.use(async (ctx, next) => {
    if (ctx.path !== path || ctx.method !== 'POST') return next();
    const { tenant, request } = currentWork();
    try {
      const charges = deps.protection.networkCharges(clientAddress(request), 'device-flow');
      await deps.protection.demand(tenant.tenantId, charges);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'attempts.exhausted') throw error;
      ctx.status = 429;
      ctx.set('Retry-After', String(error.retryAfterSeconds ?? 60));
      ctx.body = { error: 'temporarily_unavailable', error_description: 'too many requests, wait before the next one' };
      return;
    }
    await next();
    if (ctx.status === 200) ctx.body = { ...ctx.body, interval: pollSeconds };
  });
}
