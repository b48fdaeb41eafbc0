/**
 * A database of its own for a test: a clone of the migrated template, dropped afterwards.
 */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import type { Database } from '../src/foundation/database/index.ts';
import { servingRole } from '../src/foundation/database/roles.ts';
import { openServing } from '../src/foundation/database/serving.ts';
import { type TestCluster, urlOfDatabase } from './cluster.ts';
import { silentLogger } from './silent-logger.ts';

export type TestDatabase = {
  /** As the server sees it: serving role, ledger protected. */
  readonly database: Database;
  readonly urls: {
    /** The owner, who may do everything. */
    readonly owner: string;
  };
  /** Runs SQL as the owner: to age rows, to look behind the scenes. */
  sql<Row extends pg.QueryResultRow = pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
};

/** Clones the template in a few dozen milliseconds; `drop` it when the test file is done. */
export async function createTestDatabase(cluster: TestCluster = inject('cluster')): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await administer(cluster, `create database ${name} template ${cluster.template}`);
  const owner = urlOfDatabase(cluster.ownerUrl, name);
  const target = { url: owner, role: servingRole, pooled: false };
  const database = await openServing(target, target, 10, silentLogger);
  const ownerPool = new pg.Pool({ connectionString: owner, max: 2 });
  ownerPool.on('error', () => undefined);
  return {
    database,
    urls: { owner },
    async sql<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) {
      return (await ownerPool.query<Row>(text, values)).rows;
    },
    async drop() {
      await Promise.all([database.close(), ownerPool.end()]);
      await administer(cluster, `drop database if exists ${name} with (force)`);
    },
  };
}

/** An empty database, not migrated, for tests of the migrations themselves. */
export async function createEmptyDatabase(
  cluster: TestCluster = inject('cluster'),
): Promise<{ ownerUrl: string; drop(): Promise<void> }> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await administer(cluster, `create database ${name}`);
  return {
    ownerUrl: urlOfDatabase(cluster.ownerUrl, name),
    drop: () => administer(cluster, `drop database if exists ${name} with (force)`),
  };
}

async function administer(cluster: TestCluster, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: cluster.ownerUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
