import { expect, test } from 'vitest';
import { bruteProof } from './brute-proof.ts';

test('guessing at one account from everywhere gets nowhere and locks nobody out', async () => {
  const { ok, figures } = await bruteProof({ seed: 7, guesses: 150, byTool: false, progress: () => undefined });
  expect({ ok, figures }).toMatchObject({ ok: true, figures: { fault_list: [] } });
});
