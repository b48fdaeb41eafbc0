import { expect, test } from 'vitest';
import { backupProof } from './backup-proof.ts';

test('a backup taken in the middle of work is brought back elsewhere with the recovery key alone', async () => {
  const { ok, figures } = await backupProof({ seed: 5, before: 6, during: 6, progress: () => undefined });
  expect({ ok, figures }).toMatchObject({ ok: true, figures: { fault_list: [], signed_in_again: 6 } });
  // Three servers and six verbs, one after the other, on a machine that may be busy with others.
}, 300_000);
