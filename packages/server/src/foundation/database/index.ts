/**
 * The door of the database: the same promises over the embedded PostgreSQL and over anybody's own.
 */
import pg from 'pg';
import type { Clock } from '../clock/index.ts';
import type { Settings } from '../config/index.ts';
import type { Logger } from '../logging/index.ts';
import { findEmbeddedPostgres, startEmbeddedPostgres } from './embedded/index.ts';
import { migrate } from './migrate.ts';
import { servingRole } from './roles.ts';
import { type Database, openServing } from './serving.ts';

export {
  archiveEmbedded,
  type BackupProgress,
  lastBackup,
  noteBackup,
  restoredMark,
  unpackCluster,
} from './backups.ts';
export type { Queries } from './connect.ts';
export { deleteBatch } from './delete-batch.ts';
export { holdAlone } from './hold-alone.ts';
export {
  type FilledPart,
  fillPart,
  type PreparedPart,
  type PreparedStatement,
  preparePart,
  prepareStatement,
  runParts,
  runPartsIf,
} from './prepared.ts';
export { serverVersion } from './server-version.ts';
export type { Database } from './serving.ts';
export { runPart, type StatementPart } from './statement-part.ts';
export type { Tables } from './tables.ts';
export type { Transaction, TransactionOptions } from './transaction.ts';

export type DatabaseSettings = Pick<
  Settings,
  'dataDirectory' | 'databaseUrl' | 'databaseDirectUrl' | 'databaseOwnerUrl' | 'databasePoolMax'
>;

export type DatabaseDependencies = {
  readonly settings: DatabaseSettings;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Called when another Cardea has taken the data directory over: this process must end. */
  readonly onLost?: (error: unknown) => void;
  /** Work beside the Cardea that serves the embedded database, when one does, instead of being refused. */
  readonly beside?: boolean;
};

/** Starts or reaches PostgreSQL, migrates it, and opens the serving connections. Refuses with a sentence. */
export async function openDatabase(dependencies: DatabaseDependencies): Promise<Database> {
  const { settings, logger, clock } = dependencies;
  if (settings.databaseUrl !== undefined)
    return await serve({ ...settings, databaseUrl: settings.databaseUrl }, logger);
  const running = dependencies.beside === true ? await findEmbeddedPostgres(settings.dataDirectory, clock) : undefined;
  if (running !== undefined) {
    return await serve({ databaseUrl: running, databasePoolMax: settings.databasePoolMax }, logger);
  }
  const embedded = await startEmbeddedPostgres({
    dataDirectory: settings.dataDirectory,
    logger,
    clock,
    ...(dependencies.onLost === undefined ? {} : { onLost: dependencies.onLost }),
  });
  try {
    const database = await serve({ databaseUrl: embedded.ownerUrl, databasePoolMax: settings.databasePoolMax }, logger);
    return {
      ...database,
      async close() {
        await database.close();
        await embedded.stop();
      },
    };
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}

type Addresses = {
  readonly databaseUrl: string;
  readonly databaseDirectUrl?: string;
  readonly databaseOwnerUrl?: string;
  readonly databasePoolMax: number;
};

async function serve(addresses: Addresses, logger: Logger): Promise<Database> {
  const { databaseUrl, databaseDirectUrl, databaseOwnerUrl } = addresses;
  const ownerUrl = databaseOwnerUrl ?? databaseDirectUrl ?? databaseUrl;
  const { servingRole: granted } = await migrate({ ownerUrl, servingLogin: loginOf(databaseUrl), logger });
  const pooled = databaseDirectUrl !== undefined;
  const sameLogin = loginOf(ownerUrl) === loginOf(databaseUrl);
  const role = granted && sameLogin ? servingRole : undefined;
  return await openServing(
    { url: databaseUrl, role: pooled ? undefined : role, pooled },
    { url: databaseDirectUrl ?? databaseUrl, role, pooled: false },
    addresses.databasePoolMax,
    logger,
  );
}

// Asked of the driver, which also knows what an address leaves out.
function loginOf(url: string): string {
  return new pg.Client({ connectionString: url }).user ?? '';
}
