/**
 * Codes and tokens. Their ids are bearer secrets and rest as SHA-256 alone; what is decided on has columns, what says
 * nothing about anybody rests beside them, and all else is sealed for exactly this token.
 */
import type { Queries, StatementPart } from '../../foundation/database/index.ts';
import type { Encryption } from '../../foundation/encryption/index.ts';
import { hashSecret } from '../../foundation/ids/index.ts';
import { type CarriedToken, isCarried } from './carried-token.ts';
import { gather } from './gather.ts';
import { openCarried, sealCarried } from './seal-carried.ts';
import { noteUse } from './store/grants.ts';
import { issue, type Outcome, type UsedToken, type WrittenToken } from './store/issue.ts';
import { type DisclosingAll, prepareRenewal, type RenewedRow } from './store/renew.ts';
import {
  type CarriedRow,
  deleteToken,
  findCarried,
  findToken,
  type TokenKind,
  type TokenRow,
  withdrawToken,
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
    | { readonly kind: 'authorization_codes' | 'device_codes'; readonly id: string }
    | { readonly kind: 'refresh_tokens'; readonly id: string; readonly successor: string }
    | null;
  readonly tokens: readonly NewToken[];
  /** What must be written if they are, and only then. */
  readonly parts: readonly StatementPart[];
};

/** A refresh token that an application shows to get fresh tokens, and what it then gets. */
export type Renewal = {
  readonly tenantId: string;
  readonly applicationId: string;
  readonly refreshToken: string;
  /** What follows it where it is exchanged; null where it stays. */
  readonly successor: string | null;
  /** The scopes asked for, or null for all that the token has. */
  readonly asked: string | null;
  /** Those that the application is registered for. */
  readonly registered: string;
};

export type Renewed = {
  readonly accessToken: string;
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

const longestId = 100;
const together = { most: 32, atOnce: 4, mostWaiting: 1_000, whenFull: null } as const;

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
  'x5t#S256',
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

  async function findCarriedToken(queries: Queries, tenantId: string, id: string): Promise<TokenStanding | null> {
    const carried = await openCarried(encryption, queries, tenantId, id);
    if (carried === null) return null;
    const { grantId, scopes, issuedAt, expiresAt, acr, amr, authTime, gty } = carried;
    const row = await findCarried(queries, tenantId, { idHash: hashSecret(id), grantId, expiresAt });
    if (row === undefined) return null;
    const rest = { gty, extra: { sid: row.sid, acr, amr, auth_time: authTime } };
    return { ...standingOf(row), scopes, issuedAt: new Date(issuedAt * 1000), isConsumed: false, rest };
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
      if (kind === 'access_tokens' && isCarried(id)) return findCarriedToken(queries, tenantId, id);
      if (id.length > longestId) return null;
      const idHash = hashSecret(id);
      const row = await findToken(queries, kind, tenantId, idHash);
      if (row === undefined) return null;
      const sealed =
        row.sealed === null
          ? {}
          : JSON.parse(await encryption.open(queries, place(tenantId, kind, idHash), row.sealed));
      return {
        ...standingOf(row),
        scopes: row.scopes,
        issuedAt: row.issued_at,
        isConsumed: row.is_consumed,
        rest: { ...(row.details as object), ...sealed },
      };
    },

    /**
     * Prepares what renews tokens by one statement, together with those of other requests. Null from it means that
     * nothing was written: the token is not a plain one, or something that it hangs on does not count.
     * @param disclosing counts that the subject leaves in an identity token, within that statement.
     */
    prepareRenewal(queries: Queries, accessSeconds: number, disclosing: DisclosingAll) {
      const renewing = (kind: 'stays' | 'rotates') => {
        const renew = prepareRenewal(kind, disclosing);
        return gather(async (renewals: readonly Renewal[]) => {
          const rows = await renew(queries, { ...toValues(renewals), accessSeconds });
          const found = new Map(rows.map((row) => [Number(row.place), row]));
          return renewals.map((_renewal, index) => found.get(index + 1) ?? null);
        }, together);
      };
      const [stays, rotates] = [renewing('stays'), renewing('rotates')];
      return async (renewal: Renewal): Promise<Renewed | null> => {
        const { tenantId, successor } = renewal;
        const row = await (successor === null ? stays : rotates)(renewal);
        if (row === null) return null;
        // What follows an exchanged token is a row of its own, and says so by itself.
        if (row.is_use_unnoted && successor === null) await noteUse(queries, tenantId, row.grant_id);
        return toRenewed(row, await sealCarried(encryption, queries, tenantId, toCarried(row)));
      };
    },

    /** What comes after a refresh token: always the same, because it is derived from the old one. */
    async successor(queries: Queries, tenantId: string, id: string): Promise<string> {
      return (await encryption.mac(queries, tenantId, 'refresh-token', id)).toString('base64url');
    },

    /** Takes one token back, and nothing else. */
    async discard(queries: Queries, kind: TokenKind, tenantId: string, id: string): Promise<void> {
      const idHash = hashSecret(id);
      const carried = kind === 'access_tokens' ? await openCarried(encryption, queries, tenantId, id) : null;
      if (carried === null) await deleteToken(queries, kind, tenantId, idHash);
      else await withdrawToken(queries, tenantId, { idHash, expiresAt: carried.expiresAt });
    },
  };
}

function standingOf(row: TokenRow | CarriedRow) {
  return {
    applicationId: row.application_id,
    sessionId: row.session_id,
    grantId: row.grant_id,
    customerId: row.customer_id,
    sid: row.sid,
    expiresAt: row.expires_at,
    isGrantLive: row.is_grant_live,
    isLive: row.is_live,
    customerState: row.customer_state,
    tenantState: row.tenant_state,
    applicationState: row.application_state,
    grant: { scopes: row.granted_scopes, resourceScopes: row.resource_scopes as Record<string, string> },
  };
}

function toUsed(uses: NonNullable<Issue['uses']>): UsedToken {
  const idHash = hashSecret(uses.id);
  return uses.kind === 'refresh_tokens'
    ? { kind: uses.kind, idHash, successorHash: hashSecret(uses.successor) }
    : { kind: uses.kind, idHash };
}

function toValues(renewals: readonly Renewal[]) {
  return {
    tenantIds: renewals.map(({ tenantId }) => tenantId),
    applicationIds: renewals.map(({ applicationId }) => applicationId),
    idHashes: renewals.map(({ refreshToken }) => hashSecret(refreshToken)),
    successorHashes: renewals.map(({ successor }) => (successor === null ? null : hashSecret(successor))),
    asked: renewals.map(({ asked }) => asked),
    registered: renewals.map(({ registered }) => registered),
  };
}

function toCarried(row: RenewedRow): CarriedToken {
  const { acr, amr, authTime } = row.details;
  const { grant_id: grantId, scopes, gty } = row;
  const [issuedAt, expiresAt] = [Math.floor(row.issued_at), Math.floor(row.expires_at)];
  return { grantId, scopes, issuedAt, expiresAt, acr, amr, authTime, gty };
}

function toRenewed(row: RenewedRow, accessToken: string): Renewed {
  const { acr, amr, authTime } = row.details;
  return {
    accessToken,
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
