/**
 * Devices without a keyboard (RFC 8628): what they ask for, who answers it, and what they get when they come back. The
 * code that a person types is short, so it rests keyed; what the device polls with is a secret, so it rests hashed.
 */
import type { Queries, Transaction } from '../../foundation/database/index.ts';
import type { Encryption } from '../../foundation/encryption/index.ts';
import { hashSecret, isId, newId, newSecret } from '../../foundation/ids/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { createGrants } from './grants.ts';
import type { Client } from './session.ts';
import {
  type AskedRow,
  answerDeviceCode,
  claimDeviceCode,
  type EnteredKey,
  enterDeviceCode,
  findEntered,
  findReferred,
  hangDeviceCode,
  insertDeviceCode,
  type PolledRow,
  pollDeviceCode,
} from './store/device-codes.ts';
import { insertDeviceSession } from './store/device-sessions.ts';
import { makeRoomLast } from './store.ts';
import type { TokenStanding } from './tokens.ts';

/** What a device asks for. */
export type DeviceAsks = {
  readonly applicationId: string;
  readonly userCode: string;
  readonly client: Client;
  readonly scopes: string;
  readonly resourceScopes: Readonly<Record<string, string>>;
  /** The assurance that the application wants of whoever answers. */
  readonly requiredAcr: string | null;
  /** How old the sign-in of whoever answers may be, in seconds; 0: of now; null: the application does not say. */
  readonly maxAgeSeconds: number | null;
};

export type DeviceRequest = DeviceAsks & {
  readonly askedAt: Date;
  /** What a sign-in that answers this request remembers it by. */
  readonly reference: Buffer;
};

/** Whose request it is on a page: nothing of it is read without the browser that entered the code. */
export type EnteredRequest = { readonly tenantId: string; readonly requestId: string; readonly browserSecret: string };

/** What a device that polls is told. */
export type PollOutcome =
  | { readonly state: 'too_fast' | 'waiting' | 'expired' | 'denied' }
  | { readonly state: 'approved'; readonly token: TokenStanding };

type Carried = Pick<DeviceAsks, 'userCode' | 'client' | 'requiredAcr' | 'maxAgeSeconds'>;

