/**
 * What is really so: accounts, live sessions, addresses and passwords of a walk, as the database knows them once all its
 * mail has been written.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { ownerUrlOf } from '../product/postgres.ts';
import type { Product } from '../product/product.ts';

export type SeenSession = {
  readonly sessionId: string;
  readonly hash: string;
  readonly acr: string;
  readonly amr: readonly string[];
};

export type SeenFactor = { readonly credentialId: string; readonly method: string; readonly keyId: string | null };

export type SeenAccount = {
  readonly customerId: string;
  /** The journeys that are known to be theirs. */
  readonly flows: readonly string[];
  readonly state: string;
  readonly password: string | null;
  readonly identifiers: readonly { readonly index: string; readonly isVerified: boolean }[];
  readonly sessions: readonly SeenSession[];
  /** Passkeys and apps, as they were set up. */
  readonly factors: readonly SeenFactor[];
  /** Accounts elsewhere that are linked. */
  readonly identities: readonly string[];
  readonly codesLeft: number;
  /** The digests by which remembered browsers are known. */
  readonly remembered: readonly string[];
  readonly isLost: boolean;
};

export type SeenMessage = {
  readonly messageId: string;
  readonly customerId: string | null;
  readonly flow: string | null;
  readonly change: string | null;
  /** Whether the proof in it counted when it was looked at. */
  readonly counts: boolean;
};

export type Wanted = {
  readonly flows: readonly string[];
  readonly customers: readonly string[];
  readonly sessionHashes: readonly string[];
};

export type Sight = {
  /** Waits until no mail is on its way, then looks. */
  look(wanted: Wanted): Promise<readonly SeenAccount[]>;
  messages(ids: readonly string[]): Promise<readonly SeenMessage[]>;
  /** Forgets what has been used up of every budget: what is limited is another proof's matter. */
  forgetBudgets(): Promise<void>;
  /** Half a minute goes by for the apps of these accounts: the next code is a new one. */
  forgetSteps(customers: readonly string[]): Promise<void>;
  close(): Promise<void>;
};

const patienceMilliseconds = 60_000;
const firstPauseMilliseconds = 25;
const longestPauseMilliseconds = 400;

// What is told by mail of what happens in an account.
const told = [
  'device.remembered',
  'identifier.change_requested',
  'identifier.changed',
  'account.recovered',
  'account.secured',
  'account.closing',
  'account.kept',
  'password.changed',
  'identifier.added',
  'identity.linked',
  'identity.unlinked',
  'factor.enrolled',
  'factor.removed',
  'recovery_codes.made',
  'recovery_code.used',
  'lost_factor.reported',
  'lost_factor.stopped',
];

