/** All SQL of flows. Whether a flow belongs to the browser that asks is compared by whoever finds it. */
import { type RawBuilder, sql } from 'kysely';
import {
  deleteBatch,
  type FilledPart,
  fillPart,
  preparePart,
  prepareStatement,
  type Queries,
  runParts,
  type Transaction,
} from '../../../foundation/database/index.ts';
import { type Acr, toAcr } from '../acr.ts';
import { type Flow, type FlowInteraction, type FlowKind, flowLifetimeSeconds, type ProofRecord } from '../flow.ts';

export const flowColumns = [
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
  'required_acr',
  'session_id',
  'keeps_signed_in',
  'expires_at',
] as const;

export type FlowRow = {
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
  required_acr: string | null;
  session_id: string | null;
  keeps_signed_in: boolean | null;
  expires_at: Date;
};

/** A journey as it was found, with what it carries. */
export type FoundFlow = { readonly flow: Flow; readonly payload: Buffer | null };

export const toFlow = (row: FlowRow): FoundFlow => ({
  flow: {
    flowId: row.flow_id,
    tenantId: row.tenant_id,
    kind: row.kind as FlowKind,
    state: row.state as Flow['state'],
    browserHash: row.browser_hash,
    proofs: row.proofs as ProofRecord[],
    customerId: row.customer_id,
    hasPayload: row.payload !== null,
    returnTo: row.return_to,
    locale: row.locale,
    expiresAt: row.expires_at,
    requiredAcr: toAcr(row.required_acr),
    sessionId: row.session_id,
    keepsSignedIn: row.keeps_signed_in,
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

/** Proofs as they are kept: each with its moment. */
const stamped = (proofs: RawBuilder<unknown>) => sql`(
  select coalesce(jsonb_agg(jsonb_build_object('at', now()) || proof order by place), '[]')
  from jsonb_array_elements(${proofs}::jsonb) with ordinality as given (proof, place)
)`;

type NewFlow = {
  readonly tenantId: string;
  readonly flowId: string;
  readonly kind: FlowKind;
  readonly browserHash: Buffer;
  readonly returnTo: string | null;
  readonly locale: string;
  readonly customerId: string | null;
  readonly requiredAcr: Acr | null;
  /** A session that is to be raised, with what it was begun with. */
  readonly sessionId: string | null;
};

const insertion = preparePart<
  NewFlow & {
    reference: Buffer | null;
    destination: string | null;
    formTarget: string | null;
    applicationId: string | null;
    lifetimeSeconds: number;
    given: string;
  }
>(
  (value, when) => sql`
    insert into flows (
      tenant_id, flow_id, kind, state, browser_hash, customer_id, return_to, locale,
      interaction, destination, form_target, application_id, required_acr, session_id, proofs, expires_at
    )
    select ${value('tenantId')}, ${value('flowId')}, ${value('kind')}, 'open', ${value('browserHash')}::bytea,
      ${value('customerId')}, ${value('returnTo')}, ${value('locale')}, ${value('reference')}::bytea,
      ${value('destination')}, ${value('formTarget')}, ${value('applicationId')}, ${value('requiredAcr')},
      ${value('sessionId')}, ${value('given')}::jsonb,
      now() + make_interval(secs => ${value('lifetimeSeconds')})
    where ${when}
    returning set_config('synchronous_commit', 'off', true)`,
);

/**
 * The insertion of a flow. The answer does not wait until the disk has it: should a crash of the database lose it, the
 * browser begins anew.
 */
export function insertingFlow({
  interaction,
  proofs,
  ...flow
}: NewFlow & {
  readonly interaction: FlowInteraction | null;
  readonly proofs: readonly ProofRecord[];
}): FilledPart {
  return fillPart(insertion, {
    ...flow,
    reference: interaction?.reference ?? null,
    destination: interaction?.destination ?? null,
    formTarget: interaction?.formTarget ?? null,
    applicationId: interaction?.applicationId ?? null,
    lifetimeSeconds: flowLifetimeSeconds[flow.kind],
    given: JSON.stringify(proofs),
  });
}

const finding = prepareStatement<{ tenantId: string; flowId: string }, FlowRow>(
  (value) => sql<FlowRow>`
    select ${sql.join(flowColumns.map((column) => sql.ref(column)))} from flows
    where tenant_id = ${value('tenantId')} and flow_id = ${value('flowId')} and expires_at > now()`,
);

/** The flow while it lives, whichever browser asks: for messages and links, which check the browser themselves. */
export async function findFlow(queries: Queries, tenantId: string, flowId: string): Promise<FoundFlow | undefined> {
  const [row] = await finding(queries, { tenantId, flowId });
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

/** Locks an open flow's row until the transaction ends; whose it is, or null when it is no longer open. */
export async function lockFlow(tx: Transaction, tenantId: string, flowId: string) {
  const locked = await tx
    .selectFrom('flows')
    .select(['browser_hash', 'customer_id', 'proofs'])
    .where('tenant_id', '=', tenantId)
    .where('flow_id', '=', flowId)
    .where('state', '=', 'open')
    .where('expires_at', '>', sql<Date>`now()`)
    .forUpdate()
    .executeTakeFirst();
  return locked ?? null;
}

// Whoever has proven the mailbox stands at the screen: what follows is theirs for minutes, not for the rest of the hour.
const afterProofSeconds = 15 * 60;

/** What an open flow has proven by now, by whom, and where it goes on. */
export type FlowProgress = {
  readonly customerId: string;
  readonly proofs: readonly ProofRecord[];
  /** These are all proofs of the journey; otherwise they come to those it has. */
  readonly replaces: boolean;
  /** The first proof of a sign-in: what was proven before, perhaps by somebody else, counts no more. */
  readonly startsOver: boolean;
  readonly handedTo: Buffer | null;
  /** Whatever it was: what is left to do is the second half of a sign-in. */
  readonly becomesSignIn: boolean;
  readonly keepsSignedIn: boolean | null;
};

/** Notes proofs and their customer in an open flow, and the browser it goes on in; false when it is no longer open. */
export async function proveFlow(
  tx: Transaction,
  tenantId: string,
  flowId: string,
  progress: FlowProgress,
): Promise<boolean> {
  const { customerId, proofs, replaces, startsOver, handedTo, becomesSignIn, keepsSignedIn } = progress;
  const { rows } = await sql`
    update flows set
      customer_id = ${customerId},
      kind = case when ${becomesSignIn} then 'sign-in' else kind end,
      payload = case when not ${becomesSignIn} then payload end,
      proofs = case when ${replaces} then '[]' else proofs end || ${stamped(sql`${JSON.stringify(proofs)}`)},
      session_id = case when not ${startsOver} then session_id end,
      tries_left = case when ${startsOver} then 5 else tries_left end,
      keeps_signed_in = coalesce(${keepsSignedIn}::boolean, keeps_signed_in),
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

/** Makes an open sign-in of nobody's a recovery that waits for its mailbox; false when it is no longer open. */
export async function becomeRecovery(tx: Transaction, tenantId: string, flowId: string): Promise<boolean> {
  const { rows } = await sql`
    update flows set kind = 'recovery', customer_id = null, proofs = '[]', payload = null, session_id = null,
      expires_at = greatest(expires_at, now() + interval '1 hour')
    where tenant_id = ${tenantId} and flow_id = ${flowId} and kind = 'sign-in' and state = 'open' and expires_at > now()
    returning 1`.execute(tx);
  return rows.length === 1;
}

/** Takes one of the tries at the second proof; with the last one the flow is over. How many are left. */
export async function spendTry(tx: Transaction, tenantId: string, flowId: string): Promise<number> {
  const { rows } = await sql<{ tries_left: number }>`
    update flows set tries_left = tries_left - 1,
      state = case when tries_left > 1 then state else 'abandoned' end,
      payload = case when tries_left > 1 then payload end
    where tenant_id = ${tenantId} and flow_id = ${flowId} and state = 'open' and tries_left > 0
    returning tries_left`.execute(tx);
  return rows[0]?.tries_left ?? 0;
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

type Ended = { state: 'finished' | 'abandoned'; proofs: readonly ProofRecord[]; customerId: string | null };

const ending = preparePart<{
  tenantId: string;
  flowId: string;
  state: string;
  customerId: string | null;
  given: string;
}>(
  (value) => sql`
    update flows set state = ${value('state')}, customer_id = ${value('customerId')}, payload = null,
      proofs = ${stamped(value('given'))}
    where tenant_id = ${value('tenantId')} and flow_id = ${value('flowId')} and state = 'open' and expires_at > now()
    returning 1 as written`,
);

const fillEnding = (tenantId: string, flowId: string, { state, proofs, customerId }: Ended) =>
  fillPart(ending, { tenantId, flowId, state, customerId, given: JSON.stringify(proofs) });

/** Ends an open flow with the proofs it has gathered and forgets what it carried; false when it had ended already. */
export async function endFlow(tx: Transaction, tenantId: string, flowId: string, ended: Ended): Promise<boolean> {
  const [rows = []] = await runParts(tx, [fillEnding(tenantId, flowId, ended)]);
  return rows.length === 1;
}

/** The same with what the transaction writes last; `refuse` is called when it had ended already. */
export function endFlowLast(
  tx: Transaction,
  tenantId: string,
  flowId: string,
  ended: Ended,
  refuse: () => never,
): void {
  tx.lastly(fillEnding(tenantId, flowId, ended), (rows) => {
    if (rows.length === 0) refuse();
  });
}

/** Removes flows whose time is over, a bounded number at a time; returns how many went. */
export async function purgeFlows(queries: Queries, limit: number): Promise<number> {
  return deleteBatch(queries, { table: 'flows', key: ['tenant_id', 'flow_id'], when: sql`expires_at < now()`, limit });
}
