/**
 * Whose account somebody comes to by a connection (security.md, cases 5, 9, 150, 159, 163): an address opens nothing by
 * itself, whatever a provider says of it. For every kind.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import type { Visitor } from '../test/visitor.ts';
import { type Kinds, kindNames, startKinds } from './connection-kinds.ts';
import { customerOf, newcomer, proofsOf, silent } from './connection-people.ts';
import { expectNothing, gains, identitiesOf, signUpBy, visit } from './connection-visits.ts';
import { mailAbout } from './lives.ts';
import { codeOf, faceOf, flowOf, isSignedIn, registerCustomer, signIn } from './people.ts';
import { answerSecond, codeOfApp, enrolApp, forgetSteps } from './second-factors.ts';
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

describe.each(kindNames)('by a connection of the kind %s', (name) => {
  it('somebody new makes an account of their own, and comes back to it', async () => {
    const kind = kinds.of(name);
    const { login, email } = newcomer(kind);
    const owner = await signUpBy(house, kind, login, { email });
    expect(await isSignedIn(owner)).toBe(true);
    const customerId = await customerOf(house, owner);
    expect(await identitiesOf(house, customerId)).toMatchObject([{ connection_id: kind.connectionId }]);
    const again = house.visitor();
    expect(gaveSession(await visit(again, kind, login))).toBe(true);
    expect(await customerOf(house, again)).toBe(customerId);
  });

  it('nobody comes into an account by its address alone: its owner is asked for a proof of it (cases 5, 150)', async () => {
    const kind = kinds.of(name);
    const { login, email } = newcomer(kind);
    await registerCustomer(house, email);
    const attacker = house.visitor();
    const before = await gains(house);
    const answer = await visit(attacker, kind, login);
    expect(gaveSession(answer)).toBe(false);
    expect(await gains(house)).toMatchObject({
      customers: before.customers,
      sessions: before.sessions,
      identities: before.identities,
    });
    expect(await isSignedIn(attacker)).toBe(false);
    await attacker.get('/account');
    expect(await isSignedIn(attacker)).toBe(false);
  });

  it.each([
    ['false', false],
    ['nothing', undefined],
    ['the word “true”', 'true'],
    ['one', 1],
    ['a list', [true]],
  ])('an address of which the provider says %s is not proven (case 5)', async (_, emailVerified) => {
    // Apple writes the word (developer.apple.com, "may be a String or Boolean"), and here it counts.
    if (name === 'apple' && emailVerified === 'true') return;
    const kind = kinds.of(name);
    const taken = newcomer(kind, { emailVerified });
    const owner = await registerCustomer(house, taken.email);
    const free = newcomer(kind, { emailVerified });
    const ofTaken = house.visitor();
    const ofFree = house.visitor();
    const [one, other] = [await visit(ofTaken, kind, taken.login), await visit(ofFree, kind, free.login)];
    expect(gaveSession(one) || gaveSession(other)).toBe(false);
    const face = (answer: typeof one, visitor: typeof taken) => faceOf(answer, visitor.email, visitor.login);
    expect(face(one, taken)).toEqual(face(other, free));
    const fill = async (visitor: Visitor, at: typeof one, { email }: typeof taken) =>
      visitor.fill(`/sign-up/with?flow=${flowOf(at)}`, { email, name: 'Pat Person' });
    const [sentOne, sentOther] = [await fill(ofTaken, one, taken), await fill(ofFree, other, free)];
    expect(gaveSession(sentOne) || gaveSession(sentOther)).toBe(false);
    expect(face(sentOne, taken)).toEqual(face(sentOther, free));
    expect(await identitiesOf(house, await customerOf(house, owner))).toEqual([]);
    expect((await signIn(house.visitor(), taken.email)).status).toBe(303);
  });

  it('an address that was edited on the way is nobody’s until it is proven (case 159)', async () => {
    const kind = kinds.of(name);
    const { login } = newcomer(kind);
    const victim = `victim-of-${login}@upstream.example`;
    const owner = await registerCustomer(house, victim);
    const attacker = house.visitor();
    const flow = flowOf(await visit(attacker, kind, login));
    const before = await gains(house);
    const answer = await attacker.fill(`/sign-up/with?flow=${flow}`, { email: victim, name: 'Pat Person' });
    expect(gaveSession(answer)).toBe(false);
    expect(await gains(house)).toMatchObject({
      customers: before.customers,
      sessions: before.sessions,
      identities: before.identities,
    });
    expect(await identitiesOf(house, await customerOf(house, owner))).toEqual([]);
    expect(gaveSession(await attacker.post('/verify', { flow: flowOf(answer), code: '000000' }))).toBe(false);
  });

  it('a free address that was edited on the way is proven by a code, and only then somebody’s (case 159)', async () => {
    const kind = kinds.of(name);
    const { login } = newcomer(kind);
    const wanted = `edited-by-${login}@upstream.example`;
    const visitor = house.visitor();
    const flow = flowOf(await visit(visitor, kind, login));
    const before = await gains(house);
    const answer = await visitor.fill(`/sign-up/with?flow=${flow}`, { email: wanted, name: 'Pat Person' });
    expect(gaveSession(answer)).toBe(false);
    expect(await gains(house)).toMatchObject({ customers: before.customers, identities: before.identities });
    const mail = await mailAbout(house, wanted, /your code/);
    expect(gaveSession(await visitor.post('/verify', { flow: flowOf(answer), code: codeOf(mail) }))).toBe(true);
    expect(await proofsOf(house, await customerOf(house, visitor))).toEqual([{ verified_by: 'email-code' }]);
  });

  it('a new address over there changes nothing here, and leads to nobody else’s account (case 163)', async () => {
    const kind = kinds.of(name);
    const { login, email } = newcomer(kind);
    const owner = await signUpBy(house, kind, login, { email });
    const victim = `coveted-by-${login}@upstream.example`;
    await registerCustomer(house, victim);
    const account = kind.upstream.accounts.get(login);
    if (account === undefined) throw new Error('no such account');
    account.email = victim;
    const again = house.visitor();
    expect(gaveSession(await visit(again, kind, login))).toBe(true);
    expect(await customerOf(house, again)).toBe(await customerOf(house, owner));
    const profile = (await again.get('/account')).body;
    expect(profile).toContain(email);
    expect(profile).not.toContain(victim);
  });

  it('another account over there with the same address is somebody else (case 150)', async () => {
    const kind = kinds.of(name);
    const { login, email } = newcomer(kind);
    await signUpBy(house, kind, login, { email });
    const thief = newcomer(kind, { email });
    await expectNothing(house, () => visit(house.visitor(), kind, thief.login));
  });

  it('who has a second factor here is asked for it', async () => {
    const kind = kinds.of(name);
    const { login, email } = newcomer(kind);
    await signUpBy(house, kind, login, { email });
    const signedIn = house.visitor();
    await visit(signedIn, kind, login);
    const secret = await enrolApp(signedIn);
    await forgetSteps(house);
    const visitor = house.visitor();
    const half = await visit(visitor, kind, login);
    expect(gaveSession(half)).toBe(false);
    expect(half.headers['location']).toMatch(/^\/sign-in\/second\?flow=/);
    const whole = await answerSecond({ visitor, flow: flowOf(half) }, codeOfApp(secret));
    expect(gaveSession(whole)).toBe(true);
  });

  it('two browsers that finish one sign-up make one account (case 9)', async () => {
    const kind = kinds.of(name);
    const { login, email } = newcomer(kind);
    const browsers = [house.visitor(), house.visitor(), house.visitor()];
    const flows = await Promise.all(browsers.map(async (visitor) => flowOf(await visit(visitor, kind, login))));
    const before = await gains(house);
    const answers = await Promise.all(
      browsers.map((visitor, place) =>
        visitor.fill(`/sign-up/with?flow=${flows[place]}`, { email, name: 'Pat Person' }),
      ),
    );
    const waiting = answers.flatMap((answer, place) =>
      !gaveSession(answer) && (answer.headers['location'] ?? '').startsWith('/verify')
        ? [{ visitor: browsers[place], flow: flowOf(answer) }]
        : [],
    );
    // Three asked at one moment: which mail is whose cannot be told, so every browser tries every code.
    if (waiting.length > 0) await mailAbout(house, email, /your code/, waiting.length);
    const codes = (await house.mails())
      .filter((mail) => mail.to === email && /your code/.test(mail.subject))
      .map(codeOf);
    for (const { visitor, flow } of waiting) {
      for (const code of codes) await visitor?.post('/verify', { flow, code });
    }
    const after = await gains(house);
    expect([after.customers - before.customers, after.identities - before.identities]).toEqual([1, 1]);
  });
});

describe.each(silent)('%s, which vouches for nothing', (name) => {
  it('proves no address: a code does (case 5)', async () => {
    const kind = kinds.of(name);
    const { login, email } = newcomer(kind);
    const visitor = house.visitor();
    const flow = flowOf(await visit(visitor, kind, login));
    const answer = await visitor.fill(`/sign-up/with?flow=${flow}`, { email, name: 'Pat Person' });
    expect(gaveSession(answer)).toBe(false);
    expect((await mailAbout(house, email, /your code/)).to).toBe(email);
  });
});
