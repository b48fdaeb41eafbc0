/**
 * Codes and tokens. Their ids are bearer secrets and rest as SHA-256 alone; what is decided on has columns, what says
 * nothing about anybody rests beside them, and all else is sealed for exactly this token.
 */
import type { Queries, StatementPart } from '../../foundation/database/index.ts';
import type { Encryption } from '../../foundation/encryption/index.ts';
import { hashSecret } from '../../foundation/ids/index.ts';
import { issue, type Outcome, type UsedToken, type WrittenToken } from './store/issue.ts';
import { type Disclosed, prepareRenewal, type RenewalValues, type RenewedRow } from './store/renew.ts';
import { deleteToken, findToken, type TokenKind } from './store/tokens.ts';

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

export type NewToken = {
  readonly kind: TokenKind;
  readonly id: string;
  readonly scopes: string;
  readonly rest: Readonly<Record<string, unknown>>;
  readonly lifetimeSeconds: number;
};

/** What one answer gives out on one grant; null where nothing is used up. */
export type Issue = {
  readonly tenantId: string;
  readonly grantId: string;
  readonly uses:
    | { readonly kind: 'authorization_codes'; readonly id: string }
    | { readonly kind: 'refresh_tokens'; readonly id: string; readonly successor: string }
    | null;
  readonly tokens: readonly NewToken[];
  /** What must be written if they are, and only then. */
  readonly parts: readonly StatementPart[];
};

/** A refresh token that an application shows to get fresh tokens, and what it then gets. */
export type Renewal = Omit<RenewalValues, 'idHash' | 'successorHash' | 'accessHash'> & {
  readonly refreshToken: string;
  /** What follows it where it is exchanged; null where it stays. */
  readonly successor: string | null;
  readonly accessToken: string;
};

export type Renewed = {
  readonly customerId: string;
  readonly sid: string;
  readonly scopes: string;
  readonly acr: string;
  readonly amr: readonly string[];
  readonly authTime: number;
  readonly sessionLive: boolean;
  readonly grantLive: boolean;
  readonly customerState: string;
  readonly tenantState: string;
  readonly applicationState: string;
};

// How somebody signed in, for which API, bound to which key, and how often it was exchanged: nothing of a person's.
const plain = new Set([
  'acr',
  'amr',
  'aud',
  'authTime',
  'extra',
  'format',
  'gty',
  'iiat',
  'jkt',
  'resource',
  'rotations',
]);

export function createTokens(deps: { encryption: Encryption }) {
  const { encryption } = deps;
  const place = (tenantId: string, kind: TokenKind, idHash: Buffer) => ({
    tenantId,
    subjectId: null,
    field: `protocol.${kind}:${idHash.toString('base64url')}`,
  });

  async function prepare(queries: Queries, tenantId: string, token: NewToken): Promise<WrittenToken> {
    const { kind, id, scopes, rest, lifetimeSeconds } = token;
    const idHash = hashSecret(id);
    const details: Record<string, unknown> = {};
    const others: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(rest)) {
      if (value === undefined) continue;
      if (kind !== 'authorization_codes' && plain.has(name)) details[name] = value;
      else others[name] = value;
    }
    const isSealed = kind === 'authorization_codes' || Object.keys(others).length > 0;
    const sealed = isSealed
      ? await encryption.seal(queries, place(tenantId, kind, idHash), JSON.stringify(others))
      : null;
    return { kind, idHash, scopes, details: JSON.stringify(details), sealed, lifetimeSeconds };
  }

  return {
    /** Gives out codes and tokens, all or nothing: not on a grant that has ended, nor for what was used before. */
    async issue(queries: Queries, issued: Issue): Promise<Outcome> {
      const { tenantId, grantId, uses, parts } = issued;
      const tokens: WrittenToken[] = [];
      for (const token of issued.tokens) tokens.push(await prepare(queries, tenantId, token));
      return issue(queries, { tenantId, grantId, used: uses && toUsed(uses), tokens, parts });
    },

    /** The token beside all that decides whether it counts, in one read; null when unknown or past its time. */
    async find(queries: Queries, kind: TokenKind, tenantId: string, id: string): Promise<TokenStanding | null> {
      const idHash = hashSecret(id);
      const row = await findToken(queries, kind, tenantId, idHash);
      if (row === undefined) return null;
      const sealed =
        row.sealed === null
          ? {}
          : JSON.parse(await encryption.open(queries, place(tenantId, kind, idHash), row.sealed));
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
        rest: { ...(row.details as object), ...sealed },
      };
    },

    /**
     * Prepares what renews tokens by one statement. Null from it means that nothing was written: the token is not a
     * plain one, or something that it hangs on does not count.
     * @param disclosing counts that the subject leaves in an identity token, within that statement.
     */
    prepareRenewal(disclosing: (to: Disclosed) => StatementPart) {
      const stays = prepareRenewal('stays', disclosing);
      const rotates = prepareRenewal('rotates', disclosing);
      return async (queries: Queries, renewal: Renewal): Promise<Renewed | null> => {
        const { refreshToken, successor, accessToken, ...values } = renewal;
        const [row] = await (successor === null ? stays : rotates)(queries, {
          ...values,
          idHash: hashSecret(refreshToken),
          successorHash: successor === null ? null : hashSecret(successor),
          accessHash: hashSecret(accessToken),
        });
        return row === undefined ? null : toRenewed(row);
      };
    },

    /** What comes after a refresh token: always the same, because it is derived from the old one. */
    async successor(queries: Queries, tenantId: string, id: string): Promise<string> {
      return (await encryption.mac(queries, tenantId, 'refresh-token', id)).toString('base64url');
    },

    discard: (queries: Queries, kind: TokenKind, tenantId: string, id: string): Promise<void> =>
      deleteToken(queries, kind, tenantId, hashSecret(id)),
  };
}

function toUsed(uses: NonNullable<Issue['uses']>): UsedToken {
  const idHash = hashSecret(uses.id);
  return uses.kind === 'authorization_codes'
    ? { kind: uses.kind, idHash }
    : { kind: uses.kind, idHash, successorHash: hashSecret(uses.successor) };
}

function toRenewed(row: RenewedRow): Renewed {
  const { acr, amr, authTime } = row.details;
  return {
    customerId: row.customer_id,
    sid: row.sid,
    scopes: row.scopes,
    acr,
    amr,
    authTime,
    sessionLive: row.is_live,
    grantLive: row.is_grant_live,
    customerState: row.customer_state,
    tenantState: row.tenant_state,
    applicationState: row.application_state,
  };
}
