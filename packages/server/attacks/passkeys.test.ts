/** Attacks 67 and 69–75 on passkeys, over HTTP: what is answered, and what is so afterwards. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { letMemoryFade } from '../test/memory.ts';
import type { Lies } from '../test/passkey-authenticator.ts';
import {
  addPasskey,
  askToSignIn,
  optionsOf,
  passkeyPage,
  signInWithPasskey,
  signUpWithoutPassword,
  signUpWithPasskey,
} from '../test/passkey-visits.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());

const sessionsOf = (customerId: string) =>
  house.sql('select amr, acr, proofs from sessions where customer_id = $1 and ended_at is null order by created_at', [
    customerId,
  ]);
const isSignedIn = async (visitor: { request(path: string): Promise<{ status: number }> }) =>
  (await visitor.request('/account')).status === 200;

describe('an account without a password', () => {
  test('begins with a passkey, and is signed in to with nothing else', async () => {
    const { visitor, authenticator, customerId } = await signUpWithPasskey(house, 'only@example.com');
    expect(await isSignedIn(visitor)).toBe(true);
    expect(await house.sql('select 1 from password_credentials where customer_id = $1', [customerId])).toEqual([]);
    const fresh = house.visitor();
    const answer = await signInWithPasskey(fresh, authenticator);
    expect(answer.status).toBe(303);
    expect(await isSignedIn(fresh)).toBe(true);
    const sessions = await sessionsOf(customerId);
    expect(sessions.at(-1)).toMatchObject({ acr: 'phr', amr: expect.arrayContaining(['swk', 'user', 'mfa']) });
    const events = await house.sql(
      "select event from ledger_entries where customer_id = $1 and event like 'factor.%'",
      [customerId],
    );
    expect(events).toEqual([{ event: 'factor.enrolled' }]);
  });

  test('is counted by its browser, and by a passkey that is none, without a word about an account', async () => {
    const counted = async () => {
      await house.house.detection.share();
      const [row] = await house.sql<Record<string, number>>(
        `select sum(successes)::int as successes, sum(failures)::int as failures, sum(tokenless)::int as strange,
          sum(unknown)::int as unknown from attempt_counts where action = 'sign-in'`,
      );
      return row;
    };
    const { visitor, authenticator } = await signUpWithPasskey(house, 'counted@example.com');
    await signInWithPasskey(house.visitor(), authenticator);
    const before = await counted();
    visitor.cookies.delete('cardea_session');
    await signInWithPasskey(visitor, authenticator);
    await signInWithPasskey(house.visitor(), authenticator);
    await signInWithPasskey(house.visitor(), authenticator, { userHandle: null });
    const number = (name: string) => before?.[name] ?? 0;
    expect(await counted()).toEqual({
      successes: number('successes') + 2,
      failures: number('failures') + 1,
      strange: number('strange') + 2,
      unknown: number('unknown'),
    });
  });

  test('does not exist until the passkey does, and an address alone opens nothing', async () => {
    const visitor = house.visitor();
    await signUpWithoutPassword(house, visitor, 'half@example.com');
    expect(await isSignedIn(visitor)).toBe(false);
    expect(await house.sql("select 1 from flows where kind = 'registration' and state = 'open'")).toHaveLength(1);
  });

  test('the passkey of a sign-up is made in no other browser, and not before the address is proven', async () => {
    const visitor = house.visitor();
    const sent = await visitor.fill('/sign-up', { email: 'early@example.com', with: 'passkey' });
    const flow = new URLSearchParams(sent.headers['location']?.split('?')[1]).get('flow') ?? '';
    const early = await visitor.post('/sign-up/passkey/options', { flow }, { accept: 'application/json' });
    expect(early.status).toBe(410);
    const own = house.visitor();
    const other = await signUpWithoutPassword(house, own, 'own@example.com');
    const stranger = house.visitor();
    await stranger.get('/sign-in');
    const taken = await stranger.post('/sign-up/passkey/options', { flow: other }, { accept: 'application/json' });
    expect(taken.status).toBe(403);
  });

  test('a password may be chosen after all', async () => {
    const visitor = house.visitor();
    const flow = await signUpWithoutPassword(house, visitor, 'rather@example.com');
    const weak = await visitor.post('/sign-up/passkey/password', { flow, password: 'password' });
    expect(weak.status).toBe(422);
    const answer = await visitor.post('/sign-up/passkey/password', { flow, password: 'seven quiet lanterns' });
    expect(answer.status).toBe(303);
    expect(await isSignedIn(visitor)).toBe(true);
  });
});

describe('a forged answer', () => {
  test.each<[string, Lies]>([
    ['from another origin', { origin: 'https://evil.example' }],
    ['for another relying party', { rpId: 'evil.example' }],
    ['of another type', { type: 'webauthn.create' }],
    ['from inside another site’s page', { crossOrigin: true, topOrigin: 'https://evil.example' }],
    ['without anybody there', { userPresent: false }],
    ['with a challenge of its own', { challenge: Buffer.alloc(32, 7).toString('base64url') }],
    ['whose backup eligibility has changed', { backupEligible: false, backedUp: false }],
    ['that is backed up and cannot be', { backupEligible: false, backedUp: true }],
    ['with another user handle', { userHandle: Buffer.alloc(32, 7) }],
    ['without a user handle', { userHandle: null }],
    ['with a signature of another key', { signature: Buffer.from('3006020101020101', 'hex') }],
  ])('%s is refused with 400, and the honest one is not', async (name, lies) => {
    const email = `${name.replaceAll(/\W/g, '-')}@example.com`;
    const { authenticator, customerId } = await signUpWithPasskey(house, email);
    const visitor = house.visitor();
    const answer = await signInWithPasskey(visitor, authenticator, lies);
    expect(answer.status).toBe(400);
    expect(await isSignedIn(visitor)).toBe(false);
    expect(await sessionsOf(customerId)).toHaveLength(1);
    expect((await signInWithPasskey(visitor, authenticator)).status).toBe(303);
  });

  test('that is no answer at all is refused with 400', async () => {
    for (const credential of ['', '{', '[]', '{"id":"x"}', 'null', '"x"']) {
      const visitor = house.visitor();
      const { flow } = await askToSignIn(visitor);
      expect((await visitor.post('/sign-in/passkey', { flow, credential })).status).toBe(400);
    }
  });
});

describe('a challenge', () => {
  test('counts once, for 20 at the same moment too', async () => {
    const { authenticator, customerId } = await signUpWithPasskey(house, 'once@example.com');
    const visitor = house.visitor();
    const { flow, asked } = await askToSignIn(visitor);
    const credential = JSON.stringify(authenticator.use(asked));
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => visitor.post('/sign-in/passkey', { flow, credential })),
    );
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(await sessionsOf(customerId)).toHaveLength(2);
    const late = await visitor.post('/sign-in/passkey', { flow, credential });
    expect(late.status).toBeGreaterThanOrEqual(400);
  });

  test('of another journey or browser, of a registration, or too old, is refused', async () => {
    const { authenticator, visitor: owner } = await signUpWithPasskey(house, 'bound@example.com');
    const one = house.visitor();
    const other = house.visitor();
    const { asked } = await askToSignIn(one);
    const { flow: otherFlow } = await askToSignIn(other);
    const stolen = JSON.stringify(authenticator.use(asked));
    expect((await other.post('/sign-in/passkey', { flow: otherFlow, credential: stolen })).status).toBe(400);

    const { token } = await passkeyPage(owner);
    const making = await optionsOf<{ challenge: string }>(owner, '/account/factors/passkey/options', { token });
    const { flow, asked: own } = await askToSignIn(one);
    const mixed = JSON.stringify(authenticator.use(own, { challenge: making.challenge }));
    expect((await one.post('/sign-in/passkey', { flow, credential: mixed })).status).toBe(400);

    const { flow: slow, asked: old } = await askToSignIn(one);
    await house.sql("update passkey_challenges set expires_at = now() - interval '1 second'");
    const late = JSON.stringify(authenticator.use(old));
    expect((await one.post('/sign-in/passkey', { flow: slow, credential: late })).status).toBe(400);
  });

  test('lives for five minutes at the most', async () => {
    await askToSignIn(house.visitor());
    const [row] = await house.sql(
      "select max(expires_at) <= now() + interval '5 minutes' as is_short from passkey_challenges",
    );
    expect(row).toEqual({ is_short: true });
  });
});

describe('a key that was used without user verification', () => {
  test('is one factor, and one that was verified and cannot leave its device is the strongest', async () => {
    const { authenticator, customerId } = await signUpWithPasskey(house, 'touch@example.com', { synced: false });
    const visitor = house.visitor();
    expect((await signInWithPasskey(visitor, authenticator, { userVerified: false })).status).toBe(303);
    const [strong, weak] = await sessionsOf(customerId);
    expect(strong).toMatchObject({ acr: 'phrh', amr: expect.arrayContaining(['hwk', 'user', 'mfa']) });
    expect(weak).toMatchObject({ acr: 'urn:cardea:aal1', amr: ['hwk'] });
  });
});

describe('backup flags and counters', () => {
  test('what an authenticator says of them is kept, and a backup that begins is noted', async () => {
    const { authenticator, customerId } = await signUpWithPasskey(house, 'backup@example.com', { synced: true });
    const flags = () =>
      house.sql('select is_backup_eligible, is_backed_up from passkeys where customer_id = $1', [customerId]);
    expect(await flags()).toEqual([{ is_backup_eligible: true, is_backed_up: true }]);
    await signInWithPasskey(house.visitor(), authenticator, { backedUp: false });
    expect(await flags()).toEqual([{ is_backup_eligible: true, is_backed_up: false }]);
  });

  test('a counter that goes back flags the key, tells its owner and opens nothing; the policy may let it pass', async () => {
    const bound = { synced: false, counts: true };
    const { visitor: owner, authenticator, customerId } = await signUpWithPasskey(house, 'clone@example.com', bound);
    expect((await signInWithPasskey(house.visitor(), authenticator, { signCount: 40 })).status).toBe(303);
    const thief = house.visitor();
    expect((await signInWithPasskey(thief, authenticator, { signCount: 7 })).status).toBe(400);
    expect(await isSignedIn(thief)).toBe(false);
    // A copy overtakes the counter by being used often: that does not help it.
    expect((await signInWithPasskey(thief, authenticator, { signCount: 41 })).status).toBe(400);
    expect(await isSignedIn(thief)).toBe(false);
    const flagged = () =>
      house.sql("select data from ledger_entries where customer_id = $1 and event = 'factor.flagged'", [customerId]);
    expect(await flagged()).toHaveLength(1);
    expect((await passkeyPage(owner)).page.body).toContain('Its counter went back');

    await house.sql(`update tenants set settings = jsonb_set(settings, '{signIn}', '{"copiedPasskeys":"allow"}')`);
    await letMemoryFade();
    expect((await signInWithPasskey(thief, authenticator, { signCount: 8 })).status).toBe(303);
    expect(await flagged()).toHaveLength(1);
    await house.sql(`update tenants set settings = settings - 'signIn'`);
    await letMemoryFade();
  });
});

describe('somebody else’s key', () => {
  test('cannot be registered a second time, by its owner or by another customer', async () => {
    const one = await signUpWithPasskey(house, 'first@example.com');
    const other = await signUpWithPasskey(house, 'second@example.com');
    const [key] = one.authenticator.keys;
    expect((await addPasskey(other.visitor, other.authenticator, {}, key)).status).toBe(409);
    expect((await addPasskey(one.visitor, one.authenticator, {}, key)).status).toBe(409);
    const rows = await house.sql('select customer_id from passkeys where key_id = $1', [key?.id]);
    expect(rows).toEqual([{ customer_id: one.customerId }]);
  });

  test('cannot be renamed or removed: it is not there', async () => {
    const one = await signUpWithPasskey(house, 'mine@example.com');
    const other = await signUpWithPasskey(house, 'theirs@example.com');
    const [passkey = ''] = (await passkeyPage(one.visitor)).passkeys;
    const { token } = await passkeyPage(other.visitor);
    const rename = { token, passkey, name: 'Mine now' };
    expect((await other.visitor.post('/account/factors/passkey/rename', rename)).status).toBe(404);
    expect((await other.visitor.post('/account/factors/passkey/remove', { token, passkey })).status).toBe(404);
    expect((await passkeyPage(one.visitor)).passkeys).toEqual([passkey]);
    expect((await passkeyPage(one.visitor)).page.body).not.toContain('Mine now');
  });

  test('does not confirm that it is you, nor stand in for your second factor', async () => {
    const one = await signUpWithPasskey(house, 'asked@example.com');
    const other = await signUpWithPasskey(house, 'helper@example.com');
    const { token } = await passkeyPage(one.visitor);
    await house.sql("update sessions set authenticated_at = now() - interval '1 hour'");
    const page = await one.visitor.get('/account/confirm?to=/account');
    const fields = page.hidden('/account/confirm');
    const asked = await optionsOf<{ challenge: string; rpId: string }>(one.visitor, '/account/confirm/options', {
      ...fields,
      token,
    });
    const [key] = other.authenticator.keys;
    const credential = JSON.stringify(other.authenticator.use({ ...asked, allowCredentials: [] }, {}, key));
    const answer = await one.visitor.post('/account/confirm', { ...fields, credential });
    expect(answer.status).toBe(401);
    const own = await optionsOf<{ challenge: string; rpId: string }>(one.visitor, '/account/confirm/options', fields);
    const right = JSON.stringify(one.authenticator.use(own));
    expect((await one.visitor.post('/account/confirm', { ...fields, credential: right })).status).toBe(303);
  });
});
