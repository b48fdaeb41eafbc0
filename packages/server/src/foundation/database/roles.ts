/**
 * The serving role: everything the running server may do. It reads and writes all tables, but of the ledger it may
 * only read and append. Granted anew after each migration run, so that new tables are covered.
 */
import type pg from 'pg';

export const servingRole = 'cardea_serving';

/**
 * Makes the serving role and gives it its rights, for the login that serves (`login`). False when the owner may not
 * create roles: then the server acts as the owner, and the ledger's trigger alone protects it.
 */
export async function grantServingRole(owner: pg.Client, login: string): Promise<boolean> {
  if (!(await ensureRole(owner, login))) return false;
  await owner.query('begin');
  try {
    await owner.query(grants);
    await owner.query('commit');
  } catch (error) {
    await owner.query('rollback');
    throw error;
  }
  return true;
}

async function ensureRole(owner: pg.Client, login: string): Promise<boolean> {
  try {
    const known = await owner.query('select 1 from pg_roles where rolname = $1', [servingRole]);
    if (known.rowCount === 0)
      await ignoring(['42710', '23505'], () => owner.query(`create role ${servingRole} nologin`));
    const member = await owner.query<{ member: boolean; super: boolean }>(membership, [login, servingRole]);
    // A superuser may take on any role without being its member.
    if (member.rows[0]?.super !== true && member.rows[0]?.member !== true) {
      await owner.query(`grant ${servingRole} to ${owner.escapeIdentifier(login)}`);
    }
    return true;
  } catch (error) {
    if (hasCode(error, ['42501'])) return false;
    throw error;
  }
}

async function ignoring(codes: readonly string[], work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!hasCode(error, codes)) throw error;
  }
}

function hasCode(error: unknown, codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code);
}

// Since PostgreSQL 16 a membership may lack the right to take on the role, or to use its rights: who makes a role begins so.
const membership = `
select rolsuper as super, case
  when current_setting('server_version_num')::int < 160000 then pg_has_role($1::name, $2::name, 'member')
  else pg_has_role($1::name, $2::name, 'set') and pg_has_role($1::name, $2::name, 'usage')
end as member
from pg_roles where rolname = $1`;

// Partitions get no rights of their own: they are reached through the ledger, whose rights then decide.
// The job tables carry row security that only their owner passes, so the serving role gets a policy beside its rights.
const grants = `
do $$
declare
  item record;
begin
  grant usage on schema public, graphile_worker to ${servingRole};
  for item in
    select c.oid::regclass as name, n.nspname as space, c.relname
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'graphile_worker') and c.relkind in ('r', 'p', 'v') and not c.relispartition
  loop
    if item.space = 'public' and item.relname = 'schema_migrations' then
      execute format('grant select on %s to ${servingRole}', item.name);
    elsif item.space = 'public' and item.relname = 'ledger_entries' then
      execute format('revoke all on %s from ${servingRole}', item.name);
      execute format('grant select, insert on %s to ${servingRole}', item.name);
    else
      execute format('grant select, insert, update, delete on %s to ${servingRole}', item.name);
    end if;
  end loop;
  for item in
    select c.oid::regclass as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'graphile_worker' and c.relkind in ('r', 'p') and c.relrowsecurity and not exists (
      select 1 from pg_policy p where p.polrelid = c.oid and p.polname = '${servingRole}'
    )
  loop
    execute format('create policy ${servingRole} on %s to ${servingRole} using (true) with check (true)', item.name);
  end loop;
  grant usage, select on all sequences in schema public, graphile_worker to ${servingRole};
  grant execute on all functions in schema graphile_worker to ${servingRole};
  grant execute on function ledger_create_partition(date) to ${servingRole};
end
$$`;
