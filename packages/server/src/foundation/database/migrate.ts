/**
 * Migrations: plain SQL files, forward only, each in its own transaction. The whole run holds one lock, so any number
 * of nodes may start at once; a migration that the database knows and we do not belongs to a newer node beside us.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runMigrations, Logger as WorkerLogger } from 'graphile-worker';
import pg from 'pg';
import { settingsRefusal } from '../config/index.ts';
import { hashSecret } from '../ids/index.ts';
import type { Logger } from '../logging/index.ts';
import { grantServingRole } from './roles.ts';

const shippedMigrations = fileURLToPath(new URL('../../../migrations/', import.meta.url));
const lockKey = 4_207_701_001; // any number, the same in every version of Cardea
const oldestMajor = 15;

export type MigrationOptions = {
  readonly ownerUrl: string;
  /** The login that the server will serve with. */
  readonly servingLogin: string;
  readonly logger: Logger;
  /** For tests: another folder of migrations. */
  readonly directory?: string;
};

export type MigrationResult = { readonly applied: readonly string[]; readonly servingRole: boolean };

/** Brings the database to this version's schema and gives the serving role its rights. */
export async function migrate(options: MigrationOptions): Promise<MigrationResult> {
  const client = new pg.Client({
    connectionString: options.ownerUrl,
    application_name: 'cardea-migrate',
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => undefined);
  await client.connect().catch((error: unknown) => {
    const { host } = new URL(options.ownerUrl);
    throw Object.assign(
      settingsRefusal([`The database at ${host} cannot be used: ${reasonOf(error)}. Check DATABASE_URL.`]),
      {
        cause: error,
      },
    );
  });
  try {
    await refuseOldServer(client);
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    const applied = await applyMissing(client, options.directory ?? shippedMigrations);
    await migrateJobTables(options.ownerUrl);
    const servingRole = await grantServingRole(client, options.servingLogin);
    await createPartitions(client);
    if (applied.length > 0)
      options.logger.info('The database schema was brought up to date', { count: applied.length });
    return { applied, servingRole };
  } finally {
    await client.end();
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ');
  return error instanceof Error ? error.message : String(error);
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const answer = await client.query<{ version: string }>(`select current_setting('server_version_num') as version`);
  const major = Math.floor(Number(answer.rows[0]?.version) / 10_000);
  if (major < oldestMajor) {
    throw settingsRefusal([
      `The database is PostgreSQL ${major}; Cardea needs ${oldestMajor} or newer. Upgrade it, or point DATABASE_URL to another server.`,
    ]);
  }
}

async function applyMissing(client: pg.Client, directory: string): Promise<string[]> {
  await client.query(
    `create table if not exists schema_migrations
     (name text primary key, checksum text not null, applied_at timestamptz not null default now())`,
  );
  const known = await client.query<{ name: string; checksum: string }>('select name, checksum from schema_migrations');
  const checksums = new Map(known.rows.map((row) => [row.name, row.checksum]));
  const applied: string[] = [];
  for (const name of (await readdir(directory)).filter((file) => /^\d{4}_[a-z0-9_]+\.sql$/.test(file)).sort()) {
    const text = await readFile(join(directory, name), 'utf8');
    const checksum = hashSecret(text).toString('hex');
    const recorded = checksums.get(name);
    if (recorded === checksum) continue;
    if (recorded !== undefined) {
      throw settingsRefusal([
        `The migration ${name} was changed after it had been applied to this database. Restore the file as it was; a change belongs in a new migration.`,
      ]);
    }
    await applyOne(client, name, text, checksum);
    applied.push(name);
  }
  return applied;
}

async function applyOne(client: pg.Client, name: string, text: string, checksum: string): Promise<void> {
  await client.query('begin');
  try {
    await client.query(text);
    await client.query('insert into schema_migrations (name, checksum) values ($1, $2)', [name, checksum]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw Object.assign(settingsRefusal([`The migration ${name} failed; nothing of it was kept: ${String(error)}`]), {
      cause: error,
    });
  }
}

async function migrateJobTables(ownerUrl: string): Promise<void> {
  await runMigrations({ connectionString: ownerUrl, maxPoolSize: 1, logger: new WorkerLogger(() => () => undefined) });
}

// This month and the next two; while the server runs, a job continues.
async function createPartitions(client: pg.Client): Promise<void> {
  await client.query(
    `select ledger_create_partition(((now() at time zone 'UTC') + make_interval(months => month))::date)
     from generate_series(0, 2) month`,
  );
}
