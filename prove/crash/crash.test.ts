import { expect, test } from 'vitest';
import { crashProof } from './crash-proof.ts';

test('nothing acknowledged is lost when server and PostgreSQL are killed under load', async () => {
  const { ok, figures } = await crashProof({ seed: Date.now() % 2 ** 32, kills: 2, progress: () => undefined });
  expect({ ok, figures }).toMatchObject({ ok: true, figures: { lost: 0, duplicates: 0, torn: 0, fault_list: [] } });
  expect(figures['kills_server']).toBe(2);
  expect(figures['kills_postgres']).toBe(2);
  expect(figures['sign_ups_acknowledged']).toBeGreaterThan(0);
});
