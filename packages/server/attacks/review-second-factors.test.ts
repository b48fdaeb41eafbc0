/** Attacks on what lies between second factors: the policies of two applications, a planted account, a thief who stays. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { letMemoryFade } from '../test/memory.ts';
import { createRelyingParty, follow, type RelyingParty } from '../test/relying-party.ts';
import type { Visitor } from '../test/visitor.ts';
import { mailAbout } from './lives.ts';
import { comeBack, enter } from './oauth.ts';
import { codeOf, flowOf, goodPassword, isSignedIn, registerCustomer, signIn } from './people.ts';
import {
  answerSecond,
  codeOfApp,
  enrolApp,
  forgetBudgets,
  forgetSteps,
  halfSignedIn,
  mailHolding,
  protectedCustomer,
} from './second-factors.ts';

let house: TestHouse;
let tenantId: string;
beforeAll(async () => {
  house = await startTestHouse();
  tenantId = (await house.house.tenants.byHost(new URL(house.origin).host))?.tenantId ?? '';
});
afterAll(() => house.stop());
afterEach(async () => {
  await forgetBudgets(house);
  await setPolicy({});
});

async function setPolicy(signInSettings: object): Promise<void> {
  await house.house.tenants.changeSettings(tenantId, { signIn: signInSettings });
  await letMemoryFade();
}

async function applicationWith(signInSettings: object): Promise<RelyingParty> {
  const party = await createRelyingParty(house);
  await house.house.applications.changeSettings(tenantId, party.applicationId, { signIn: signInSettings });
  await letMemoryFade();
  return party;
}

/** Follows an application to its sign-in page and gives the password there; where that leads. */
async function towards(visitor: Visitor, party: RelyingParty, email: string): Promise<string> {
  const { address } = await party.begin();
  const asked = await visitor.request(address);
  const flow = flowOf(asked);
  const answer = await visitor.fill(`/sign-in?flow=${flow}`, { identifier: email, password: goodPassword });
  return answer.headers['location'] ?? '';
}

describe('an application that does without a method', () => {
  const onlyPasskeys = { methods: { authenticator: 'off' } };

  it('still has the factor asked that its customers have: it is no way round it (cases 62, 64)', async () => {
    const { email, secret } = await protectedCustomer(house, 'around@example.com');
    const party = await applicationWith(onlyPasskeys);
    const visitor = house.visitor();
    const place = await towards(visitor, party, email);
    expect(place).toMatch(/^\/sign-in\/second\?flow=/);
    expect(await isSignedIn(visitor)).toBe(false);
    const answer = await answerSecond({ visitor, flow: /flow=(flw_\w+)/.exec(place)?.[1] ?? '' }, codeOfApp(secret));
    expect((await follow(house, visitor, answer)).headers['location']).toContain('code=');
  });

  it('lets nobody set up a factor of theirs beside the one there is, by the password alone', async () => {
    const { email } = await protectedCustomer(house, 'beside@example.com');
    const party = await applicationWith({ ...onlyPasskeys, secondFactor: 'required' });
    expect(await towards(house.visitor(), party, email)).toMatch(/^\/sign-in\/second\?flow=/);
  });

  it('is no way to a new password by the mailbox alone (case 49)', async () => {
    const { email } = await protectedCustomer(house, 'mailbox@example.com');
    const party = await applicationWith({ methods: { authenticator: 'off', passkey: 'off' } });
    const visitor = house.visitor();
    const asked = await visitor.request((await party.begin()).address);
    const begun = await visitor.request(`/recover?from=${flowOf(asked)}`);
    const flow = flowOf(begun);
    await visitor.post('/recover', { flow, email });
    const mail = await mailHolding(house, email, '/recover/link?token=');
    await visitor.post('/recover/verify', { flow, code: codeOf(mail) });
    expect((await visitor.request(`/recover/password?flow=${flow}`)).headers['location']).toBe(
      `/sign-in/second?flow=${flow}`,
    );
  });
});

