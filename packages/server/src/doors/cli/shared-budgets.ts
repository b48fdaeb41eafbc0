/** Whether what counts attempts for all nodes answers, where one is configured. */
import type { Settings } from '../../foundation/config/index.ts';
import { examineValkey } from '../../foundation/valkey/index.ts';
import type { Finding } from './finding.ts';

export async function examineSharedBudgets({ valkeyUrl }: Settings): Promise<Finding[]> {
  if (valkeyUrl === undefined) return [];
  const name = 'valkey';
  const wrong = await examineValkey(valkeyUrl);
  if (wrong === null) return [{ name, ok: true, detail: 'it answers, and may be written to', remedy: null }];
  const remedy =
    'Start it, or correct VALKEY_URL. Until then attempts are counted in PostgreSQL, with a quarter of each budget.';
  return [{ name, ok: false, detail: wrong, remedy }];
}
