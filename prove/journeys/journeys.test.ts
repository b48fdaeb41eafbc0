import { expect, test } from 'vitest';
import { journeysProof } from './journeys-proof.ts';

test('no order of steps gives anybody a session, an address or a password that their proofs do not justify', async () => {
  const { ok, figures } = await journeysProof({ seed: 11, walks: 60, progress: () => undefined });
  expect({ ok, faults: figures['fault_list'] }).toEqual({ ok: true, faults: [] });
  expect(figures).toMatchObject({ orders: 60 });
  expect(figures['recovered']).toBeGreaterThan(0);
}, 240_000);
