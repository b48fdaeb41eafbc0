import { expect, test } from 'vitest';
import { journeysProof } from './journeys-proof.ts';

test('no order of steps gives anybody a session, an address, a password or a factor that their proofs do not justify', async () => {
  const { ok, figures } = await journeysProof({ seed: 12, walks: 32, progress: () => undefined });
  expect({ ok, faults: figures['fault_list'] }).toEqual({ ok: true, faults: [] });
  expect(figures).toMatchObject({ orders: 32 });
  const names = ['recovered', 'enrolled', 'signed_up_by_passkey', 'signed_in_by_passkey', 'signed_in_by_mail'];
  for (const name of [...names, 'proven_twice', 'signed_up_by_connection', 'linked'])
    expect(figures[name], name).toBeGreaterThan(0);
}, 240_000);
