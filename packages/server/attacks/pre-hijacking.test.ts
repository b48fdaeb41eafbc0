/**
 * Accounts taken before their owner comes (security.md, cases 1 to 8): somebody signs up with a stranger's address,
 * prepares what they can, and waits. What an outside identity provider says (cases 1 and 5) is tried in
 * connections-accounts.test.ts and connections-vouching.test.ts.
 */
import * as client from 'openid-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createPasskeyAuthenticator, type PasskeyAuthenticator } from '../test/passkey-authenticator.ts';
import { optionsOf, signUpWithoutPassword } from '../test/passkey-visits.ts';
import { createRelyingParty, follow, type RelyingParty } from '../test/relying-party.ts';
import type { Visitor } from '../test/visitor.ts';
import { ask, codeTo, prove, root, undoPath } from './changing.ts';
import { mailAbout, newPassword, recover, waitingRecovery } from './lives.ts';
import {
  codeOf,
  flowOf,
  goodPassword,
  isSignedIn,
  registerCustomer,
  signIn,
  signUp,
  tokenOf,
  tracesOf,
} from './people.ts';
import { sessionOf } from './signed-in.ts';

let house: TestHouse;
let shop: RelyingParty;
beforeAll(async () => {
  house = await startTestHouse();
  shop = await createRelyingParty(house);
});
afterAll(() => house.stop());
afterEach(() => house.sql('delete from budgets'));

const planted = 'what the attacker chose here';

/** An attacker's sign-up with a stranger's address, waiting for a code that only the stranger can read. */
async function plant(email: string) {
  const attacker = house.visitor();
  const flow = flowOf(await signUp(attacker, email, { password: planted }));
  const mail = await mailAbout(house, email, /your code/);
  return { attacker, flow, mail };
}

/** Tokens that an application got for whoever is signed in here. */
async function enterShop(visitor: Visitor) {
  const journey = await shop.begin();
  const back = await follow(house, visitor, await visitor.request(journey.address));
  return shop.redeem(journey, back.headers['location'] ?? '');
}

const refresh = (tokens: { refresh_token?: string | undefined }) =>
  client.refreshTokenGrant(shop.configuration, tokens.refresh_token ?? '').then(
    () => 'alive',
    (error) => error.error,
  );

describe('a sign-up with a stranger’s address', () => {
  it('makes nothing that its owner’s own sign-up could meet: only what they chose opens the account (cases 1, 7)', async () => {
    const email = 'case1@pre.example';
    const { attacker, flow } = await plant(email);
    expect(await tracesOf(house)).toMatchObject({ customers: 0, identifiers: 0, passwords: 0, sessions: 0 });
    const owner = house.visitor();
    const own = flowOf(await signUp(owner, email));
    const mail = await mailAbout(house, email, /your code/, 2);
    expect((await owner.post('/verify', { flow: own, code: codeOf(mail) })).headers['location']).toBe('/account');
    expect((await signIn(house.visitor(), email, planted)).status).toBe(401);
    expect((await signIn(house.visitor(), email)).status).toBe(303);
    expect(await isSignedIn(attacker)).toBe(false);
    expect((await attacker.post('/verify', { flow, code: codeOf(mail) })).status).toBeGreaterThanOrEqual(400);
    expect(await isSignedIn(attacker)).toBe(false);
  });

  it('is not finished by the owner’s click: the link asks for a password that they never chose (case 7)', async () => {
    const email = 'case7@pre.example';
    const { attacker, mail } = await plant(email);
    const before = await tracesOf(house);
    const owner = house.visitor();
    for (const password of ['', goodPassword]) {
      expect((await owner.post('/verify/link', { token: tokenOf(mail), password })).status).toBe(422);
    }
    expect(await isSignedIn(owner)).toBe(false);
    expect(await isSignedIn(attacker)).toBe(false);
    expect(await tracesOf(house)).toEqual(before);
  });

  it('that still waits when its owner registers and recovers never becomes a session (case 6)', async () => {
    const email = 'case6@pre.example';
    const { attacker, flow, mail } = await plant(email);
    const owner = house.visitor();
    const own = flowOf(await signUp(owner, email));
    await owner.post('/verify', { flow: own, code: codeOf(await mailAbout(house, email, /your code/, 2)) });
    await recover(house, email);
    await attacker.post('/verify/resend', { flow });
    await mailAbout(house, email, /already have/);
    const before = await tracesOf(house);
    for (const code of [codeOf(mail), '000000']) {
      expect((await attacker.post('/verify', { flow, code })).status).toBeGreaterThanOrEqual(400);
    }
    await attacker.post('/verify/link', { token: tokenOf(mail), password: planted });
    expect(await isSignedIn(attacker)).toBe(false);
    const after = await tracesOf(house);
    expect([after.customers, after.identifiers, after.sessions]).toEqual([
      before.customers,
      before.identifiers,
      before.sessions,
    ]);
    expect((await signIn(house.visitor(), email, planted)).status).toBe(401);
  });
});

