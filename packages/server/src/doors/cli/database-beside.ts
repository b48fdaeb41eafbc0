/** The database for a verb that needs no rooms: beside a running server where there is one, and quiet but for errors. */
import { systemClock } from '../../foundation/clock/index.ts';
import type { Settings } from '../../foundation/config/index.ts';
import { type Database, openDatabase } from '../../foundation/database/index.ts';
import { createLogger } from '../../foundation/logging/index.ts';

export const openBeside = (settings: Settings): Promise<Database> =>
  openDatabase({ settings, logger: createLogger({ level: 'error' }), clock: systemClock, beside: true });
