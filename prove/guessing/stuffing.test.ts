import { expect, test } from 'vitest';
import { stuffingProof } from './stuffing-proof.ts';

test('a list of stolen pairs is noticed, opens nothing, and customers sign in as always', async () => {
  const { ok, figures } = await stuffingProof({
    ...{ seed: 7, attempts: 700, addresses: 500, customers: 40, signInsASecond: 4 },
    ...{ quietPace: 15, loudPace: 150, p95: null, progress: () => undefined },
  });
  expect({ ok, figures }).toMatchObject({ ok: true, figures: { fault_list: [] } });
});
