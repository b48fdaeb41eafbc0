/**
 * Addresses that a provider vouches for, and that are believed (security.md, cases 1 to 4, 6, 7, 157, 158): they prove a
 * mailbox, and still open no account that somebody holds. What was planted goes when the owner comes.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { importText, lines } from '../test/import-world.ts';
import { letMemoryFade } from '../test/memory.ts';
import { atUpstream } from '../test/upstream/index.ts';
import { type Kinds, startKinds } from './connection-kinds.ts';
import { customerOf, newcomer, proofsOf, unprove, vouching } from './connection-people.ts';
import { bring, expectNothing, identitiesOf, signUpBy, visit } from './connection-visits.ts';
import { linkOf, mailAbout, newPassword, recover } from './lives.ts';
import { codeOf, flowOf, goodPassword, isSignedIn, registerCustomer, signIn, signUp } from './people.ts';
import { answerSecond, codeOfApp, mailHolding, protectedCustomer } from './second-factors.ts';
import { gaveSession } from './way-steps.ts';

let house: TestHouse;
let kinds: Kinds;
beforeAll(async () => {
  house = await startTestHouse();
  kinds = await startKinds(house);
});
afterAll(async () => {
  await kinds.stop();
  await house.stop();
});
afterEach(() => house.sql('delete from budgets'));

describe.each(vouching)('an address that %s vouches for', (name) => {
  it('is proven by it in a new account', async () => {
    const kind = kinds.of(name);
    const { login, email } = newcomer(kind);
    const visitor = house.visitor();
    const flow = flowOf(await visit(visitor, kind, login));
    const answer = await visitor.fill(`/sign-up/with?flow=${flow}`, { email, name: 'Pat Person' });
    expect(gaveSession(answer)).toBe(true);
    expect(await proofsOf(house, await customerOf(house, visitor))).toEqual([{ verified_by: 'connection' }]);
  });

  it('is proven by a code after all where the provider is believed no more by then', async () => {
    const kind = kinds.of(name);
    const { login, email } = newcomer(kind);
    const visitor = house.visitor();
    const flow = flowOf(await visit(visitor, kind, login));
    const believe = async (change: string) => {
      await house.sql(`update connections set settings = ${change} where connection_id = $1`, [kind.connectionId]);
      await letMemoryFade();
    };
    await believe('settings || \'{"email_is_authoritative":false}\'');
    const answer = await visitor.fill(`/sign-up/with?flow=${flow}`, { email, name: 'Pat Person' });
    await believe('settings || \'{"email_is_authoritative":true}\'');
    expect(answer.headers['location']).toBe(`/verify?flow=${flow}`);
    expect(gaveSession(answer)).toBe(false);
    expect(gaveSession(await visitor.post('/verify', { flow, code: codeOf(await house.mailTo(email)) }))).toBe(true);
    expect(await proofsOf(house, await customerOf(house, visitor))).toEqual([{ verified_by: 'email-code' }]);
  });

  it('opens its owner’s account once they have proven that it is theirs, and is then linked and told of (case 157)', async () => {
    const kind = kinds.of(name);
    const { login, email } = newcomer(kind);
    const customerId = await customerOf(house, await registerCustomer(house, email));
    const visitor = house.visitor();
    const asked = await visit(visitor, kind, login);
    expect(gaveSession(asked)).toBe(false);
    const flow = flowOf(asked);
    expect(gaveSession(await visitor.post('/sign-in', { flow, identifier: email, password: 'wrong words here' }))).toBe(
      false,
    );
    expect(await identitiesOf(house, customerId)).toEqual([]);
    expect(gaveSession(await visitor.post('/sign-in', { flow, identifier: email, password: goodPassword }))).toBe(true);
    expect(await identitiesOf(house, customerId)).toMatchObject([{ connection_id: kind.connectionId }]);
    const entries = await house.sql(
      "select 1 from ledger_entries where event = 'identity.linked' and customer_id = $1",
      [customerId],
    );
    expect(entries).toHaveLength(1);
  });

  it('opens no account that has a second factor by the password alone', async () => {
    const kind = kinds.of(name);
    const { login, email } = newcomer(kind);
    const { owner, secret } = await protectedCustomer(house, email);
    const customerId = await customerOf(house, owner);
    const visitor = house.visitor();
    const flow = flowOf(await visit(visitor, kind, login));
    const half = await visitor.post('/sign-in', { flow, identifier: email, password: goodPassword });
    expect(gaveSession(half)).toBe(false);
    expect(await identitiesOf(house, customerId)).toEqual([]);
    expect(gaveSession(await answerSecond({ visitor, flow }, codeOfApp(secret)))).toBe(true);
    expect(await identitiesOf(house, customerId)).toHaveLength(1);
  });

  it('is not proven to somebody else: another customer’s password links nothing (case 158)', async () => {
    const kind = kinds.of(name);
    const { login, email } = newcomer(kind);
    const owner = await customerOf(house, await registerCustomer(house, email));
    const attackerEmail = `attacker-of-${login}@upstream.example`;
    const attacker = await customerOf(house, await registerCustomer(house, attackerEmail));
    const visitor = house.visitor();
    const flow = flowOf(await visit(visitor, kind, login));
    await visitor.post('/sign-in', { flow, identifier: attackerEmail, password: goodPassword });
    expect(await identitiesOf(house, attacker)).toEqual([]);
    expect(await identitiesOf(house, owner)).toEqual([]);
  });

  it('takes an account over from whoever planted it: their password, sessions and pending steps are gone (cases 1, 2, 3)', async () => {
    const kind = kinds.of(name);
    const { login, email } = newcomer(kind);
    const planter = await registerCustomer(house, email, { password: 'what the attacker chose here' });
    const customerId = await customerOf(house, planter);
    await unprove(house, customerId);
    const owner = house.visitor();
    let answer = await visit(owner, kind, login);
    if (!gaveSession(answer) && flowOf(answer) !== '') answer = await owner.get(answer.headers['location'] ?? '');
    expect(await isSignedIn(planter)).toBe(false);
    expect((await signIn(house.visitor(), email, 'what the attacker chose here')).status).toBe(401);
    expect(await proofsOf(house, customerId)).toEqual([{ verified_by: 'connection' }]);
    expect(gaveSession(await visit(house.visitor(), kind, login))).toBe(true);
  });

  it('ends a stranger’s waiting sign-up with it (cases 1, 6, 7)', async () => {
    const kind = kinds.of(name);
    const { login, email } = newcomer(kind);
    const attacker = house.visitor();
    const flow = flowOf(await signUp(attacker, email, { password: 'what the attacker chose here' }));
    const mail = await mailAbout(house, email, /your code/);
    await signUpBy(house, kind, login);
    expect((await signIn(house.visitor(), email, 'what the attacker chose here')).status).toBe(401);
    await attacker.post('/verify', { flow, code: codeOf(mail) });
    expect(await isSignedIn(attacker)).toBe(false);
    expect((await signIn(house.visitor(), email, 'what the attacker chose here')).status).toBe(401);
  });
});

/** Somebody else is in the account and links an account elsewhere of theirs to it. */
async function plant(email: string): Promise<{ customerId: string; login: string }> {
  const kind = kinds.of('openid');
  const { login } = newcomer(kind);
  const customerId = await customerOf(house, await registerCustomer(house, email));
  const attacker = house.visitor();
  await signIn(attacker, email);
  const sent = await attacker.request(`/account/connections/link/${kind.connectionId}`);
  const page = await bring(attacker, kind, await atUpstream(kind.upstream, sent.headers['location'] ?? '', login));
  const confirm = '/account/connections/confirm';
  await attacker.post(confirm, (await attacker.get(page.headers['location'] ?? '')).hidden(confirm));
  expect(await identitiesOf(house, customerId)).toHaveLength(1);
  return { customerId, login };
}

