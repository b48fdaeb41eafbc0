/** `cardea migrate`: opens the database, which brings it up to date, and closes it again. */
import { systemClock } from '../../foundation/clock/index.ts';
import type { Settings } from '../../foundation/config/index.ts';
import { openDatabase } from '../../foundation/database/index.ts';
import { createLogger } from '../../foundation/logging/index.ts';

/** Migrates and says so. */
export async function migrate(settings: Settings, say: (line: string) => void): Promise<void> {
  const database = await openDatabase({ settings, logger: createLogger({ level: 'warn' }), clock: systemClock });
  await database.close();
  say('The database is up to date.');
}
