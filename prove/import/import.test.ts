import { expect, test } from 'vitest';
import { importProof } from './import-proof.ts';

test('an import that is killed twice loses nobody and brings nobody twice', { timeout: 300_000 }, async () => {
  const { ok, figures } = await importProof({ seed: 11, customers: 3_000, signIns: 3, progress: () => undefined });
  expect({ ok, figures }).toMatchObject({ ok: true, figures: { customers: 3_000, fault_list: [], signed_in: 3 } });
});