describe('what an attacker linked', () => {
  it('is gone when the owner proves the address for the first time (cases 3, 7)', async () => {
    const email = 'planted@upstream.example';
    const { customerId, login } = await plant(email);
    await unprove(house, customerId);
    await recover(house, email);
    expect(await identitiesOf(house, customerId)).toEqual([]);
    await expectNothing(house, () => visit(house.visitor(), kinds.of('openid'), login));
    expect((await signIn(house.visitor(), email, newPassword)).status).toBe(303);
  });

  it('is gone when whoever reads the mail recovers an account whose address only the provider had proven', async () => {
    const kind = kinds.of('openid');
    const { login, email } = newcomer(kind);
    const former = await signUpBy(house, kind, login);
    const customerId = await customerOf(house, former);
    await recover(house, email);
    expect(await isSignedIn(former)).toBe(false);
    expect(await identitiesOf(house, customerId)).toEqual([]);
    expect(await proofsOf(house, customerId)).toEqual([{ verified_by: 'email-code' }]);
    await expectNothing(house, () => visit(house.visitor(), kind, login));
    expect((await signIn(house.visitor(), email, newPassword)).status).toBe(303);
  });

  it('in a file that was imported opens the account as a password of the file would, until the owner proves the address', async () => {
    const kind = kinds.of('openid');
    const { login } = newcomer(kind);
    const email = 'planted-by-file@upstream.example';
    const subject = kind.upstream.accounts.get(login)?.subject ?? '';
    const identities = [{ connection: kind.connectionId, subject }];
    expect((await importText(house, lines({ email, identities }))).outcome).toMatchObject({ counts: { imported: 1 } });
    const planter = house.visitor();
    expect(gaveSession(await visit(planter, kind, login))).toBe(true);
    const customerId = await customerOf(house, planter);
    // His own account elsewhere vouches for another address: this one is as unproven as before.
    expect(await proofsOf(house, customerId)).toEqual([{ verified_by: null }]);
    await recover(house, email);
    expect(await isSignedIn(planter)).toBe(false);
    expect(await identitiesOf(house, customerId)).toEqual([]);
    expect((await signIn(house.visitor(), email, newPassword)).status).toBe(303);
    // Nor by the same file once more.
    expect((await importText(house, lines({ email, identities }, {}))).outcome).toMatchObject({
      counts: { imported: 0 },
    });
    expect(await identitiesOf(house, customerId)).toEqual([]);
  });

  it('in a file that calls the address verified goes when whoever reads the mail recovers the account (cases 3, 7)', async () => {
    const kind = kinds.of('openid');
    const { login } = newcomer(kind);
    const email = 'planted-as-verified@upstream.example';
    const subject = kind.upstream.accounts.get(login)?.subject ?? '';
    const identities = [{ connection: kind.connectionId, subject }];
    await importText(house, lines({ email, email_verified: true, identities }));
    const planter = house.visitor();
    expect(gaveSession(await visit(planter, kind, login))).toBe(true);
    const customerId = await customerOf(house, planter);
    expect(await proofsOf(house, customerId)).toEqual([{ verified_by: 'import' }]);
    await recover(house, email);
    expect(await isSignedIn(planter)).toBe(false);
    expect(await identitiesOf(house, customerId)).toEqual([]);
    expect(await proofsOf(house, customerId)).toEqual([{ verified_by: 'email-code' }]);
    await expectNothing(house, () => visit(house.visitor(), kind, login));
    expect((await signIn(house.visitor(), email, newPassword)).status).toBe(303);
  });

  it.each(['administrator', 'set-up'])('goes as well where the word of the %s was all there was', async (by) => {
    const email = `word-of-${by}@upstream.example`;
    const { customerId, login } = await plant(email);
    await house.sql('update customer_identifiers set verified_by = $2 where customer_id = $1', [customerId, by]);
    await recover(house, email);
    expect(await identitiesOf(house, customerId)).toEqual([]);
    expect(await proofsOf(house, customerId)).toEqual([{ verified_by: 'email-code' }]);
    await expectNothing(house, () => visit(house.visitor(), kinds.of('openid'), login));
  });

  it('is gone when the owner secures the account by the mail that told of it (cases 2, 3)', async () => {
    const email = 'robbed@upstream.example';
    const { customerId, login } = await plant(email);
    const link = linkOf(await mailHolding(house, email, '/secure-account?token='), '/secure-account');
    await house.visitor().fill(link, {});
    expect(await identitiesOf(house, customerId)).toEqual([]);
    await expectNothing(house, () => visit(house.visitor(), kinds.of('openid'), login));
  });
});
