/** Codes, refresh tokens and opaque access tokens: found only while everything they hang on counts, used once. */
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import type { TokenKind, TokenStanding } from '../../../rooms/sessions/index.ts';
import { epoch, type ProtocolDependencies } from '../dependencies.ts';
import { asRegistered } from '../scopes.ts';
import { currentWork } from '../unit-of-work.ts';
import { nothing } from './nothing.ts';

type TokenDependencies = Pick<ProtocolDependencies, 'applications' | 'sessions' | 'gate'>;

// What has a column, or follows from the grant, is not kept a second time. `jti` is the secret itself.
const columns = new Set([
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
]);

const kindOf: Readonly<Record<TokenKind, string>> = {
  authorization_codes: 'AuthorizationCode',
  refresh_tokens: 'RefreshToken',
  access_tokens: 'AccessToken',
};

export function tokenRecords(deps: TokenDependencies, kind: TokenKind): Adapter {
  const { tokens } = deps.sessions;

  return {
    ...nothing,

    // Tokens wait for the end of the request, where everything it gives out is written at once. A code is written here:
    // the engine answers a browser, and must know whether it may.
    async upsert(id, payload, lifetimeSeconds = 0) {
      const work = currentWork();
      const { grantId = '', scope: scopes = '' } = payload;
      const rest = Object.fromEntries(Object.entries(payload).filter(([name]) => !columns.has(name)));
      const token = { kind, id, scopes, rest, lifetimeSeconds };
      if (kind !== 'authorization_codes') {
        work.pending.grantId = grantId;
        work.pending.tokens.push(token);
        return;
      }
      const { tenantId } = work.tenant;
      const issued = { tenantId, grantId, uses: null, tokens: [token], parts: [] };
      const outcome = await tokens.issue(await work.write(), issued);
      if (outcome !== 'written') throw new errors.InvalidGrant('the grant or its session has ended');
    },

    async find(id) {
      const work = currentWork();
      // Asked about a token of any kind, the engine looks for all kinds at once; what is one kind is no other.
      if (kind === 'refresh_tokens' && (await work.sought.get(id)) === true) return undefined;
      const search = tokens.find(work.queries(), kind, work.tenant.tenantId, id);
      if (kind === 'access_tokens') work.sought.set(id, isFound(search));
      const found = await search;
      const application = found && (await deps.applications.find(work.tenant.tenantId, found.applicationId));
      if (found === null || application === null) return undefined;
      const token = asRegistered(application, found);
      const standing = { ...token, sessionLive: token.isLive, grantLive: token.isGrantLive };
      if (!deps.gate.mayIssue(standing)) return undefined;
      work.token = token;
      return toPayload(kind, id, token);
    },

    // Used up in the statement that gives out what follows: give-out.ts finds out whether somebody was faster.
    async consume(id) {
      const work = currentWork();
      if (work.token === null) throw new Error('A token was to be used that had not been read.');
      work.pending.grantId = work.token.grantId;
      if (kind === 'authorization_codes') {
        work.pending.uses = { kind, id };
      } else if (kind === 'refresh_tokens') {
        work.nextRefreshToken = await tokens.successor(work.queries(), work.tenant.tenantId, id);
        work.pending.uses = { kind, id, successor: work.nextRefreshToken };
      }
    },

    async destroy(id) {
      const work = currentWork();
      await tokens.discard(work.queries(), kind, work.tenant.tenantId, id);
    },
  };
}

function isFound(search: Promise<unknown>): Promise<boolean> {
  return search.then(
    (found) => found !== null,
    () => false,
  );
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