export function createDeviceCodes(deps: {
  encryption: Encryption;
  ledger: Ledger;
  grants: ReturnType<typeof createGrants>;
  /** Told of sessions that ended because there were too many. */
  madeRoom(tx: Transaction, of: DeviceStart, ended: readonly string[]): Promise<void>;
}) {
  const { encryption, ledger, grants, madeRoom } = deps;
  const place = (tenantId: string, idHash: Buffer) => ({
    tenantId,
    subjectId: null,
    field: `protocol.device_codes:${idHash.toString('base64url')}`,
  });
  const keyOf = (queries: Queries, tenantId: string, userCode: string) =>
    encryption.mac(queries, tenantId, 'user-code', userCode);

  async function open(queries: Queries, tenantId: string, row: AskedRow): Promise<DeviceRequest> {
    const carried = JSON.parse(await encryption.open(queries, place(tenantId, row.id_hash), row.sealed)) as Carried;
    const { application_id: applicationId, scopes, resource_scopes: resourceScopes, created_at: askedAt } = row;
    const { maxAgeSeconds = null } = carried;
    return { ...carried, maxAgeSeconds, applicationId, scopes, resourceScopes, askedAt, reference: row.id_hash };
  }

  return {
    /** Keeps what a device asks for, under what it polls with. */
    async keep(
      queries: Queries,
      tenantId: string,
      asked: DeviceAsks & { readonly id: string; readonly lifetimeSeconds: number },
    ): Promise<void> {
      const { id, userCode, client, requiredAcr, maxAgeSeconds, ...rest } = asked;
      const idHash = hashSecret(id);
      const carried: Carried = { userCode, client, requiredAcr, maxAgeSeconds };
      await insertDeviceCode(queries, {
        ...{ ...rest, tenantId, idHash },
        requestId: newId('deviceRequest'),
        userCodeKey: await keyOf(queries, tenantId, userCode),
        sealed: await encryption.seal(queries, place(tenantId, idHash), JSON.stringify(carried)),
      });
    },

    /** This browser's request behind a code; null for one that is unknown, over, or answered or held by somebody else. */
    async enter(
      queries: Queries,
      tenantId: string,
      entered: { readonly userCode: string; readonly browserSecret: string },
    ): Promise<string | null> {
      const userCodeKey = await keyOf(queries, tenantId, entered.userCode);
      return enterDeviceCode(queries, tenantId, { userCodeKey, browserHash: hashSecret(entered.browserSecret) });
    },

    /** What this browser's request is about; null where it is over. */
    async find(queries: Queries, wanted: EnteredRequest): Promise<DeviceRequest | null> {
      const row = isId('deviceRequest', wanted.requestId) ? await findEntered(queries, toKey(wanted)) : undefined;
      return row === undefined ? null : open(queries, wanted.tenantId, row);
    },

    /** How old a sign-in for this request may be, in seconds; null where it does not say, or is over. */
    async wantedAge(queries: Queries, tenantId: string, reference: Buffer): Promise<number | null> {
      const row = await findReferred(queries, tenantId, reference);
      return row === undefined ? null : (await open(queries, tenantId, row)).maxAgeSeconds;
    },

    /** Makes it this session's to answer, and nobody else's; false where it is another's. */
    claim: (queries: Queries, wanted: EnteredRequest, sessionId: string): Promise<boolean> =>
      claimDeviceCode(queries, toKey(wanted), sessionId),

    /** Refuses the device; null where it is not this session's to answer any more. */
    async deny(tx: Transaction, wanted: EnteredRequest, sessionId: string): Promise<DeviceRequest | null> {
      const row = await answerDeviceCode(tx, toKey(wanted), { state: 'denied', sessionId });
      return row === undefined ? null : open(tx, wanted.tenantId, row);
    },

    /** Approves the device; null where it is not this session's to answer any more. */
    async approve(tx: Transaction, wanted: EnteredRequest, sessionId: string): Promise<DeviceRequest | null> {
      const row = await answerDeviceCode(tx, toKey(wanted), { state: 'approved', sessionId });
      return row === undefined ? null : open(tx, wanted.tenantId, row);
    },

    /**
     * Begins the device's own session, proven as the one that approved it, and opens what the application may have
     * there. Returns its id; null when the approving session has ended.
     */
    async start(tx: Transaction, wanted: EnteredRequest, device: DeviceStart): Promise<string | null> {
      const { tenantId, customerId, requestId, client } = device;
      const sessionId = newId('session');
      const clientPlace = { tenantId, subjectId: customerId, field: 'session.client' };
      makeRoomLast(tx, { tenantId, customerId }, (ended) => madeRoom(tx, device, ended));
      const proven = await insertDeviceSession(tx, {
        ...device,
        sessionId,
        secretHash: hashSecret(newSecret()),
        client: await encryption.seal(tx, clientPlace, JSON.stringify(client)),
      });
      if (proven === null) return null;
      await ledger.append(tx, {
        ...{ tenantId, customerId, requestId },
        event: 'session.started',
        actor: { kind: 'customer', id: customerId },
        data: { sessionId, ...proven },
        personal: client,
      });
      const { applicationId, scopes, resourceScopes } = device;
      const held = { tenantId, customerId, requestId, sessionId, applicationId, scopes, resourceScopes };
      const grant = await grants.open(tx, held);
      if (grant === null) return null;
      await hangDeviceCode(tx, toKey(wanted), { sessionId, grantId: grant.grantId });
      return sessionId;
    },

    /** What a device that polls is told, and that it polled; null for a code that is not this application's. */
    async poll(
      queries: Queries,
      tenantId: string,
      poll: { readonly id: string; readonly applicationId: string },
    ): Promise<PollOutcome | null> {
      const { id, applicationId } = poll;
      const row = await pollDeviceCode(queries, tenantId, { idHash: hashSecret(id), applicationId });
      if (row === undefined) return null;
      if (row.is_too_fast) return { state: 'too_fast' };
      if (row.state === 'denied') return { state: 'denied' };
      if (row.is_expired && row.state !== 'used') return { state: 'expired' };
      if (row.state === 'waiting') return { state: 'waiting' };
      return { state: 'approved', token: toToken(row, applicationId) };
    },
  };
}

export type DeviceStart = {
  readonly tenantId: string;
  readonly customerId: string;
  readonly requestId: string;
  readonly approvedBy: string;
  readonly client: Client;
  readonly absoluteSeconds: number;
  readonly shownSeconds: number;
  readonly applicationId: string;
  readonly scopes: string;
  readonly resourceScopes: Readonly<Record<string, string>>;
};

function toKey({ tenantId, requestId, browserSecret }: EnteredRequest): EnteredKey {
  return { tenantId, requestId, browserHash: hashSecret(browserSecret) };
}

function toToken(row: PolledRow, applicationId: string): TokenStanding {
  const resourceScopes = row.resource_scopes ?? {};
  const resources = Object.keys(resourceScopes);
  return {
    applicationId,
    sessionId: row.session_id ?? '',
    grantId: row.grant_id ?? '',
    customerId: row.customer_id ?? '',
    sid: row.sid ?? '',
    scopes: [row.scopes, ...Object.values(resourceScopes)].join(' ').trim(),
    issuedAt: row.created_at,
    expiresAt: row.expires_at,
    isConsumed: row.state === 'used',
    isGrantLive: row.is_grant_live === true,
    isLive: row.is_live === true,
    customerState: row.customer_state ?? '',
    tenantState: row.tenant_state ?? '',
    applicationState: row.application_state ?? '',
    grant: { scopes: row.granted_scopes ?? '', resourceScopes },
    rest: {
      acr: row.acr ?? '',
      amr: row.amr ?? [],
      authTime: Math.floor((row.authenticated_at?.getTime() ?? 0) / 1000),
      ...(resources.length === 0 ? {} : { resource: resources.length === 1 ? resources[0] : resources }),
    },
  };
}