const statement = `
with mine as materialized (
  select unnest($2::text[]) as customer_id
  union select customer_id from sessions where tenant_id = $1 and secret_hash = any($3::bytea[])
  union select customer_id from flows where tenant_id = $1 and flow_id = any($4::text[]) and customer_id is not null
)
select
  (select count(*) from proofs join flows using (tenant_id, flow_id)
   where tenant_id = $1 and flow_id = any($4::text[]) and flows.state = 'open'
     and minted_at is null and superseded_at is null and consumed_at is null)
  + (select count(*) from messages where state = 'queued'
     and (customer_id in (table mine) or reference->>'flowId' = any($4::text[])))
  + (select count(*) from ledger_entries entry
     where tenant_id = $1 and customer_id in (table mine) and event = any($5::text[])
       and (event <> 'password.changed' or data->>'occasion' = 'changed')
       and (event <> 'identifier.changed' or data ? 'changeId')
       and (event <> 'identifier.added' or data->>'type' <> 'email')
       and not exists (select from messages where messages.tenant_id = $1 and messages.entry_id = entry.entry_id)
    ) as pending,
  (select coalesce(json_agg(json_build_object(
     'customerId', customer.customer_id,
     'flows', (select coalesce(json_agg(flow_id), '[]') from flows journey where journey.tenant_id = $1
       and journey.flow_id = any($4::text[]) and journey.customer_id = customer.customer_id),
     'state', customer.state,
     'password', (select encode(sealed_hash, 'hex') from password_credentials password
       where password.tenant_id = $1 and password.customer_id = customer.customer_id),
     'identifiers', (select coalesce(json_agg(json_build_object(
         'index', encode(blind_index, 'hex'), 'isVerified', verified_at is not null)), '[]')
       from customer_identifiers held where held.tenant_id = $1 and held.customer_id = customer.customer_id
         and type = 'email'),
     'sessions', (select coalesce(json_agg(json_build_object(
         'sessionId', session_id, 'hash', encode(secret_hash, 'hex'), 'acr', acr, 'amr', amr)), '[]')
       from session_standings session
       where session.tenant_id = $1 and session.customer_id = customer.customer_id and session.is_live),
     'factors', (select coalesce(json_agg(json_build_object(
         'credentialId', credential_id, 'method', method, 'keyId', (
           select encode(key_id, 'hex') from passkeys key
           where key.tenant_id = $1 and key.credential_id = factor.credential_id)) order by enrolled_at), '[]')
       from customer_factors factor
       where factor.tenant_id = $1 and factor.customer_id = customer.customer_id and method <> 'recovery-code'),
     'identities', (select coalesce(json_agg(identity_id order by linked_at), '[]') from customer_identities identity
       where identity.tenant_id = $1 and identity.customer_id = customer.customer_id),
     'codesLeft', (select count(*) from recovery_codes code
       where code.tenant_id = $1 and code.customer_id = customer.customer_id and used_at is null),
     'remembered', (select coalesce(json_agg(encode(device_hash, 'hex')), '[]') from remembered_devices device
       where device.tenant_id = $1 and device.customer_id = customer.customer_id and until > now()),
     'isLost', exists (select from factor_recoveries report
       where report.tenant_id = $1 and report.customer_id = customer.customer_id and state = 'waiting')
   ) order by customer.created_at), '[]')
   from customers customer where customer.tenant_id = $1 and customer.customer_id in (table mine)) as accounts`;

/** On the customers of one tenant: the one at this host, or the first. */
export async function openSight(product: Product, host: string | null = null): Promise<Sight> {
  const pool = new pg.Pool({ connectionString: ownerUrlOf(product.folders.cluster, 'cardea'), max: 8 });
  pool.on('error', () => undefined);
  const { rows } = await pool.query<{ tenant_id: string }>(
    `select tenant_id from tenants left join tenant_domains using (tenant_id)
     where case when $1::text is null then is_default else host = $1 end`,
    [host],
  );
  const tenantId = rows[0]?.tenant_id ?? '';

  return {
    async look({ flows, customers, sessionHashes }) {
      const hashes = sessionHashes.map((hash) => Buffer.from(hash, 'hex'));
      const until = performance.now() + patienceMilliseconds;
      // Looking is work for the database too: the longer a mail takes, the more there is to do without it.
      for (let pause = firstPauseMilliseconds; ; pause = Math.min(pause * 2, longestPauseMilliseconds)) {
        const seen = await pool.query<{ pending: string; accounts: SeenAccount[] }>({
          name: 'look',
          text: statement,
          values: [tenantId, customers, hashes, flows, told],
        });
        const [row] = seen.rows;
        if (row?.pending === '0') return row.accounts;
        if (performance.now() > until) throw new Error(`${row?.pending} mails were not written within a minute`);
        await sleep(pause);
      }
    },
    async messages(ids) {
      const seen = await pool.query<SeenMessage>(
        `select message_id as "messageId", messages.customer_id as "customerId", coalesce(reference->>'flowId', proofs.flow_id) as flow,
           reference->>'changeId' as change, proofs.superseded_at is null as counts
         from messages left join proofs on proofs.tenant_id = $1 and proofs.proof_id = reference->>'proofId'
         where messages.tenant_id = $1 and message_id = any($2::text[])`,
        [tenantId, ids],
      );
      return seen.rows;
    },
    async forgetBudgets() {
      for (const table of ['budgets', 'sms_lanes', 'sms_days'])
        await pool.query(`delete from ${table} where ctid in (select ctid from ${table} for update skip locked)`);
    },
    async forgetSteps(customers) {
      await pool.query('update authenticators set last_step = last_step - 10 where customer_id = any($1::text[])', [
        customers,
      ]);
    },
    close: () => pool.end(),
  };
}
