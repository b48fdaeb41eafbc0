/** Codes, refresh tokens and opaque access tokens: found only while everything they hang on counts, used once. */
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import type { TokenKind, TokenStanding } from '../../../rooms/sessions/index.ts';
import { epoch, type ProtocolDependencies } from '../dependencies.ts';
import { currentWork } from '../unit-of-work.ts';
import { revokeGrant } from './grant.ts';
import { nothing } from './nothing.ts';

type TokenDependencies = Pick<ProtocolDependencies, 'database' | 'sessions' | 'gate'>;

// What has a column, or follows from the grant, is not kept a second time. `jti` is the secret itself.
const columns = [
  'jti',
  'iat',
  'exp',
  'kind',
  'accountId',
  'clientId',
  'consumed',
  'expiresWithSession',
  'grantId',
  'scope',
  'sessionUid',
  'sid',
];

const kindOf: Readonly<Record<TokenKind, string>> = {
  authorization_codes: 'AuthorizationCode',
  refresh_tokens: 'RefreshToken',
  access_tokens: 'AccessToken',
};

export function tokenRecords(deps: TokenDependencies, kind: TokenKind): Adapter {
  const { tokens } = deps.sessions;

  async function refuseUsed(id: string): Promise<never> {
    const { tenant, rollback } = currentWork();
    // Nothing was written; the connection is given back before another is asked for.
    await rollback();
    const used = await tokens.find(deps.database.reader, kind, tenant.tenantId, id);
    if (used !== null) await revokeGrant(deps, used.grantId);
    throw new errors.InvalidGrant('it was used before');
  }

  return {
    ...nothing,

    async upsert(id, payload, lifetimeSeconds = 0) {
      const work = currentWork();
      const rest = Object.fromEntries(Object.entries(payload).filter(([name]) => !columns.includes(name)));
      const kept = await tokens.keep(await work.write(), kind, {
        tenantId: work.tenant.tenantId,
        id,
        grantId: payload.grantId ?? '',
        scopes: payload.scope ?? '',
        rest,
        lifetimeSeconds,
      });
      if (!kept) throw new errors.InvalidGrant('the grant or its session has ended');
    },

    async find(id) {
      const work = currentWork();
      if (id.length > 100) return undefined;
      const token = await tokens.find(work.queries(), kind, work.tenant.tenantId, id);
      if (token === null) return undefined;
      const standing = { ...token, sessionLive: token.isLive, grantLive: token.isGrantLive };
      if (!deps.gate.mayIssue(standing)) return undefined;
      work.token = token;
      return toPayload(kind, id, token);
    },

    async consume(id) {
      const work = currentWork();
      const { tenantId } = work.tenant;
      const tx = await work.write();
      if (kind === 'authorization_codes') {
        if (!(await tokens.consumeCode(tx, tenantId, id))) await refuseUsed(id);
      } else {
        work.nextRefreshToken = await tokens.rotate(tx, tenantId, id);
        if (work.nextRefreshToken === null) await refuseUsed(id);
      }
    },

    async destroy(id) {
      const work = currentWork();
      await tokens.discard(work.queries(), kind, work.tenant.tenantId, id);
    },
  };
}

function toPayload(kind: TokenKind, id: string, token: TokenStanding): AdapterPayload {
  return {
    ...token.rest,
    kind: kindOf[kind],
    jti: id,
    clientId: token.applicationId,
    accountId: token.customerId,
    sessionUid: token.sessionId,
    expiresWithSession: true,
    grantId: token.grantId,
    sid: token.sid,
    ...(token.scopes === '' ? {} : { scope: token.scopes }),
    iat: epoch(token.issuedAt),
    exp: epoch(token.expiresAt),
    ...(token.isConsumed ? { consumed: true } : {}),
  };
}