describe('an application that asks for more than its tenant', () => {
  it('asks whoever had a factor when the open session began without it', async () => {
    const { email } = await protectedCustomer(house, 'shared@example.com');
    const party = await applicationWith({ secondFactor: 'enrolled' });
    await setPolicy({ secondFactor: 'off' });
    const visitor = house.visitor();
    expect((await signIn(visitor, email)).headers['location']).toBe('/account');
    const { address } = await comeBack(house, visitor, party, { prompt: 'none' });
    expect(new URL(address).searchParams.get('error')).toBe('login_required');
    const asked = await visitor.request((await party.begin()).address);
    expect(asked.headers['location']).toMatch(/^\/sign-in\/second\?flow=/);
  });

  it('is not content with a browser that others remember', async () => {
    const { email, secret } = await protectedCustomer(house, 'remembered@example.com');
    const half = await halfSignedIn(house, email);
    await answerSecond(half, codeOfApp(secret), { remember: 'yes' });
    await forgetSteps(house);
    const { visitor } = half;
    await house.sql('update sessions set ended_at = now()');
    expect((await signIn(visitor, email)).headers['location']).toBe('/account');
    for (const secondFactor of ['enrolled', 'required']) {
      const party = await applicationWith({ secondFactor, rememberDeviceDays: 0 });
      const { address } = await comeBack(house, visitor, party, { prompt: 'none' });
      expect(new URL(address).searchParams.get('error'), secondFactor).toBe('login_required');
      const asked = await visitor.request((await party.begin()).address);
      const flow = flowOf(asked);
      const answer = await answerSecond({ visitor, flow }, codeOfApp(secret));
      await forgetSteps(house);
      expect((await follow(house, visitor, answer)).headers['location'], secondFactor).toContain('code=');
      await house.sql(
        `update sessions set proofs = '[{"method":"password"},{"method":"remembered-device"}]', acr = 'urn:cardea:aal1'
         where ended_at is null`,
      );
    }
  });

  it('is content with a session that a factor was set up in', async () => {
    const owner = await registerCustomer(house, 'content@example.com');
    const party = await applicationWith({ secondFactor: 'enrolled' });
    await setPolicy({ secondFactor: 'off' });
    await enter(house, owner, party);
    await enrolApp(owner);
    await enter(house, owner, party);
  });
});

describe('a lost factor', () => {
  it('takes the password of whoever has one, also towards an application that does without', async () => {
    const { email } = await protectedCustomer(house, 'mailbox-thief@example.com');
    const party = await applicationWith({ methods: { password: 'off', emailCode: 'on' } });
    const thief = house.visitor();
    const flow = flowOf(await thief.request((await party.begin()).address));
    await thief.post('/sign-in/code/request', { flow, identifier: email, password: '' });
    const mail = await mailAbout(house, email, /your code|sign-in code/i, 2);
    const second = await thief.post('/sign-in/code', { flow, code: codeOf(mail) });
    expect(second.headers['location']).toMatch(/^\/sign-in\/second/);
    const asked = await thief.post('/sign-in/lost-factor', { flow });
    expect([asked.status, asked.headers['location']]).toEqual([403, undefined]);
    expect(
      await house.sql(
        "select 1 from ledger_entries where event = 'lost_factor.code_requested' and data->>'flowId' = $1",
        [flow],
      ),
    ).toEqual([]);
  });
});

describe('a remembered browser', () => {
  it('that the policy no longer allows does not come back near its end', async () => {
    const { email, secret } = await protectedCustomer(house, 'outlived@example.com');
    const half = await halfSignedIn(house, email);
    await answerSecond(half, codeOfApp(secret), { remember: 'yes' });
    await setPolicy({ rememberDeviceDays: 7 });
    await house.sql(
      `update remembered_devices set created_at = created_at - interval '25 days', until = until - interval '25 days'`,
    );
    await house.sql('update sessions set ended_at = now()');
    expect((await signIn(half.visitor, email)).headers['location']).toMatch(/^\/sign-in\/second/);
  });
});
