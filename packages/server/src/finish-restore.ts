/** What a backup has brought back is ended once, before anything serves: it must not come back to life. */
import type { Settings } from './foundation/config/index.ts';
import { restoredMark } from './foundation/database/index.ts';
import type { Authentication } from './rooms/authentication/index.ts';
import type { Tenants } from './rooms/tenants/index.ts';

type Rooms = {
  readonly tenants: Pick<Tenants, 'listIds'>;
  readonly authentication: Pick<Authentication, 'endWhatWasRestored'>;
};

/** When the backup was taken, and of how many tenants; null where there is nothing to end. */
export async function finishRestore({ dataDirectory }: Settings, { tenants, authentication }: Rooms) {
  const mark = restoredMark(dataDirectory);
  const takenAt = mark.read();
  if (takenAt === null) return null;
  const tenantIds = await tenants.listIds();
  for (const tenantId of tenantIds) await authentication.endWhatWasRestored(tenantId, takenAt);
  mark.remove();
  return { takenAt: takenAt.toISOString(), tenants: tenantIds.length };
}
