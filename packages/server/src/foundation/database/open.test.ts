import { sql } from 'kysely';
import pg from 'pg';
import { afterEach, beforeEach, expect, inject, test, vi } from 'vitest';
import { loginOf, urlOfDatabase } from '../../../test/cluster.ts';
import { createEmptyDatabase } from '../../../test/database.ts';
import { silentLogger } from '../../../test/silent-logger.ts';
import { systemClock } from '../clock/index.ts';
import { type Database, openDatabase } from './index.ts';
import { servingRole } from './roles.ts';

let empty: Awaited<ReturnType<typeof createEmptyDatabase>>;
let name: string;
const opened: Database[] = [];
const roles: string[] = [];
const superUrl = (): string => inject('cluster').ownerUrl;

beforeEach(async () => {
  empty = await createEmptyDatabase();
  name = new URL(empty.ownerUrl).pathname.slice(1);
});
afterEach(async () => {
  for (const database of opened.splice(0)) await database.close();
  await empty.drop();
  for (const role of roles.splice(0)) await asSuper(`drop role ${role}`);
});

async function asSuper(text: string): Promise<number | null> {
  const client = new pg.Client({ connectionString: superUrl() });
  await client.connect();
  try {
    return (await client.query(text)).rowCount;
  } finally {
    await client.end();
  }
}

async function createLogin(kind: string, attributes: string): Promise<string> {
  const role = `${name}_${kind}`;
  await asSuper(`create role ${role} login password 'secret' ${attributes}`);
  roles.push(role);
  const url = new URL(urlOfDatabase(superUrl(), name));
  url.username = role;
  url.password = 'secret';
  return url.href;
}

async function open(urls: {
  databaseUrl: string;
  databaseOwnerUrl?: string;
  databaseDirectUrl?: string;
}): Promise<Database> {
  const settings = { dataDirectory: '/nowhere', databasePoolMax: 3, ...urls };
  const database = await openDatabase({ settings, logger: silentLogger, clock: systemClock });
  opened.push(database);
  return database;
}

/** Writes as the server does; the job tables must be open to the serving login too. */
async function proveServing(database: Database): Promise<void> {
  await database.transaction({}, async (tx) => {
    await sql`insert into ledger_entries (lane, tenant_id, event, actor_kind, data) values (0, 'ten_a', 'test', 'system', '{}')`.execute(
      tx,
    );
    await sql`select graphile_worker.add_job('note', '{}'::json)`.execute(tx);
  });
  const { rows } = await sql`delete from graphile_worker._private_jobs returning attempts`.execute(database.reader);
  expect(rows).toEqual([{ attempts: 0 }]);
}

const change = sql`update ledger_entries set event = 'other'`;

test('one login that may create roles serves under the serving role, not as the owner', async () => {
  const url = await createLogin('owner', 'createrole');
  await asSuper(`alter database ${name} owner to ${loginOf(url)}`);
  await asSuper(`grant ${servingRole} to ${loginOf(url)} with admin option`);
  const database = await open({ databaseUrl: url });
  expect(database.ledgerProtection).toBe('role');
  await proveServing(database);
  await expect(change.execute(database.reader)).rejects.toMatchObject({
    code: '42501',
    message: expect.stringContaining('permission denied'),
  });
});

test('a login of its own serves with the rights that the owner grants', async () => {
  const serving = await createLogin('server', '');
  const database = await open({ databaseUrl: serving, databaseOwnerUrl: empty.ownerUrl });
  expect(database.ledgerProtection).toBe('role');
  await proveServing(database);
  await expect(change.execute(database.reader)).rejects.toMatchObject({
    message: expect.stringContaining('permission denied'),
  });
});

test('a login that stands in the query of the address is granted the serving role too', async () => {
  const url = new URL(await createLogin('server', ''));
  for (const part of ['username', 'password'] as const) {
    url.searchParams.set(part === 'username' ? 'user' : part, url[part]);
    url[part] = '';
  }
  const database = await open({ databaseUrl: url.href, databaseOwnerUrl: empty.ownerUrl });
  expect(database.ledgerProtection).toBe('role');
  await proveServing(database);
});

test('options in the address are kept, and take neither the role nor the limits away', async () => {
  const url = new URL(empty.ownerUrl);
  url.searchParams.set('options', '-c geqo=off');
  const database = await open({ databaseUrl: url.href });
  expect(database.ledgerProtection).toBe('role');
  const { rows } =
    await sql`select current_setting('geqo') as geqo, current_setting('statement_timeout') as limit`.execute(
      database.reader,
    );
  expect(rows).toEqual([{ geqo: 'off', limit: '15s' }]);
});

test('where the owner may not create roles the server says so, and the trigger still holds', async () => {
  const url = await createLogin('owner', '');
  await asSuper(`alter database ${name} owner to ${loginOf(url)}`);
  const database = await open({ databaseUrl: url });
  expect(database.ledgerProtection).toBe('trigger-only');
  await proveServing(database);
  await expect(change.execute(database.reader)).rejects.toThrow('never changed or deleted');
});

test('beyond a pooler no start-up setting is sent, but past it there is', async () => {
  const serving = await createLogin('server', '');
  const database = await open({ databaseUrl: serving, databaseDirectUrl: serving, databaseOwnerUrl: empty.ownerUrl });
  const { rows } = await sql`show statement_timeout`.execute(database.reader);
  expect(rows).toEqual([{ statement_timeout: '0' }]);
  const direct = database.openDirectPool(1);
  expect((await direct.query('show statement_timeout')).rows).toEqual([{ statement_timeout: '15s' }]);
  await direct.end();
  await proveServing(database);
});

test('a database that cannot be reached stops the start with a sentence, without the password', async () => {
  const refusal = await open({ databaseUrl: 'postgresql://ada:hidden@127.0.0.1:1/none' }).catch(
    (error: unknown) => error,
  );
  expect(refusal).toMatchObject({ name: 'SettingsRefusal', message: expect.stringContaining('127.0.0.1:1') });
  expect(String(refusal)).not.toContain('hidden');
});

test('a lost connection is a refusal to try again, and the next call finds the database', async () => {
  const database = await open({ databaseUrl: empty.ownerUrl });
  const lost = { code: 'server.database_unavailable', retryAfterSeconds: 2 };
  const statement = sql`select pg_sleep(5)`.execute(database.reader);
  const work = database.transaction({ customers: ['cus_a'] }, (tx) => sql`select pg_sleep(5)`.execute(tx));
  const both = Promise.all([expect(statement).rejects.toMatchObject(lost), expect(work).rejects.toMatchObject(lost)]);
  let cut = 0;
  await vi.waitFor(async () => {
    cut +=
      (await asSuper(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}' and state = 'active' and query like '%pg_sleep%'`,
      )) ?? 0;
    expect(cut).toBe(2);
  }, 30_000);
  await both;
  expect((await sql`select 1 as one`.execute(database.reader)).rows).toEqual([{ one: 1 }]);
});

test('a pool that is exhausted refuses after a while instead of waiting for ever', async () => {
  const database = await open({ databaseUrl: empty.ownerUrl });
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const busy = Array.from({ length: 3 }, () => database.transaction({}, () => finished));
  await expect(sql`select 1`.execute(database.reader)).rejects.toMatchObject({ code: 'server.database_unavailable' });
  finish();
  await Promise.all(busy);
});
