/**
 * What a sign-in by password reads: one statement before the hash, whoever is asked for and whether or not there is
 * anybody (cases 21, 22), and one under the customer's lock after it.
 */
import { sql } from 'kysely';
import { prepareStatement, type Queries, type Transaction } from '../../../foundation/database/index.ts';
import type { StoredPassword } from '../../credentials/index.ts';
import type { DeviceRow } from '../../protection/index.ts';
import type { ProofMethod } from '../flow.ts';
import { type FlowRow, type FoundFlow, flowColumns, toFlow } from './flows.ts';

export type Candidate = {
  /** The journey while it lives, whichever browser asks. */
  readonly flow: FoundFlow | undefined;
  readonly customerId: string | null;
  readonly password: StoredPassword | null;
  /** A password of the same tenant, always the same one for one identifier: what a check against none costs (ADR 0015). */
  readonly standIn: { readonly place: { tenantId: string; customerId: string }; readonly sealed: Buffer } | null;
  /** What is known of the browser; null when they have never signed in with it. */
  readonly device: DeviceRow | null;
};

type CandidateValues = {
  readonly tenantId: string;
  readonly flowId: string;
  readonly browserHash: Buffer;
  readonly indexVersion: number;
  readonly digest: Buffer;
  readonly point: string;
  readonly deviceHash: Buffer;
  readonly rememberDays: number;
};

type PasswordColumns = { credential_id: string | null; sealed_hash: Buffer | null };
type CandidateRow = PasswordColumns &
  (FlowRow | { flow_id: null }) & {
    candidate_id: string | null;
    neighbour_id: string | null;
    neighbour_hash: Buffer | null;
    is_device_fresh: boolean | null;
    is_device_remembered: boolean | null;
    device_key: Buffer | null;
  };

const readCandidate = prepareStatement<CandidateValues, CandidateRow>(
  (value) => sql<CandidateRow>`
    select ${sql.join(flowColumns.map((column) => sql.ref(`flow.${column}`)))},
      candidate.customer_id as candidate_id, candidate.credential_id, candidate.sealed_hash,
      neighbour.customer_id as neighbour_id, neighbour.sealed_hash as neighbour_hash,
      device.is_fresh as is_device_fresh, device.is_remembered as is_device_remembered, device.public_key as device_key
    from (select) as asked
    left join lateral (
      select * from flows
      where tenant_id = ${value('tenantId')} and flow_id = ${value('flowId')} and expires_at > now() offset 0
    ) flow on true
    left join lateral (
      select customer_id, credential_id, sealed_hash from password_candidates
      where tenant_id = ${value('tenantId')} and flow.browser_hash = ${value('browserHash')}
        and index_version = ${value('indexVersion')} and blind_index = ${value('digest')} offset 0
    ) candidate on true
    left join lateral (
      select last_seen_at > now() - interval '1 day' as is_fresh,
        last_seen_at > now() - make_interval(days => ${value('rememberDays')}) as is_remembered, public_key
      from known_devices
      where tenant_id = ${value('tenantId')} and customer_id = candidate.customer_id
        and device_hash = ${value('deviceHash')} offset 0
    ) device on true
    left join lateral (
      (select customer_id, sealed_hash from password_credentials
        where tenant_id = ${value('tenantId')} and customer_id >= ${value('point')} order by customer_id limit 1)
      union all
      (select customer_id, sealed_hash from password_credentials
        where tenant_id = ${value('tenantId')} order by customer_id limit 1)
      limit 1
    ) neighbour on true`,
);

/** The journey, who is found by the identifier, what their password is checked against, and whether they know the browser. */
export async function findCandidate(
  queries: Queries,
  tenantId: string,
  asked: {
    readonly flowId: string;
    /** Nobody is looked for on behalf of a browser that did not begin the journey. */
    readonly browserHash: Buffer;
    readonly index: { readonly version: number; readonly digest: Buffer };
    readonly deviceHash: Buffer;
    readonly rememberDays: number;
  },
): Promise<Candidate> {
  const { flowId, browserHash, index, deviceHash, rememberDays } = asked;
  const values = {
    tenantId,
    flowId,
    browserHash,
    indexVersion: index.version,
    digest: index.digest,
    point: pointOf(index.digest),
    deviceHash,
    rememberDays,
  };
  const [row] = await readCandidate(queries, values);
  if (row === undefined) throw new Error('A statement that always has a row had none.');
  const { candidate_id: customerId, is_device_fresh: isFresh, is_device_remembered: isRemembered } = row;
  return {
    flow: row.flow_id === null ? undefined : toFlow(row),
    customerId,
    password: toPassword(row),
    standIn: toStandIn(tenantId, row),
    device: isFresh === null || isRemembered === null ? null : { isFresh, isRemembered, publicKey: row.device_key },
  };
}

type StandingRow = { customer_state: string; credential_id: string | null; factors: ProofMethod[] };

const readStanding = prepareStatement<{ tenantId: string; customerId: string }, StandingRow>(
  (value) => sql<StandingRow>`
    select customer_state, credential_id, factors from password_standings
    where tenant_id = ${value('tenantId')} and customer_id = ${value('customerId')}`,
);

/** The customer's state, the credential that is their password now, and what second factors they have, as this transaction sees them. */
export async function findStanding(tx: Transaction, tenantId: string, customerId: string) {
  const [row] = await readStanding(tx, { tenantId, customerId });
  return row && { customerState: row.customer_state, credentialId: row.credential_id, factors: row.factors };
}

function toPassword({ credential_id: credentialId, sealed_hash: sealedHash }: PasswordColumns): StoredPassword | null {
  return credentialId === null || sealedHash === null ? null : { credentialId, sealedHash };
}

function toStandIn(tenantId: string, { neighbour_id: customerId, neighbour_hash: sealed }: CandidateRow) {
  return customerId === null || sealed === null ? null : { place: { tenantId, customerId }, sealed };
}

/** A place among the ids of customers, which are random: nobody without the key of the digest knows whose is next. */
function pointOf(digest: Buffer): string {
  return `cus_${digest.toString('hex')}`;
}
