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
  'return_to',
  'locale',
  'payload',
  'interaction',
  'destination',
  'form_target',
] as const;

type FlowRow = {
  flow_id: string;
  tenant_id: string;
  kind: string;
  state: string;
  browser_hash: Buffer;
  proofs: unknown;
  return_to: string | null;
  locale: string;
  payload: Buffer | null;
  interaction: Buffer | null;
  destination: string | null;
  form_target: string | null;
};

const toFlow = (row: FlowRow): { flow: Flow; payload: Buffer | null } => ({
  flow: {
    flowId: row.flow_id,
    tenantId: row.tenant_id,
    kind: row.kind as FlowKind,
    state: row.state as Flow['state'],
    browserHash: row.browser_hash,
    proofs: (row.proofs as { method: ProofMethod }[]).map((proof) => proof.method),
    hasPayload: row.payload !== null,
    returnTo: row.return_to,
    locale: row.locale,
    interaction:
      row.interaction === null
        ? null
        : { reference: row.interaction, destination: row.destination ?? '', formTarget: row.form_target ?? '' },
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
      return_to: flow.returnTo,
      locale: flow.locale,
      interaction: flow.interaction?.reference ?? null,
      destination: flow.interaction?.destination ?? null,
      form_target: flow.interaction?.formTarget ?? null,
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
