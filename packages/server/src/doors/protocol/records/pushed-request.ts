/** Pushed authorization requests (RFC 9126): sealed, and good for one use. */
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import { epoch, type ProtocolDependencies } from '../dependencies.ts';
import { currentWork } from '../unit-of-work.ts';
import { nothing } from './nothing.ts';

export function pushedRequestRecords(deps: Pick<ProtocolDependencies, 'sessions'>): Adapter {
  const { requests } = deps.sessions;
  return {
    ...nothing,

    async upsert(id, payload, lifetimeSeconds = 0) {
      const work = currentWork();
      const { jti: _jti, consumed: _consumed, ...rest } = payload;
      const { tenantId } = work.tenant;
      await requests.keepPushed(await work.write(), { tenantId, id, rest, lifetimeSeconds });
    },

    async find(id) {
      const work = currentWork();
      const pushed = await requests.findPushed(work.queries(), work.tenant.tenantId, id);
      if (pushed === null) return undefined;
      const { rest, expiresAt, isConsumed } = pushed;
      return { ...rest, jti: id, exp: epoch(expiresAt), ...(isConsumed ? { consumed: true } : {}) } as AdapterPayload;
    },

    async consume(id) {
      const work = currentWork();
      const used = await requests.consumePushed(await work.write(), work.tenant.tenantId, id);
      if (!used) throw new errors.InvalidRequestUri('request_uri was used before');
    },
  };
}
