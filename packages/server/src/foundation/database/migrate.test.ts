import { appendFileSync, copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeCatalogue } from '../../../test/catalogue.ts';
import { loginOf } from '../../../test/cluster.ts';
import { createEmptyDatabase } from '../../../test/database.ts';
import { makeFastFolder } from '../../../test/fast-folder.ts';
import { silentLogger } from '../../../test/silent-logger.ts';
import { type MigrationResult, migrate } from './migrate.ts';

const shipped = fileURLToPath(new URL('../../../migrations/', import.meta.url));
const names = readdirSync(shipped).sort();

let empty: Awaited<ReturnType<typeof createEmptyDatabase>>;
let folder: string;
beforeEach(async () => {
  empty = await createEmptyDatabase();
  folder = makeFastFolder();
});
afterEach(async () => {
  await empty.drop();
  rmSync(folder, { recursive: true });
});

function run(ownerUrl = empty.ownerUrl, directory = shipped): Promise<MigrationResult> {
  return migrate({ ownerUrl, servingLogin: loginOf(ownerUrl), logger: silentLogger, directory });
}

function copies(count: number): string {
  const directory = join(folder, String(count));
  mkdirSync(directory);
  for (const name of names.slice(0, count)) copyFileSync(join(shipped, name), join(directory, name));
  return directory;
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

test('a database migrated release by release, with rows in it, equals a fresh one', async () => {
  await run();
  const grown = await createEmptyDatabase();
  try {
    for (let count = 2; count <= names.length; count++) {
      await run(grown.ownerUrl, copies(count));
      if (count === 2)
        await query(
          grown.ownerUrl,
          `insert into key_envelopes (tenant_id, purpose, version, wrapped) values ('ten_a', 'data', 1, '')`,
        );
    }
    expect(await describeCatalogue(grown.ownerUrl)).toEqual(await describeCatalogue(empty.ownerUrl));
    expect(await query(grown.ownerUrl, 'select tenant_id from key_envelopes')).toEqual([{ tenant_id: 'ten_a' }]);
  } finally {
    await grown.drop();
  }
});

test('nodes that start at the same moment apply each migration once', async () => {
  const results = await Promise.all(Array.from({ length: 4 }, () => run()));
  expect(results.flatMap(({ applied }) => applied).sort()).toEqual(names);
});

test('a migration that was changed after it was applied is refused by name', async () => {
  await run();
  const changed = copies(names.length);
  appendFileSync(join(changed, names[3] ?? ''), '\n-- changed');
  await expect(run(empty.ownerUrl, changed)).rejects.toMatchObject({
    name: 'SettingsRefusal',
    message: expect.stringContaining(`The migration ${names[3]} was changed`),
  });
});

test('a migration of a newer node is tolerated, so old and new run side by side', async () => {
  await run();
  await query(empty.ownerUrl, `insert into schema_migrations (name, checksum) values ('9999_of_tomorrow.sql', 'x')`);
  expect((await run()).applied).toEqual([]);
});

test('a migration that fails leaves nothing of itself, and the next start tries it again', async () => {
  await run();
  const broken = copies(names.length);
  const file = join(broken, '9000_two_statements.sql');
  writeFileSync(file, 'create table half (a int); select 1 / 0;');
  await expect(run(empty.ownerUrl, broken)).rejects.toThrow('9000_two_statements.sql failed');
  expect(await query(empty.ownerUrl, `select to_regclass('half') as half`)).toEqual([{ half: null }]);
  writeFileSync(file, 'create table half (a int)');
  expect((await run(empty.ownerUrl, broken)).applied).toEqual(['9000_two_statements.sql']);
});

test('the ledger has partitions for this month and the next two', async () => {
  await run();
  const wanted = await query(
    empty.ownerUrl,
    `select 'ledger_entries_' || to_char((now() at time zone 'UTC') + make_interval(months => m), 'YYYY_MM') as name from generate_series(0, 2) m`,
  );
  const found = await query(
    empty.ownerUrl,
    `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'ledger_entries'::regclass`,
  );
  expect(found).toEqual(expect.arrayContaining(wanted));
});
