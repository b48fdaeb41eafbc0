/**
 * All SQL of the proofs room. Expiry, tries and single use are decided by one conditional statement each, by
 * database time, so that no two requests and no two nodes can both win.
 */
import { sql } from 'kysely';
import { deleteBatch, type Queries, type Transaction } from '../../foundation/database/index.ts';
import type { ProofPurpose } from './proof.ts';

/** The time of the database, in seconds since 1970. */
export async function secondsNow(queries: Queries): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`select extract(epoch from now())::float8 as seconds`.execute(queries);
  return rows[0]?.seconds ?? 0;
}

export async function supersedeAndInsert(
  tx: Transaction,
  tenantId: string,
  proof: { proofId: string; purpose: ProofPurpose; subject: string; flowId: string; browserHash: Buffer },
): Promise<void> {
  await tx
    .updateTable('proofs')
    .set({ superseded_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('flow_id', '=', proof.flowId)
    .where('purpose', '=', proof.purpose)
    .where('consumed_at', 'is', null)
    .where('superseded_at', 'is', null)
    .execute();
  await tx
    .insertInto('proofs')
    .values({
      tenant_id: tenantId,
      proof_id: proof.proofId,
      purpose: proof.purpose,
      subject: proof.subject,
      flow_id: proof.flowId,
      browser_hash: proof.browserHash,
    })
    .execute();
}

/** Makes every open proof of a tenant worthless. */
export async function supersedeAll(tx: Transaction, tenantId: string): Promise<void> {
  await tx
    .updateTable('proofs')
    .set({ superseded_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('consumed_at', 'is', null)
    .where('superseded_at', 'is', null)
    .execute();
}

/** The open proof of this id, if it is about this subject. */
export async function findOpen(queries: Queries, tenantId: string, proofId: string, subject: string) {
  return queries
    .selectFrom('proofs')
    .select(['flow_id', 'purpose'])
    .where('tenant_id', '=', tenantId)
    .where('proof_id', '=', proofId)
    .where('subject', '=', subject)
    .where('consumed_at', 'is', null)
    .where('superseded_at', 'is', null)
    .executeTakeFirst();
}

/** The open proof of this purpose that was asked for under this flow, or null. */
export async function findOpenOfFlow(
  queries: Queries,
  tenantId: string,
  purpose: ProofPurpose,
  flowId: string,
): Promise<string | null> {
  const row = await queries
    .selectFrom('proofs')
    .select('proof_id')
    .where('tenant_id', '=', tenantId)
    .where('flow_id', '=', flowId)
    .where('purpose', '=', purpose)
    .where('consumed_at', 'is', null)
    .where('superseded_at', 'is', null)
    .executeTakeFirst();
  return row?.proof_id ?? null;
}

/** Ends every open proof about this subject. */
export async function voidSubject(tx: Transaction, tenantId: string, subject: string): Promise<void> {
  await tx
    .updateTable('proofs')
    .set({ superseded_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('subject', '=', subject)
    .where('consumed_at', 'is', null)
    .where('superseded_at', 'is', null)
    .execute();
}

/** Ends every open proof of these flows. */
export async function voidFlows(tx: Transaction, tenantId: string, flowIds: readonly string[]): Promise<void> {
  if (flowIds.length === 0) return;
  await tx
    .updateTable('proofs')
    .set({ superseded_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('flow_id', 'in', flowIds)
    .where('consumed_at', 'is', null)
    .where('superseded_at', 'is', null)
    .execute();
}

/** Gives an open proof its secrets; minting again replaces them. False when it was used or superseded meanwhile. */
export async function mintProof(
  queries: Queries,
  tenantId: string,
  proof: {
    proofId: string;
    codeHash: Buffer;
    linkHash: Buffer;
    codeSeconds: number;
    linkSeconds: number;
  },
): Promise<boolean> {
  const minted = await queries
    .updateTable('proofs')
    .set({
      code_hash: proof.codeHash,
      link_hash: proof.linkHash,
      minted_at: sql`now()`,
      code_expires_at: sql`now() + make_interval(secs => ${proof.codeSeconds})`,
      link_expires_at: sql`now() + make_interval(secs => ${proof.linkSeconds})`,
    })
    .where('tenant_id', '=', tenantId)
    .where('proof_id', '=', proof.proofId)
    .where('consumed_at', 'is', null)
    .where('superseded_at', 'is', null)
    .returning('proof_id')
    .executeTakeFirst();
  return minted !== undefined;
}

/** Spends one try on the flow's live code, and the code itself when it is the right one. */
export async function tryCode(
  tx: Transaction,
  tenantId: string,
  attempt: { purpose: ProofPurpose; subject: string; flowId: string; browserHash: Buffer; codeHash: Buffer },
) {
  return tx
    .updateTable('proofs')
    .set({
      tries_left: sql`tries_left - 1`,
      consumed_at: sql`case when code_hash = ${attempt.codeHash} then now() end`,
    })
    .where('tenant_id', '=', tenantId)
    .where('flow_id', '=', attempt.flowId)
    .where('purpose', '=', attempt.purpose)
    .where('subject', '=', attempt.subject)
    .where('browser_hash', '=', attempt.browserHash)
    .where('consumed_at', 'is', null)
    .where('superseded_at', 'is', null)
    .where('tries_left', '>', 0)
    .where('code_expires_at', '>', sql<Date>`now()`)
    .returning(['proof_id', 'tries_left', sql<boolean>`consumed_at is not null`.as('matched')])
    .executeTakeFirst();
}

/** Looks at a link without touching it: opening a link, by whomever, never uses it up (case 43). */
export async function findByLink(queries: Queries, tenantId: string, purpose: ProofPurpose, linkHash: Buffer) {
  return queries
    .selectFrom('proofs')
    .select(['proof_id', 'flow_id', 'subject', 'browser_hash', 'created_at'])
    .where('tenant_id', '=', tenantId)
    .where('purpose', '=', purpose)
    .where('link_hash', '=', linkHash)
    .where('consumed_at', 'is', null)
    .where('superseded_at', 'is', null)
    .where('link_expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
}

/** Uses the link up; false when somebody was faster or it has run out. */
export async function consumeLink(
  tx: Transaction,
  tenantId: string,
  purpose: ProofPurpose,
  linkHash: Buffer,
): Promise<boolean> {
  const consumed = await tx
    .updateTable('proofs')
    .set({ consumed_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('purpose', '=', purpose)
    .where('link_hash', '=', linkHash)
    .where('consumed_at', 'is', null)
    .where('superseded_at', 'is', null)
    .where('link_expires_at', '>', sql<Date>`now()`)
    .returning('proof_id')
    .executeTakeFirst();
  return consumed !== undefined;
}

/** Removes proofs that can no longer matter, a bounded number at a time; returns how many went. */
export async function purgeProofs(queries: Queries, limit: number): Promise<number> {
  return deleteBatch(queries, {
    table: 'proofs',
    key: ['tenant_id', 'proof_id'],
    when: sql`created_at < now() - interval '7 days' and (link_expires_at is null or link_expires_at < now())`,
    limit,
  });
}
