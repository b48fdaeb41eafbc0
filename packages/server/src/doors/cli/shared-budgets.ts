/** Whether what counts attempts for all nodes answers, where one is configured, and whether it forgets what it counted. */
import type { Settings } from '../../foundation/config/index.ts';
import { examineKeeping, examineValkey, type ValkeyKeeping } from '../../foundation/valkey/index.ts';
import type { Finding } from './finding.ts';

const name = 'valkey';
const unknown: ValkeyKeeping = { policy: null, persists: null, mayAsk: false };

export async function examineSharedBudgets({ valkeyUrl }: Pick<Settings, 'valkeyUrl'>): Promise<Finding[]> {
  if (valkeyUrl === undefined) return [];
  const wrong = await examineValkey(valkeyUrl);
  if (wrong === null) return [describeKeeping(await examineKeeping(valkeyUrl).catch(() => unknown))];
  const remedy =
    'Start it, or correct VALKEY_URL. Until then attempts are counted in PostgreSQL, with a quarter of each budget.';
  return [{ name, ok: false, detail: wrong, remedy }];
}

function describeKeeping({ policy, persists, mayAsk }: ValkeyKeeping): Finding {
  const evicts = policy !== null && policy !== 'noeviction';
  const forgets = persists === false;
  const details = [
    'it answers, and may be written to',
    ...(evicts ? [`it throws counts away when its memory is full (${policy})`] : []),
    ...(forgets ? ['it keeps nothing on a disk'] : []),
    ...(mayAsk ? [] : [`CONFIG is forbidden to this login, so that ${unseen({ policy, persists })}`]),
  ];
  const remedies = [
    ...(evicts
      ? ['Set maxmemory-policy noeviction: a count that is thrown away is an attempt that is forgotten.']
      : []),
    ...(forgets ? ['Set appendonly yes: otherwise a restart forgets all counts, and every budget is full again.'] : []),
    ...(!mayAsk && !(evicts || persists === true)
      ? ['See for yourself that it has maxmemory-policy noeviction and appendonly yes, or allow CONFIG GET.']
      : []),
  ];
  const remedy = remedies.length === 0 ? null : remedies.join(' ');
  return { name, ok: !evicts && !forgets, detail: details.join('; '), remedy };
}

function unseen({ policy, persists }: Pick<ValkeyKeeping, 'policy' | 'persists'>): string {
  const what = [
    ...(policy === null ? ['what it throws away'] : []),
    ...(persists === null ? ['what a restart forgets'] : []),
  ];
  return what.length === 0 ? 'INFO was asked instead' : `it cannot be seen ${what.join(' and ')}`;
}
