/** All SQL of flows. Whether a flow belongs to the browser that asks is compared by whoever finds it. */
import { sql } from 'kysely';
import { deleteBatch, type Queries, type Transaction } from '../../foundation/database/index.ts';
import { type Flow, type FlowInteraction, type FlowKind, flowLifetimeSeconds, type ProofMethod } from './flow.ts';

const columns = [
  'flow_id',
  'tenant_id',
  'kind',
  'state',
  'browser_hash',
  'proofs',
  'customer_id',
  'return_to',
  'locale',
  'payload',
  'interaction',
  'destination',
  'form_target',
  'application_id',
  'expires_at',
] as const;

type FlowRow = {
  flow_id: string;
  tenant_id: string;
  kind: string;
  state: string;
  browser_hash: Buffer;
  proofs: unknown;
  customer_id: string | null;
  return_to: string | null;
  locale: string;
  payload: Buffer | null;
  interaction: Buffer | null;
  destination: string | null;
  form_target: string | null;
  application_id: string | null;
  expires_at: Date;
};

const toFlow = (row: FlowRow): { flow: Flow; payload: Buffer | null } => ({
  flow: {
    flowId: row.flow_id,
    tenantId: row.tenant_id,
    kind: row.kind as FlowKind,
    state: row.state as Flow['state'],
    browserHash: row.browser_hash,
    proofs: (row.proofs as { method: ProofMethod }[]).map((proof) => proof.method),
    customerId: row.customer_id,
    hasPayload: row.payload !== null,
    returnTo: row.return_to,
    locale: row.locale,
    expiresAt: row.expires_at,
    interaction:
      row.interaction === null
        ? null
        : {
            reference: row.interaction,
            applicationId: row.application_id ?? '',
            destination: row.destination ?? '',
            formTarget: row.form_target ?? '',
          },
  },
  payload: row.payload,
});

/** The answer does not wait until the disk has it: should a crash of the database lose it, the browser begins anew. */
export async function insertFlow(
  queries: Queries,
  flow: {
    tenantId: string;
    flowId: string;
    kind: FlowKind;
    browserHash: Buffer;
    returnTo: string | null;
    locale: string;
    interaction: FlowInteraction | null;
    customerId: string | null;
  },
): Promise<void> {
  await queries
    .insertInto('flows')
    .values({
      tenant_id: flow.tenantId,
      flow_id: flow.flowId,
      kind: flow.kind,
      state: 'open',
      browser_hash: flow.browserHash,
      customer_id: flow.customerId,
      return_to: flow.returnTo,
      locale: flow.locale,
      interaction: flow.interaction?.reference ?? null,
      destination: flow.interaction?.destination ?? null,
      form_target: flow.interaction?.formTarget ?? null,
      application_id: flow.interaction?.applicationId ?? null,
      expires_at: sql`now() + make_interval(secs => ${flowLifetimeSeconds[flow.kind]})`,
    })
    .returning(sql`set_config('synchronous_commit', 'off', true)`.as('unhurried'))
    .execute();
}

/** The flow while it lives, whichever browser asks: for messages and links, which check the browser themselves. */
export async function findFlow(queries: Queries, tenantId: string, flowId: string) {
  const row = await queries
    .selectFrom('flows')
    .select(columns)
    .where('tenant_id', '=', tenantId)
    .where('flow_id', '=', flowId)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
  return row && toFlow(row);
}

/** Writes what an open flow carries; false when it is no longer open. */
export async function writePayload(
  tx: Transaction,
  tenantId: string,
  flowId: string,
  luggage: { payload: Buffer; locale: string },
): Promise<boolean> {
  const written = await tx
    .updateTable('flows')
    .set(luggage)
    .where('tenant_id', '=', tenantId)
    .where('flow_id', '=', flowId)
    .where('state', '=', 'open')
    .returning('flow_id')
    .executeTakeFirst();
  return written !== undefined;
}

/** Locks an open flow's row until the transaction ends; false when it is no longer open. */
export async function lockFlow(tx: Transaction, tenantId: string, flowId: string): Promise<boolean> {
  const locked = await tx
    .selectFrom('flows')
    .select('flow_id')
    .where('tenant_id', '=', tenantId)
    .where('flow_id', '=', flowId)
    .where('state', '=', 'open')
    .where('expires_at', '>', sql<Date>`now()`)
    .forUpdate()
    .executeTakeFirst();
  return locked !== undefined;
}

// Whoever has proven the mailbox stands at the screen: what follows is theirs for minutes, not for the rest of the hour.
const afterProofSeconds = 15 * 60;

/** Notes a proof and its customer in an open flow, and the browser it goes on in; false when it is no longer open. */
export async function proveFlow(
  tx: Transaction,
  tenantId: string,
  flowId: string,
  proof: { method: ProofMethod; customerId: string; handedTo: Buffer | null },
): Promise<boolean> {
  const { method, customerId, handedTo } = proof;
  const { rows } = await sql`
    update flows set
      customer_id = ${customerId},
      proofs = proofs || jsonb_build_array(jsonb_build_object('method', ${method}::text, 'at', now())),
      expires_at = least(expires_at, now() + make_interval(secs => ${afterProofSeconds})),
      browser_hash = coalesce(${handedTo}::bytea, browser_hash),
      interaction = case when ${handedTo}::bytea is null then interaction end,
      destination = case when ${handedTo}::bytea is null then destination end,
      form_target = case when ${handedTo}::bytea is null then form_target end,
      return_to = case when ${handedTo}::bytea is null then return_to end
    where tenant_id = ${tenantId} and flow_id = ${flowId} and state = 'open' and expires_at > now()
    returning 1`.execute(tx);
  return rows.length === 1;
}

/** Ends the open flows of a customer, of one kind or of all, but this one, and forgets what they carried; returns their ids. */
export async function abandonFlowsOf(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  exceptFlowId: string,
  kind?: FlowKind,
): Promise<string[]> {
  let open = tx
    .updateTable('flows')
    .set({ state: 'abandoned', payload: null })
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .where('state', '=', 'open')
    .where('flow_id', '<>', exceptFlowId);
  if (kind !== undefined) open = open.where('kind', '=', kind);
  const ended = await open.returning('flow_id').execute();
  return ended.map((row) => row.flow_id);
}

/** Ends an open flow with the proofs it has gathered and forgets what it carried; false when it had ended already. */
export async function endFlow(
  tx: Transaction,
  tenantId: string,
  flowId: string,
  ending: { state: 'finished' | 'abandoned'; proofs: readonly ProofMethod[]; customerId: string | null },
): Promise<boolean> {
  const proofs = sql<string>`jsonb_build_array(${sql.join(
    ending.proofs.map((method) => sql`jsonb_build_object('method', ${method}::text, 'at', now())`),
  )})`;
  const ended = await tx
    .updateTable('flows')
    .set({ state: ending.state, customer_id: ending.customerId, payload: null, proofs })
    .where('tenant_id', '=', tenantId)
    .where('flow_id', '=', flowId)
    .where('state', '=', 'open')
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('flow_id')
    .executeTakeFirst();
  return ended !== undefined;
}

/** Removes flows whose time is over, a bounded number at a time; returns how many went. */
export async function purgeFlows(queries: Queries, limit: number): Promise<number> {
  return deleteBatch(queries, { table: 'flows', key: ['tenant_id', 'flow_id'], when: sql`expires_at < now()`, limit });
}
