/** All SQL of authorization requests that wait, for a person or for their use, and of marks against replay. */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';

const inSeconds = (count: number) => sql<Date>`now() + make_interval(secs => ${count})`;

export async function insertInteraction(
  queries: Queries,
  interaction: {
    tenantId: string;
    idHash: Buffer;
    applicationId: string;
    browserHash: Buffer;
    prompt: string;
    sealed: Buffer;
    lifetimeSeconds: number;
  },
): Promise<void> {
  await queries
    .insertInto('interactions')
    .values({
      tenant_id: interaction.tenantId,
      id_hash: interaction.idHash,
      application_id: interaction.applicationId,
      browser_hash: interaction.browserHash,
      prompt: interaction.prompt,
      sealed: interaction.sealed,
      expires_at: inSeconds(interaction.lifetimeSeconds),
    })
    .execute();
}

/** The request and the session that answered it, if that session still counts. */
export async function findInteraction(queries: Queries, tenantId: string, idHash: Buffer) {
  return queries
    .selectFrom('interactions')
    .leftJoin('session_standings as session', (join) =>
      join
        .onRef('session.tenant_id', '=', 'interactions.tenant_id')
        .onRef('session.session_id', '=', 'interactions.answered_session_id')
        .on('session.is_live', '=', true),
    )
    .select([
      'interactions.application_id',
      'interactions.browser_hash',
      'interactions.prompt',
      'interactions.sealed',
      'interactions.expires_at',
      'interactions.has_consented',
      'session.session_id',
      'session.customer_id',
      'session.acr',
      'session.amr',
      'session.authenticated_at',
    ])
    .where('interactions.tenant_id', '=', tenantId)
    .where('interactions.id_hash', '=', idHash)
    .where('interactions.expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
}

/** Notes whose sign-in answered the request. */
export async function answerInteraction(
  tx: Transaction,
  tenantId: string,
  idHash: Buffer,
  sessionId: string,
): Promise<void> {
  await tx
    .updateTable('interactions')
    .set({ answered_session_id: sessionId, answered_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('id_hash', '=', idHash)
    .execute();
}

/** Notes what the person said about the scopes, and in which session. */
export async function decideInteraction(
  tx: Transaction,
  tenantId: string,
  idHash: Buffer,
  decision: { sessionId: string; hasConsented: boolean },
): Promise<void> {
  await tx
    .updateTable('interactions')
    .set({
      answered_session_id: decision.sessionId,
      answered_at: sql`now()`,
      has_consented: decision.hasConsented,
    })
    .where('tenant_id', '=', tenantId)
    .where('id_hash', '=', idHash)
    .execute();
}

export async function deleteInteraction(queries: Queries, tenantId: string, idHash: Buffer): Promise<void> {
  await queries.deleteFrom('interactions').where('tenant_id', '=', tenantId).where('id_hash', '=', idHash).execute();
}

export async function insertPushedRequest(
  queries: Queries,
  request: { tenantId: string; idHash: Buffer; sealed: Buffer; lifetimeSeconds: number },
): Promise<void> {
  await queries
    .insertInto('pushed_requests')
    .values({
      tenant_id: request.tenantId,
      id_hash: request.idHash,
      sealed: request.sealed,
      expires_at: inSeconds(request.lifetimeSeconds),
    })
    .execute();
}

export async function findPushedRequest(queries: Queries, tenantId: string, idHash: Buffer) {
  return queries
    .selectFrom('pushed_requests')
    .select(['sealed', 'expires_at', 'consumed_at'])
    .where('tenant_id', '=', tenantId)
    .where('id_hash', '=', idHash)
    .executeTakeFirst();
}

/** Uses the pushed request; false when somebody was faster. */
export async function consumePushedRequest(queries: Queries, tenantId: string, idHash: Buffer): Promise<boolean> {
  const used = await queries
    .updateTable('pushed_requests')
    .set({ consumed_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('id_hash', '=', idHash)
    .where('consumed_at', 'is', null)
    .returning('id_hash')
    .executeTakeFirst();
  return used !== undefined;
}

/** Marks a proof as used; false when it was marked before. */
export async function insertReplayMark(
  queries: Queries,
  mark: { tenantId: string; idHash: Buffer; lifetimeSeconds: number },
): Promise<boolean> {
  const marked = await queries
    .insertInto('replay_marks')
    .values({ tenant_id: mark.tenantId, id_hash: mark.idHash, expires_at: inSeconds(mark.lifetimeSeconds) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id_hash')
    .executeTakeFirst();
  return marked !== undefined;
}
