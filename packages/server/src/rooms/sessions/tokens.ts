/**
 * Codes and tokens. Their ids are bearer secrets and rest as SHA-256 alone; what is decided on has columns, the rest is
 * sealed for exactly this token.
 */
import type { Queries, Transaction } from '../../foundation/database/index.ts';
import type { Encryption } from '../../foundation/encryption/index.ts';
import { hashSecret } from '../../foundation/ids/index.ts';
import {
  consumeCode,
  consumeRefreshToken,
  deleteToken,
  findToken,
  insertToken,
  type TokenKind,
} from './store/tokens.ts';

export type { TokenKind } from './store/tokens.ts';

export type TokenStanding = {
  readonly applicationId: string;
  readonly sessionId: string;
  readonly grantId: string;
  readonly customerId: string;
  readonly sid: string;
  readonly scopes: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  readonly isConsumed: boolean;
  readonly isGrantLive: boolean;
  readonly isLive: boolean;
  readonly customerState: string;
  readonly tenantState: string;
  readonly applicationState: string;
  readonly grant: { readonly scopes: string; readonly resourceScopes: Readonly<Record<string, string>> };
  /** What the protocol keeps besides. */
  readonly rest: Readonly<Record<string, unknown>>;
};

export function createTokens(deps: { encryption: Encryption }) {
  const { encryption } = deps;
  const place = (tenantId: string, kind: TokenKind, idHash: Buffer) => ({
    tenantId,
    subjectId: null,
    field: `protocol.${kind}:${idHash.toString('base64url')}`,
  });

  return {
    /** Keeps a token on a live grant; false when the grant or its session has ended. */
    async keep(
      queries: Queries,
      kind: TokenKind,
      token: {
        tenantId: string;
        id: string;
        grantId: string;
        scopes: string;
        rest: object;
        lifetimeSeconds: number;
      },
    ): Promise<boolean> {
      const { tenantId, id, grantId, scopes, rest, lifetimeSeconds } = token;
      const idHash = hashSecret(id);
      const sealed = await encryption.seal(queries, place(tenantId, kind, idHash), JSON.stringify(rest));
      return insertToken(queries, kind, { tenantId, idHash, grantId, scopes, sealed, lifetimeSeconds });
    },

    /** The token beside all that decides whether it counts, in one read; null when unknown or past its time. */
    async find(queries: Queries, kind: TokenKind, tenantId: string, id: string): Promise<TokenStanding | null> {
      const idHash = hashSecret(id);
      const row = await findToken(queries, kind, tenantId, idHash);
      if (row === undefined) return null;
      const rest = JSON.parse(await encryption.open(queries, place(tenantId, kind, idHash), row.sealed));
      return {
        applicationId: row.application_id,
        sessionId: row.session_id,
        grantId: row.grant_id,
        customerId: row.customer_id,
        sid: row.sid,
        scopes: row.scopes,
        issuedAt: row.issued_at,
        expiresAt: row.expires_at,
        isConsumed: row.is_consumed,
        isGrantLive: row.is_grant_live,
        isLive: row.is_live,
        customerState: row.customer_state,
        tenantState: row.tenant_state,
        applicationState: row.application_state,
        grant: { scopes: row.granted_scopes, resourceScopes: row.resource_scopes as Record<string, string> },
        rest,
      };
    },

    /** Uses a code, once. */
    consumeCode: (tx: Transaction, tenantId: string, id: string): Promise<boolean> =>
      consumeCode(tx, tenantId, hashSecret(id)),

    /**
     * Uses a refresh token and returns what comes after it: the same again for a retry within ten seconds, because it
     * is derived from the old one. Null when it was used before that.
     */
    async rotate(tx: Transaction, tenantId: string, id: string): Promise<string | null> {
      const successor = (await encryption.mac(tx, tenantId, 'refresh-token', id)).toString('base64url');
      const rotated = await consumeRefreshToken(tx, tenantId, hashSecret(id), hashSecret(successor));
      return rotated ? successor : null;
    },

    discard: (queries: Queries, kind: TokenKind, tenantId: string, id: string): Promise<void> =>
      deleteToken(queries, kind, tenantId, hashSecret(id)),
  };
}
