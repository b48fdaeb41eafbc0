/** People who come from Firebase: a file in the form of its own export, with hashes that its own tools made. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../../../../test/house.ts';
import { importText } from '../../../../test/import-world.ts';
import { readFirebaseHashes } from './mappings/firebase.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());

// The parameters and the hash of firebase/scrypt's README, as the console of Firebase shows the former.
const shown = `hash_config {
  algorithm: SCRYPT,
  base64_signer_key: jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==,
  base64_salt_separator: Bw==,
  rounds: 8,
  mem_cost: 14,
}`;
const hashes = readFirebaseHashes(shown);
const urlSafe = (text: string) => text.replaceAll('+', '-').replaceAll('/', '_');
const passwordHash = urlSafe(
  'lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==',
);
const salt = urlSafe('42xEC+ixf3L2lw==');
const exported = (...users: readonly object[]) => JSON.stringify({ users }, null, 2);
const anna = {
  localId: 'bX8cJ1n3kYQ0wC7dT5eR2uVfZ9a1',
  email: 'anna@firebase.example',
  emailVerified: true,
  passwordHash,
  salt,
  displayName: 'Anna Bergmann',
  photoUrl: 'https://pictures.example/anna.png',
  lastSignedInAt: '1699123456789',
  createdAt: '1609459200000',
  phoneNumber: '+4930901820',
  customAttributes: '{"admin":true}',
  providerUserInfo: [{ providerId: 'password', rawId: 'anna@firebase.example', email: 'anna@firebase.example' }],
};
const signIn = async (identifier: string, password: string) =>
  (await house.visitor().fill('/sign-in', { identifier, password })).status;

describe('an export of Firebase', () => {
  it('brings people in who sign in with their passwords, and makes the hashes our own', async () => {
    const paul = {
      localId: 'p1',
      email: 'paul@firebase.example',
      emailVerified: false,
      disabled: true,
      providerUserInfo: [],
    };
    const guest = { localId: 'anonymous1', createdAt: '1609459200000', providerUserInfo: [] };
    const file = exported(anna, paul, guest);
    const { outcome, findings } = await importText(house, file, { format: 'firebase', hashes, keepSubjects: true });
    expect(outcome).toMatchObject({ kind: 'finished', counts: { records: 3, imported: 2, rejected: 1 } });
    expect(findings).toMatchObject([{ record: 3, code: 'email.missing' }]);
    expect(await signIn('anna@firebase.example', 'user2password')).toBe(401);
    expect(await signIn('anna@firebase.example', 'user1password')).toBe(303);
    expect(await house.sql("select 1 from ledger_entries where event = 'password.rehashed'")).toHaveLength(1);
    expect(await signIn('anna@firebase.example', 'user1password')).toBe(303);
    const people = await house.sql(
      `select state, created_at = '2021-01-01T00:00:00Z' as is_old,
         (select count(*)::int from password_credentials where customer_id = customers.customer_id) as passwords
       from customers where import_id is not null order by state`,
    );
    expect(people).toEqual([
      { state: 'active', is_old: true, passwords: 1 },
      { state: 'disabled', is_old: false, passwords: 0 },
    ]);
  });

  it('without the parameters gives no hash to check, which is told, and nobody who looks as if they had one', async () => {
    const file = exported(
      { ...anna, localId: 'x1', email: 'other@firebase.example' },
      { localId: 'x2', email: 'google@firebase.example' },
    );
    const { outcome, findings } = await importText(house, file, { format: 'firebase' });
    expect(outcome).toMatchObject({ counts: { imported: 1, rejected: 1 } });
    expect(findings).toMatchObject([{ record: 1, code: 'hash.parameters_missing', field: 'password_hash' }]);
  });

  it('goes on only with the parameters that it began with, and none of them rests in the database', async () => {
    const file = exported(
      ...Array.from({ length: 900 }, (_, index) => ({
        localId: `many${index}`,
        email: `many${index}@firebase.example`,
      })),
    );
    const stopAt = { count: 0 };
    const cutOff = importText(house, file, {
      format: 'firebase',
      hashes,
      onProgress: () => {
        stopAt.count += 1;
        if (stopAt.count === 1) throw new Error('cut off');
      },
    });
    await expect(cutOff).rejects.toThrow('cut off');
    const others = readFirebaseHashes(shown.replace('rounds: 8', 'rounds: 7'));
    const wrong = await importText(house, file, { format: 'firebase', hashes: others, begin: 'resume' });
    expect(wrong.outcome).toEqual({ kind: 'refused', reason: 'import.nothing_to_resume' });
    const right = await importText(house, file, { format: 'firebase', hashes, begin: 'resume' });
    expect(right.outcome).toMatchObject({ kind: 'finished', counts: { records: 900, imported: 900 } });
    const rows = await house.sql('select row_to_json(imports)::text as text from imports');
    expect(JSON.stringify(rows)).not.toContain('jxspr8Ki0RYycVU8');
  });
});

describe('the parameters of a project', () => {
  it('are read as they are shown, as JSON, and not at all when something is missing or of another kind', () => {
    expect(hashes).toMatchObject({ saltSeparator: 'Bw==', rounds: 8, memoryCost: 14 });
    const { signerKey, saltSeparator } = hashes ?? { signerKey: '', saltSeparator: '' };
    const json = { base64_signer_key: signerKey, base64_salt_separator: saltSeparator, rounds: 8, mem_cost: 14 };
    expect(readFirebaseHashes(JSON.stringify(json))).toEqual(hashes);
    for (const broken of [shown.replace('SCRYPT', 'HMAC_SHA256'), shown.replace('mem_cost', 'x'), '', 'rounds: 8']) {
      expect(readFirebaseHashes(broken)).toBeNull();
    }
  });
});