describe('an attacker who was in the account before', () => {
  it('keeps no session, no token and no remembered browser once its owner has recovered it (case 2)', async () => {
    const email = 'case2@pre.example';
    const attacker = await registerCustomer(house, email);
    const tokens = await enterShop(attacker);
    const cookie = attacker.cookies.get('cardea_session') ?? '';
    await recover(house, email);
    expect(await refresh(tokens)).toBe('invalid_grant');
    const copy = house.visitor();
    copy.cookies.set('cardea_session', cookie);
    for (const browser of [attacker, copy]) expect(await isSignedIn(browser)).toBe(false);
    expect((await signIn(attacker, email)).status).toBe(401);
  });

  it('leaves no identifier behind that the owner’s mailbox did not prove; its owner is told (case 3)', async () => {
    const email = 'case3@pre.example';
    const attacker = await registerCustomer(house, email);
    const [customer] = await house.sql<{ customer_id: string; tenant_id: string }>(
      'select customer_id, tenant_id from customers order by created_at desc limit 1',
    );
    await house.sql(
      `insert into customer_identifiers (tenant_id, identifier_id, customer_id, type, blind_index, index_version, sealed)
       values ($1, 'idn_trojan', $2, 'phone', '\\x03', 1, '\\x03')`,
      [customer?.tenant_id, customer?.customer_id],
    );
    await recover(house, email);
    expect(
      await house.sql(
        'select type, verified_at is not null as proven from customer_identifiers where customer_id = $1',
        [customer?.customer_id],
      ),
    ).toEqual([{ type: 'email', proven: true }]);
    await mailAbout(house, email, /has a new password/);
    expect(await isSignedIn(attacker)).toBe(false);
  });

  it('finishes no change of address that waited while its owner recovered the account (case 4)', async () => {
    const email = 'case4@pre.example';
    const other = 'thief4@pre.example';
    const attacker = await registerCustomer(house, email);
    const place = await ask(attacker, 'email', other);
    const code = await codeTo(house, other);
    const flow = place.split('flow=')[1] ?? '';
    await recover(house, email);
    const { token = '' } = (await attacker.get('/sign-in')).hidden('/sign-in');
    expect((await attacker.post(`${root}/email/verify`, { token, flow, code })).status).toBe(401);
    expect((await signIn(house.visitor(), other, newPassword)).status).toBe(401);
    expect((await signIn(house.visitor(), email, newPassword)).status).toBe(303);
    expect(
      await house.sql("select 1 from flows where flow_id = $1 and (state = 'open' or payload is not null)", [flow]),
    ).toEqual([]);
  });

  it('undoes no restoring: who has their first address back is not thrown out by the thief’s mailbox (case 4)', async () => {
    const email = 'restored@pre.example';
    const thief = 'thief-of-it@pre.example';
    const owner = await registerCustomer(house, email);
    const attacker = house.visitor();
    await signIn(attacker, email);
    await prove(attacker, await ask(attacker, 'email', thief), await codeTo(house, thief));
    await mailAbout(house, email, /was changed/);
    await house.sql('delete from budgets');
    await prove(owner, await ask(owner, 'email', email), await codeAgain(email));
    await recover(house, email);
    expect(
      await house.sql('select 1 from identifier_changes where customer_id = $1 and undone_at is null', [
        (await sessionOf(house, owner)).customerId,
      ]),
    ).toEqual([]);
    for (const path of (await house.mails()).filter(({ to }) => to === thief).map(undoPath)) {
      const token = path.split('token=')[1] ?? '';
      expect((await attacker.post('/undo-email-change', { token })).status).toBeGreaterThanOrEqual(400);
    }
    expect((await signIn(house.visitor(), email, newPassword)).status).toBe(303);
    expect((await signIn(house.visitor(), thief, newPassword)).status).toBe(401);
  });
});

