import { expect, test } from 'vitest';
import { journeysProof } from './journeys-proof.ts';

test('no order of steps gives anybody a session, an address, a password or a factor that their proofs do not justify', async () => {
  const { ok, figures } = await journeysProof({ seed: 12, walks: 28, progress: () => undefined });
  expect({ ok, faults: figures['fault_list'] }).toEqual({ ok: true, faults: [] });
  expect(figures).toMatchObject({ orders: 28 });
  const names = ['recovered', 'enrolled', 'enrolled_in_a_journey', 'signed_up_by_passkey', 'signed_in_by_passkey'];
  for (const name of [...names, 'signed_in_by_mail', 'proven_twice', 'signed_up_by_connection', 'linked'])
    expect(figures[name], name).toBeGreaterThan(0);
}, 240_000);
