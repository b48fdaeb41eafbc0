import { expect, test } from 'vitest';
import { growthProof } from './growth-proof.ts';

test('a crowd is imported, and everybody in it is found by address and by the beginning of a name', async () => {
  const options = { seed: 7, customers: 2_000, times: 5, managers: 1, bounds: null, progress: () => undefined };
  const { ok, figures } = await growthProof(options);
  expect({ ok, figures }).toMatchObject({ ok: true, figures: { customers: 2_000, fault_list: [] } });
});
