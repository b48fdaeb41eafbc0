/**
 * All SQL of the signing keys. Every change of state is conditional on the state before it and dated by the database;
 * whoever changes states holds the one lock, so a set changes as a whole.
 */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';
import type { Algorithm, PublishedState } from '../signing-keys/signing-key.ts';

export type KeyRow = { key_id: string; algorithm: Algorithm; state: PublishedState; private_jwk: Buffer };
export type KeyName = { keyId: string; algorithm: Algorithm };

/** Waits for everybody else who is changing states of keys. */
export async function lockKeys(tx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('signing-keys', 0))`.execute(tx);
}

/** What is published for a tenant: of each algorithm first the active key, then the pending, then those that retire. */
export async function selectPublished(queries: Queries, tenantId: string): Promise<KeyRow[]> {
  const { rows } = await sql<KeyRow>`
    select key_id, algorithm, state, private_jwk from signing_keys
    where tenant_id = ${tenantId} and state in ('pending', 'active', 'retiring')
    order by array_position(array['active', 'pending', 'retiring'], state), algorithm, created_at desc, key_id
  `.execute(queries);
  return rows;
}

/** The last hundred keys of a tenant, published ones first, without their private parts. */
export async function listKeys(queries: Queries, tenantId: string) {
  const { rows } = await sql<{
    key_id: string;
    algorithm: string;
    state: string;
    created_at: Date;
    activate_at: Date | null;
    activated_at: Date | null;
    remove_at: Date | null;
    removed_at: Date | null;
  }>`
    select key_id, algorithm, state, created_at, activate_at, activated_at, remove_at, removed_at
    from signing_keys where tenant_id = ${tenantId}
    order by array_position(array['active', 'pending', 'retiring', 'gone'], state), algorithm, created_at desc, key_id
    limit 100
  `.execute(queries);
  return rows;
}

export type NewKeyRow = KeyName & { tenantId: string; publicJwk: object; privateJwk: Buffer };

/** Keeps a key that signs at once, unless the tenant has an active one of this algorithm; says from when it signs. */
export async function insertActive(tx: Transaction, key: NewKeyRow): Promise<Date | null> {
  const { rows } = await sql<{ activated_at: Date }>`
    insert into signing_keys (tenant_id, key_id, algorithm, state, public_jwk, private_jwk, activate_at, activated_at)
    values (${key.tenantId}, ${key.keyId}, ${key.algorithm}, 'active', ${JSON.stringify(key.publicJwk)}::jsonb,
      ${key.privateJwk}, now(), now())
    on conflict (tenant_id, algorithm) where state = 'active' do nothing
    returning activated_at
  `.execute(tx);
  return rows[0]?.activated_at ?? null;
}

/** Keeps a key to be used later, unless one waits already; says from when it will be used. */
export async function insertPending(tx: Transaction, key: NewKeyRow, aheadSeconds: number): Promise<Date | null> {
  const { rows } = await sql<{ activate_at: Date }>`
    insert into signing_keys (tenant_id, key_id, algorithm, state, public_jwk, private_jwk, activate_at)
    values (${key.tenantId}, ${key.keyId}, ${key.algorithm}, 'pending', ${JSON.stringify(key.publicJwk)}::jsonb,
      ${key.privateJwk}, now() + make_interval(secs => ${aheadSeconds}))
    on conflict (tenant_id, algorithm) where state = 'pending' do nothing
    returning activate_at
  `.execute(tx);
  return rows[0]?.activate_at ?? null;
}

/** The tenants that have a key whose next state is due. */
export async function selectDueTenants(queries: Queries): Promise<string[]> {
  const { rows } = await sql<{ tenant_id: string }>`
    select distinct tenant_id from signing_keys
    where (state = 'pending' and activate_at <= now()) or (state = 'retiring' and remove_at <= now())
  `.execute(queries);
  return rows.map((row) => row.tenant_id);
}

/** When the next state of any key is due. */
export async function selectNextDue(queries: Queries): Promise<Date | null> {
  const { rows } = await sql<{ due: Date | null }>`
    select min(case state when 'pending' then activate_at else remove_at end) as due
    from signing_keys where state in ('pending', 'retiring')
  `.execute(queries);
  return rows[0]?.due ?? null;
}

/** Active keys begin to retire: all of a tenant, or those whose successor is due. */
export async function retireActive(
  tx: Transaction,
  tenantId: string,
  which: 'all' | 'succeeded',
  keptSeconds: number,
): Promise<KeyName[]> {
  const { rows } = await sql<KeyName>`
    update signing_keys former
    set state = 'retiring', retired_at = now(), remove_at = now() + make_interval(secs => ${keptSeconds})
    where tenant_id = ${tenantId} and state = 'active' and (${which === 'all'} or exists (
      select from signing_keys successor where successor.tenant_id = former.tenant_id
        and successor.algorithm = former.algorithm and successor.state = 'pending' and successor.activate_at <= now()))
    returning key_id as "keyId", algorithm
  `.execute(tx);
  return rows;
}

/** Pending keys that were published long enough become active. Retire the former ones first. */
export async function activateDue(tx: Transaction, tenantId: string): Promise<KeyName[]> {
  const { rows } = await sql<KeyName>`
    update signing_keys set state = 'active', activated_at = now()
    where tenant_id = ${tenantId} and state = 'pending' and activate_at <= now()
    returning key_id as "keyId", algorithm
  `.execute(tx);
  return rows;
}

/** Keys that have retired for long enough lose their private part; in an emergency those that were never used, too. */
export async function removeKeys(tx: Transaction, tenantId: string, which: 'due' | 'pending'): Promise<KeyName[]> {
  const { rows } = await sql<KeyName>`
    update signing_keys
    set state = 'gone', private_jwk = null, removed_at = now(), remove_at = coalesce(remove_at, now())
    where tenant_id = ${tenantId} and case ${which}
      when 'due' then state = 'retiring' and remove_at <= now()
      else state = 'pending' end
    returning key_id as "keyId", algorithm
  `.execute(tx);
  return rows;
}

/** One published key is published no more and loses its private part; says what it was, or null when there is none. */
export async function withdrawKey(
  tx: Transaction,
  tenantId: string,
  keyId: string,
): Promise<(KeyName & { former: PublishedState }) | null> {
  const { rows } = await sql<KeyName & { former: PublishedState }>`
    with former as (
      select key_id, state from signing_keys where tenant_id = ${tenantId} and key_id = ${keyId} and state <> 'gone'
    )
    update signing_keys key
    set state = 'gone', private_jwk = null, removed_at = now(), remove_at = now()
    from former where key.tenant_id = ${tenantId} and key.key_id = former.key_id
    returning key.key_id as "keyId", key.algorithm, former.state as former
  `.execute(tx);
  return rows[0] ?? null;
}

/** Every published key is published no more and loses its private part. */
export async function withdrawAll(tx: Transaction, tenantId: string): Promise<KeyName[]> {
  const { rows } = await sql<KeyName>`
    update signing_keys set state = 'gone', private_jwk = null, removed_at = now(), remove_at = now()
    where tenant_id = ${tenantId} and state <> 'gone'
    returning key_id as "keyId", algorithm
  `.execute(tx);
  return rows;
}

/** The key that waits signs from now on, however long it has been published; null when none waits. */
export async function activatePending(
  tx: Transaction,
  tenantId: string,
  algorithm: Algorithm,
): Promise<KeyName | null> {
  const { rows } = await sql<KeyName>`
    update signing_keys set state = 'active', activated_at = now()
    where tenant_id = ${tenantId} and algorithm = ${algorithm} and state = 'pending'
    returning key_id as "keyId", algorithm
  `.execute(tx);
  return rows[0] ?? null;
}