/** The code of a change to an address that has had other mail before. */
async function codeAgain(email: string): Promise<string> {
  for (let tries = 0; tries < 1200; tries += 1) {
    const [newest] = (await house.mails()).filter(({ to }) => to === email);
    const code = newest === undefined || /sign-up|\/verify\/link/.test(newest.text) ? '' : codeOf(newest);
    if (code !== '') return code;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`no code to ${email}`);
}

describe('an address', () => {
  it('is proven by what was sent to it, never by what went elsewhere or proves something else (case 8)', async () => {
    const own = 'case8@pre.example';
    const wanted = 'victim8@pre.example';
    const attacker = await registerCustomer(house, own);
    const place = await ask(attacker, 'email', wanted);
    const flow = place.split('flow=')[1] ?? '';
    await codeTo(house, wanted);
    const recovery = await waitingRecovery(house, own);
    const { token = '' } = (await attacker.get('/account')).hidden('/sign-out');
    expect((await attacker.post(`${root}/email/verify`, { token, flow, code: recovery.code })).status).toBe(400);
    await recovery.visitor.post('/recover/verify', { flow: recovery.flow, code: recovery.code });
    await recovery.visitor.post('/recover/password', { flow: recovery.flow, password: newPassword });
    expect((await signIn(house.visitor(), wanted, newPassword)).status).toBe(401);
    const held = await house.sql<{ verified_by: string }>(
      `select verified_by from customer_identifiers where customer_id =
         (select customer_id from customers order by created_at desc limit 1)`,
    );
    expect(held).toEqual([{ verified_by: 'email-code' }]);
    expect((await signIn(house.visitor(), own, newPassword)).status).toBe(303);
  });
});

describe('a sign-up that has proven one address', () => {
  it('takes no other in its place before its passkey is made (cases 1, 57)', async () => {
    const [own, elses] = ['mallory@pre.example', 'victim@pre.example'];
    const attacker = house.visitor();
    const flow = await signUpWithoutPassword(house, attacker, own);
    const replaced = [
      await attacker.post('/sign-up', { flow, email: elses, name: '', with: 'passkey' }),
      await attacker.post('/sign-up', { flow, email: elses, name: '', password: planted }),
    ];
    expect(replaced.map(({ status }) => status)).toEqual([410, 410]);
    type Make = Parameters<PasskeyAuthenticator['make']>[0];
    const authenticator = createPasskeyAuthenticator({ origin: house.origin });
    const credential = JSON.stringify(
      authenticator.make(await optionsOf<Make>(attacker, '/sign-up/passkey/options', { flow })),
    );
    await attacker.post('/sign-up/passkey', { flow, credential });
    const home = await attacker.get('/account');
    expect([home.body.includes(own), home.body.includes(elses)]).toEqual([true, false]);
  });
});
