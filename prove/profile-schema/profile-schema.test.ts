import { expect, test } from 'vitest';
import { profileSchemaProof } from './profile-schema-proof.ts';

test('a changed profile schema touches no customer, loses nothing, and rolls back', async () => {
  const { ok, figures } = await profileSchemaProof({ seed: 7, customers: 2_000, progress: () => undefined });
  expect({ ok, figures }).toMatchObject({ ok: true, figures: { customers: 2_000, fault_list: [] } });
  expect(figures['pages_meanwhile']).toBeGreaterThan(0);
});
