/**
 * Opens the rooms for one piece of work of the command line, and closes them again. Nothing listens and no job runs
 * here, and no door is hung: what the work leaves to the background is done by the server that runs beside it, or by the
 * next that starts.
 */
import { composeRooms } from './compose-rooms.ts';
import { finishRestore } from './finish-restore.ts';
import { systemClock } from './foundation/clock/index.ts';
import { type Settings, settingsRefusal } from './foundation/config/index.ts';
import { openDatabase } from './foundation/database/index.ts';
import { hasMasterKey, openMasterKey } from './foundation/encryption/index.ts';
import { createLogger } from './foundation/logging/index.ts';
import { createMetrics } from './foundation/telemetry/index.ts';

type Rooms = ReturnType<typeof composeRooms> & { finishRestore(): ReturnType<typeof finishRestore> };

/** Runs `work` over the rooms; an embedded database that is served already is used where it runs. */
export async function withRooms<T>(settings: Settings, work: (rooms: Rooms) => Promise<T>): Promise<T> {
  const clock = systemClock;
  const logger = createLogger({ level: 'warn' });
  const database = await openDatabase({ settings, logger, clock, beside: true });
  try {
    // The first start shows the recovery key and makes the default tenant; a verb must not do that in passing.
    if (!(await hasMasterKey(database.reader))) {
      throw settingsRefusal(['This installation has never been started. Start it once (`npm start`), then try again.']);
    }
    const { dataDirectory, masterKey: given } = settings;
    const { masterKey } = await openMasterKey({ queries: database.reader, dataDirectory, given });
    const rooms = composeRooms({ settings, clock, logger, metrics: createMetrics(), database, masterKey });
    return await work({ ...rooms, finishRestore: () => finishRestore(settings, rooms) });
  } finally {
    await database.close();
  }
}
