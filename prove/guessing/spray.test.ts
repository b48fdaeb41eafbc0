import { expect, test } from 'vitest';
import { sprayProof } from './spray-proof.ts';

test('one password tried at many accounts is noticed by the fiftieth, and opens none by itself', async () => {
  const { ok, figures } = await sprayProof({ seed: 7, accounts: 120, oneIn: 10, progress: () => undefined });
  expect({ ok, figures }).toMatchObject({ ok: true, figures: { fault_list: [] } });
});
