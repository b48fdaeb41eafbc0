/** Attacks on the second half of a sign-in: going round it, skipping its set-up, weakening it, keeping what is gone. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { letMemoryFade } from '../test/memory.ts';
import { createRelyingParty, follow, type RelyingParty } from '../test/relying-party.ts';
import type { Visitor } from '../test/visitor.ts';
import { ask, codeTo } from './changing.ts';
import { comeBack, enter } from './oauth.ts';
import { beginFlow, flowOf, isSignedIn, registerCustomer, signIn, signUp } from './people.ts';
import {
  addPath,
  answerSecond,
  codeOfApp,
  forgetBudgets,
  forgetSteps,
  halfSignedIn,
  keyOn,
  mailHolding,
  protectedCustomer,
} from './second-factors.ts';

let house: TestHouse;
let shop: RelyingParty;
beforeAll(async () => {
  house = await startTestHouse();
  shop = await createRelyingParty(house);
});
afterAll(() => house.stop());
afterEach(async () => {
  await forgetBudgets(house);
  await setPolicy({});
});

async function setPolicy(signInSettings: object): Promise<void> {
  const tenant = await house.house.tenants.byHost(new URL(house.origin).host);
  await house.house.tenants.changeSettings(tenant?.tenantId ?? '', { signIn: signInSettings });
  await letMemoryFade();
}

const countSessions = async () =>
  (await house.sql<{ count: number }>('select count(*)::int as count from sessions'))[0]?.count ?? -1;

type Tokens = Awaited<ReturnType<RelyingParty['redeem']>>;
const claimsOf = (tokens: Tokens) => tokens.claims() as { acr?: string; amr?: string[]; auth_time?: number };

describe('a sign-in that waits for its second proof (case 62)', () => {
  it('is no session: account, authorization, enrolment and removal are closed to it', async () => {
    await protectedCustomer(house, 'pending@example.com');
    const before = await countSessions();
    const { visitor, flow } = await halfSignedIn(house, 'pending@example.com');
    expect(await countSessions()).toBe(before);
    expect(visitor.cookies.has('cardea_session')).toBe(false);
    for (const path of ['/account', '/account/factors', addPath, '/account/factors/passkey', '/account/profile'])
      expect((await visitor.request(path)).headers['location']).toMatch(/^\/sign-in/);
    const { address } = await comeBack(house, visitor, shop, { prompt: 'none' });
    expect(new URL(address).searchParams.get('error')).toBe('login_required');
    const enrolled = await visitor.post('/sign-in/enrol', { flow, method: 'authenticator', code: '123456' });
    expect(enrolled.status).toBeGreaterThanOrEqual(400);
    const options = await visitor.post('/sign-in/enrol/options', { flow, method: 'passkey' });
    expect(options.status).toBeGreaterThanOrEqual(400);
    const [factors] = await house.sql('select count(*)::int as count from passkeys');
    expect(factors).toEqual({ count: 0 });
  });

  it('belongs to the browser that began it', async () => {
    const { secret } = await protectedCustomer(house, 'bound@example.com');
    const { flow } = await halfSignedIn(house, 'bound@example.com');
    const mallory = house.visitor();
    await mallory.get('/sign-in');
    const answer = await answerSecond({ visitor: mallory, flow }, codeOfApp(secret));
    expect(answer.status).toBe(403);
    expect(await isSignedIn(mallory)).toBe(false);
  });

  it('does not carry the second proof of one account over to the password of another', async () => {
    const own = await protectedCustomer(house, 'mallory@example.com');
    await protectedCustomer(house, 'victim@example.com');
    const { visitor, flow } = await halfSignedIn(house, 'mallory@example.com');
    // The password of somebody else in the very journey: it begins anew.
    const again = await visitor.post('/sign-in', {
      flow,
      identifier: 'victim@example.com',
      password: 'the quiet river bends twice',
    });
    expect(again.headers['location']).toBe(`/sign-in/second?flow=${flow}`);
    const answer = await answerSecond({ visitor, flow }, codeOfApp(own.secret));
    expect(answer.status).toBe(401);
    expect(await isSignedIn(visitor)).toBe(false);
  });

  it('is over after five wrong answers, and no session comes of it', async () => {
    const { secret } = await protectedCustomer(house, 'guessed@example.com');
    const half = await halfSignedIn(house, 'guessed@example.com');
    for (let tries = 0; tries < 5; tries += 1) await answerSecond(half, '000000');
    expect((await answerSecond(half, codeOfApp(secret))).status).toBe(410);
    expect(await isSignedIn(half.visitor)).toBe(false);
  });
});

describe('a second factor that is required (case 63)', () => {
  it('is set up before anything else: no page skips it, and no application gets a code', async () => {
    await registerCustomer(house, 'forced@example.com');
    await setPolicy({ secondFactor: 'required' });
    const visitor = house.visitor();
    const answer = await signIn(visitor, 'forced@example.com');
    const flow = flowOf(answer);
    expect(answer.headers['location']).toBe(`/sign-in/enrol?flow=${flow}`);
    // Leaves the page, begins again, goes elsewhere, asks another application.
    expect(await isSignedIn(visitor)).toBe(false);
    expect((await visitor.request(`/sign-in/second?flow=${flow}`)).headers['location']).toBe(
      `/sign-in/enrol?flow=${flow}`,
    );
    expect((await signIn(visitor, 'forced@example.com')).headers['location']).toMatch(/^\/sign-in\/enrol/);
    const { address } = await comeBack(house, visitor, shop, { prompt: 'none' });
    expect(new URL(address).searchParams.get('error')).toBe('login_required');

    const page = await visitor.get(`/sign-in/enrol?flow=${flow}&method=authenticator`);
    const wrong = await visitor.post('/sign-in/enrol', { flow, method: 'authenticator', code: '000000', name: '' });
    expect(wrong.status).toBe(401);
    expect(await isSignedIn(visitor)).toBe(false);
    const done = await visitor.post('/sign-in/enrol', {
      flow,
      method: 'authenticator',
      code: codeOfApp(keyOn(page)),
      name: '',
    });
    expect(done.headers['location']).toMatch(/^\/account/);
    expect(await isSignedIn(visitor)).toBe(true);
  });

  it('is asked of a session from before, and of whoever has just signed up', async () => {
    const visitor = await registerCustomer(house, 'early@example.com');
    await setPolicy({ secondFactor: 'required' });
    const journey = await shop.begin();
    const asked = await visitor.request(journey.address);
    expect(asked.headers['location']).toMatch(/^\/sign-in\/second\?flow=/);
    expect((await visitor.request(asked.headers['location'] ?? '')).headers['location']).toMatch(/^\/sign-in\/enrol/);

    const fresh = house.visitor();
    const accepted = await signUp(fresh, 'newcomer@example.com');
    const mail = await house.mailTo('newcomer@example.com');
    const code = /\b(\d{3}) ?(\d{3})\b/.exec(mail.subject)?.slice(1).join('') ?? '';
    const verified = await fresh.post('/verify', { flow: flowOf(accepted), code });
    expect(verified.headers['location']).toMatch(/^\/sign-in\/enrol\?flow=/);
    expect(await isSignedIn(fresh)).toBe(false);
  });

  it('may be put off for as long as the grace says, and no longer', async () => {
    await registerCustomer(house, 'grace@example.com');
    await setPolicy({ secondFactor: 'required', enrolmentGraceDays: 7 });
    expect((await signIn(house.visitor(), 'grace@example.com')).headers['location']).toBe('/account');
    await house.sql("update enrolment_graces set began_at = began_at - interval '8 days'");
    expect((await signIn(house.visitor(), 'grace@example.com')).headers['location']).toMatch(/^\/sign-in\/enrol/);
  });

  it('ends a change of address that began without it, in whichever browser it is set up', async () => {
    const early = await registerCustomer(house, 'changing@example.com');
    const place = await ask(early, 'email', 'changed@example.com');
    const code = await codeTo(house, 'changed@example.com');
    await setPolicy({ secondFactor: 'required' });
    const visitor = house.visitor();
    const flow = flowOf(await signIn(visitor, 'changing@example.com'));
    const page = await visitor.get(`/sign-in/enrol?flow=${flow}&method=authenticator`);
    const answer = { flow, method: 'authenticator', code: codeOfApp(keyOn(page)), name: '' };
    expect((await visitor.post('/sign-in/enrol', answer)).status).toBe(303);
    const { token = '' } = (await early.get('/account')).hidden('/sign-out');
    const confirmed = await early.post('/account/sign-in/email/verify', {
      token,
      flow: /flow=(flw_\w+)/.exec(place)?.[1] ?? '',
      code,
    });
    expect(confirmed.status).toBe(410);
  });

  it('is waited for once, however often the button before it is pressed', async () => {
    await setPolicy({ secondFactor: 'required' });
    const newcomer = house.visitor();
    const begun = await beginFlow(newcomer, '/sign-up');
    await newcomer.post('/sign-up', { flow: begun, email: 'twice@example.com', name: '', with: 'passkey' });
    await newcomer.post('/verify', { flow: begun, code: await codeTo(house, 'twice@example.com') });
    await expectOnce(newcomer, begun, '/sign-up/passkey/password');

    await setPolicy({});
    await registerCustomer(house, 'twice.too@example.com');
    await setPolicy({ secondFactor: 'required' });
    const owner = house.visitor();
    const lost = await beginFlow(owner, '/recover');
    await owner.post('/recover', { flow: lost, email: 'twice.too@example.com' });
    const { subject } = await mailHolding(house, 'twice.too@example.com', '/recover/link?token=');
    await owner.post('/recover/verify', { flow: lost, code: /\d{3} ?\d{3}/.exec(subject)?.[0] ?? '' });
    await expectOnce(owner, lost, '/recover/password');
  });

  async function expectOnce(visitor: Visitor, flow: string, path: string) {
    const press = () => visitor.post(path, { flow, password: 'six grey herons wait here' });
    const answers = await Promise.all([press(), press()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 410]);
    expect((await visitor.request(`/sign-in/enrol?flow=${flow}`)).status).toBe(200);
  }
});

describe('assurance', () => {
  it('is raised by what is missing, and said as it is (cases 64, 65)', async () => {
    const { owner, secret } = await protectedCustomer(house, 'raised@example.com');
    await house.sql(
      "update sessions set proofs = '[{\"method\":\"password\"}]', acr = 'urn:cardea:aal1', amr = '{pwd}'",
    );
    const plain = claimsOf(await enter(house, owner, shop));
    expect([plain.acr, plain.amr]).toEqual(['urn:cardea:aal1', ['pwd']]);

    const journey = await shop.begin({ acr_values: 'urn:cardea:aal2' });
    const asked = await owner.request(journey.address);
    const place = asked.headers['location'] ?? '';
    expect(place).toMatch(/^\/sign-in\/second\?flow=/);
    const flow = /flow=(flw_\w+)/.exec(place)?.[1] ?? '';
    // Only what raises it is possible: not the password again, not a code by mail, nothing that is not theirs.
    for (const method of ['password', 'email-code', 'sms-code', 'passkey'])
      expect((await owner.post('/sign-in/second', { flow, method, code: '123456', password: 'x' })).status).toBe(403);
    const answer = await answerSecond({ visitor: owner, flow }, codeOfApp(secret));
    const back = await follow(house, owner, answer);
    const raised = claimsOf(await shop.redeem(journey, back.headers['location'] ?? ''));
    expect([raised.acr, raised.amr]).toEqual(['urn:cardea:aal2', ['pwd', 'otp', 'mfa']]);
  });

  it('that cannot be reached is refused honestly, not given weakly', async () => {
    const { owner, secret } = await protectedCustomer(house, 'honest@example.com');
    const journey = await shop.begin({ acr_values: 'phr' });
    const asked = await owner.request(journey.address);
    const flow = /flow=(flw_\w+)/.exec(asked.headers['location'] ?? '')?.[1] ?? '';
    const signedIn = await owner.fill(`/sign-in?flow=${flow}`, {
      identifier: 'honest@example.com',
      password: 'the quiet river bends twice',
    });
    const second = await answerSecond({ visitor: owner, flow: flowOf(signedIn) }, codeOfApp(secret));
    const back = await follow(house, owner, second);
    expect(new URL(back.headers['location'] ?? '').searchParams.get('error')).toBe('unmet_authentication_requirements');
  });

  it('is not raised in a session that ended meanwhile', async () => {
    const { owner, secret } = await protectedCustomer(house, 'ended@example.com');
    await house.sql(
      "update sessions set proofs = '[{\"method\":\"password\"}]', acr = 'urn:cardea:aal1', amr = '{pwd}'",
    );
    const asked = await owner.request((await shop.begin({ acr_values: 'urn:cardea:aal2' })).address);
    const flow = /flow=(flw_\w+)/.exec(asked.headers['location'] ?? '')?.[1] ?? '';
    await house.sql('update sessions set ended_at = now()');
    const answer = await answerSecond({ visitor: owner, flow }, codeOfApp(secret));
    expect(answer.status).toBe(410);
    expect(await isSignedIn(owner)).toBe(false);
  });

  it('falls with the factor it came from, at once and in every token that follows (case 66)', async () => {
    const { owner } = await protectedCustomer(house, 'fallen@example.com');
    const tokens = await enter(house, owner, shop);
    expect(claimsOf(tokens).acr).toBe('urn:cardea:aal2');
    const page = await owner.get('/account/factors/authenticator');
    const removed = await owner.post(
      '/account/factors/authenticator/remove',
      page.hidden('/account/factors/authenticator/remove'),
    );
    expect(removed.status).toBe(303);
    const [session] = await house.sql<{ acr: string; amr: string[] }>(
      'select acr, amr from sessions where ended_at is null order by created_at desc limit 1',
    );
    expect(session).toEqual({ acr: 'urn:cardea:aal1', amr: ['pwd'] });
    expect(claimsOf(await enter(house, owner, shop)).acr).toBe('urn:cardea:aal1');
  });

  it('required at sign-in follows the factors there are at that moment (case 66)', async () => {
    const { email, owner, secret } = await protectedCustomer(house, 'live@example.com');
    await halfSignedIn(house, email);
    const page = await owner.get('/account/factors/authenticator');
    await owner.post('/account/factors/authenticator/remove', page.hidden('/account/factors/authenticator/remove'));
    await forgetSteps(house);
    expect((await signIn(house.visitor(), email)).headers['location']).toBe('/account');
    expect(secret).not.toBe('');
  });
});

describe('an account that recovers its password (case 49)', () => {
  it('is asked for its second factor before a new password is chosen', async () => {
    const { email, secret } = await protectedCustomer(house, 'forgot@example.com');
    const visitor: Visitor = house.visitor();
    const flow = await beginFlow(visitor, '/recover');
    await visitor.post('/recover', { flow, email });
    const mail = await mailHolding(house, email, '/recover/link?token=');
    const code = /\b(\d{3}) ?(\d{3})\b/.exec(mail.subject)?.slice(1).join('') ?? '';
    await visitor.post('/recover/verify', { flow, code });
    expect((await visitor.request(`/recover/password?flow=${flow}`)).headers['location']).toBe(
      `/sign-in/second?flow=${flow}`,
    );
    const skipped = await visitor.post('/recover/password', { flow, password: 'six grey herons wait here' });
    expect(skipped.status).toBe(410);
    const proven = await answerSecond({ visitor, flow }, codeOfApp(secret));
    expect(proven.headers['location']).toBe(`/recover/password?flow=${flow}`);
    const chosen = await visitor.post('/recover/password', { flow, password: 'six grey herons wait here' });
    expect(chosen.headers['location']).toBe('/account');
  });
});
