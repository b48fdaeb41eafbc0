/** SQL of applications that registered themselves. Every function takes the tenant. */
import { sql } from 'kysely';
import { deleteBatch, type Queries, type Transaction } from '../../../foundation/database/index.ts';

const makers = ['registration', 'metadata_document'] as const;

/** One of them after the other, so that the ceiling holds. Until the transaction ends. */
export async function holdRegistrations(tx: Transaction, tenantId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`self-registrations ${tenantId}`}, 0))`.execute(tx);
}

/** How many there are. */
export async function countOfThemselves(tx: Transaction, tenantId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('applications')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('tenant_id', '=', tenantId)
    .where('made_by', 'in', makers)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** What those are called that somebody of the house chose, and the tenant itself. */
export async function listChosenNames(tx: Transaction, tenantId: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    (select name from applications where tenant_id = ${tenantId} and made_by not in ('registration', 'metadata_document')
      order by created_at limit 2000)
    union all select name from tenants where tenant_id = ${tenantId}`.execute(tx);
  return rows.map(({ name }) => name);
}

export async function insertRegistration(
  tx: Transaction,
  row: { tenantId: string; applicationId: string; accessTokenHash: Buffer; initialTokenId: string | null },
): Promise<void> {
  await tx
    .insertInto('self_registrations')
    .values({
      tenant_id: row.tenantId,
      application_id: row.applicationId,
      access_token_hash: row.accessTokenHash,
      initial_token_id: row.initialTokenId,
    })
    .execute();
}

/** What the application shows to read or remove its registration; undefined where it registered in another way. */
export async function findRegistration(queries: Queries, tenantId: string, applicationId: string) {
  return queries
    .selectFrom('self_registrations')
    .innerJoin('applications', (join) =>
      join
        .onRef('applications.tenant_id', '=', 'self_registrations.tenant_id')
        .onRef('applications.application_id', '=', 'self_registrations.application_id'),
    )
    .select(['self_registrations.access_token_hash', 'applications.created_at'])
    .where('self_registrations.tenant_id', '=', tenantId)
    .where('self_registrations.application_id', '=', applicationId)
    .executeTakeFirst();
}

export async function insertInitialToken(
  tx: Transaction,
  token: { tenantId: string; tokenId: string; name: string; hash: Buffer; uses: number; hours: number },
): Promise<void> {
  await tx
    .insertInto('initial_access_tokens')
    .values({
      tenant_id: token.tenantId,
      token_id: token.tokenId,
      name: token.name,
      token_hash: token.hash,
      remaining: token.uses,
      expires_at: sql`now() + make_interval(hours => ${token.hours})`,
    })
    .execute();
}

export async function listInitialTokens(queries: Queries, tenantId: string, limit: number) {
  return queries
    .selectFrom('initial_access_tokens')
    .select(['token_id', 'name', 'remaining', 'created_at', 'expires_at'])
    .where('tenant_id', '=', tenantId)
    .where('expires_at', '>', sql<Date>`now()`)
    .orderBy('created_at', 'desc')
    .orderBy('token_id')
    .limit(limit)
    .execute();
}

/** Whether the token would open the registration now. */
export async function opensRegistration(queries: Queries, tenantId: string, hash: Buffer): Promise<boolean> {
  const found = await queries
    .selectFrom('initial_access_tokens')
    .select('token_id')
    .where('tenant_id', '=', tenantId)
    .where('token_hash', '=', hash)
    .where('remaining', '>', 0)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
  return found !== undefined;
}

/** Uses the token once; its id, or undefined when it is used up, over, or nobody's. */
export async function useInitialToken(tx: Transaction, tenantId: string, hash: Buffer): Promise<string | undefined> {
  const used = await tx
    .updateTable('initial_access_tokens')
    .set({ remaining: sql`remaining - 1` })
    .where('tenant_id', '=', tenantId)
    .where('token_hash', '=', hash)
    .where('remaining', '>', 0)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('token_id')
    .executeTakeFirst();
  return used?.token_id;
}

export async function deleteInitialToken(tx: Transaction, tenantId: string, tokenId: string): Promise<boolean> {
  const gone = await tx
    .deleteFrom('initial_access_tokens')
    .where('tenant_id', '=', tenantId)
    .where('token_id', '=', tokenId)
    .returning('token_id')
    .executeTakeFirst();
  return gone !== undefined;
}

/** Removes initial access tokens whose time is over; how many. */
export async function purgeInitialTokens(queries: Queries, limit: number): Promise<number> {
  return deleteBatch(queries, {
    table: 'initial_access_tokens',
    key: ['tenant_id', 'token_id'],
    when: sql`expires_at < now()`,
    limit,
  });
}

/**
 * Removes those that no customer ever allowed anything, or that nobody has used for half a year, and returns what went
 * with each. Whoever allows one of them at this moment holds its row: it stays.
 */
export async function deleteUnused(
  tx: Transaction,
  tenantId: string,
  { unusedDays, limit }: { readonly unusedDays: number; readonly limit: number },
): Promise<{ application_id: string; consents: number }[]> {
  const { rows } = await sql<{ application_id: string; consents: number }>`
    with unused as materialized (
      select application.application_id,
        (select count(*)::int from consents consent where consent.tenant_id = application.tenant_id
          and consent.application_id = application.application_id) as consents
      from applications application
      where application.tenant_id = ${tenantId}
        and application.made_by in ('registration', 'metadata_document')
        and application.created_at < now() - make_interval(days => ${unusedDays})
        and not exists (select from session_applications held where held.tenant_id = application.tenant_id
          and held.application_id = application.application_id and held.revoked_at is null)
        and not exists (select from consents consent where consent.tenant_id = application.tenant_id
          and consent.application_id = application.application_id
          and consent.updated_at > now() - interval '180 days')
      limit ${limit}
      for update of application skip locked
    )
    delete from applications gone using unused
    where gone.tenant_id = ${tenantId} and gone.application_id = unused.application_id
    returning gone.application_id, unused.consents`.execute(tx);
  return rows;
}
