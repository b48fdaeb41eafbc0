/** Signing in by an account elsewhere in an interface of an application's own, with a real provider. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Kind, startKind } from '../../../attacks/connection-kinds.ts';
import { gains } from '../../../attacks/connection-visits.ts';
import { mailAbout } from '../../../attacks/lives.ts';
import { codeOf, goodPassword, registerCustomer } from '../../../attacks/people.ts';
import { codeOfApp, enrolApp, forgetSteps } from '../../../attacks/second-factors.ts';
import { gaveSession } from '../../../attacks/way-steps.ts';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { letMemoryFade } from '../../../test/memory.ts';
import {
  createOwnInterface,
  type JsonAnswer,
  type OpenJourney,
  type OwnInterface,
} from '../../../test/own-interface.ts';
import { atUpstream } from '../../../test/upstream/index.ts';
import type { Answer, Visitor } from '../../../test/visitor.ts';

const redirectUri = 'com.example.app:/callback';
let house: TestHouse;
let app: OwnInterface;
let google: Kind;
let tenantId = '';
beforeAll(async () => {
  house = await startTestHouse();
  [tenantId = ''] = await house.house.tenants.listIds();
  google = await startKind(house, 'google', { connection_id: 'google', name: 'Google' });
  app = await createOwnInterface(house, {
    application_type: 'native',
    redirect_uris: [redirectUri, 'http://127.0.0.1/back?from=shop'],
  });
});
afterAll(async () => {
  await google.upstream.stop();
  await house.stop();
});
beforeEach(() => house.sql('delete from budgets'));

const namesOf = ({ body }: JsonAnswer) => (body['actions'] as { name: string }[]).map(({ name }) => name);
const begin = (kind = 'sign-in') => app.device().begin(kind, { redirect_uri: redirectUri });

let people = 0;
function newcomer(email?: string): { login: string; email: string } {
  people += 1;
  const login = `pat${people}`;
  const address = email ?? `${login}@upstream.example`;
  google.join({ login, subject: `sub-${login}`, email: address, emailVerified: true, name: 'Pat Person' });
  return { login, email: address };
}

async function hrefOf(journey: OpenJourney, redirect_uri = redirectUri): Promise<string> {
  const answer = await journey.act('connection', { connection: 'google', redirect_uri });
  expect(answer.status).toBe(200);
  return (answer.body['challenge'] as { href: string }).href;
}

/** The browser of the system, out to the provider and back: the answer that our callback gives it. */
async function walk(href: string, login: string | null, browser: Visitor = house.visitor()): Promise<Answer> {
  const back = await atUpstream(google.upstream, href, login);
  return browser.request(back.path);
}

const queryOf = (answer: Answer) => (answer.headers['location'] ?? '').replace(/^[^?]*\?/, '');

/** The whole way; what the journey says then. */
async function come(journey: OpenJourney, login: string | null): Promise<JsonAnswer> {
  const handed = await walk(await hrefOf(journey), login);
  expect(handed.headers['location']?.startsWith(`${redirectUri}?`)).toBe(true);
  return journey.act('connection-return', { parameters: queryOf(handed) });
}

/** Somebody whose account began with the connection. */
async function linked(): Promise<{ login: string; email: string }> {
  const person = newcomer();
  const journey = await begin();
  const shown = await come(journey, person.login);
  const to = shown.body['flow_id'];
  const flow = `Flow ${journey.token}`;
  const done = await app.device().call('POST', `/api/flows/${String(to)}/sign-up-with`, {
    body: { email: person.email, profile: { name: 'Pat Person' } },
    headers: { authorization: flow },
  });
  expect(done.body['state']).toBe('complete');
  return person;
}

describe('by a connection, in an interface of an application’s own', () => {
  it('is named where a journey may begin with it, and what it takes is said', async () => {
    const { begun } = await begin();
    expect(begun.body['connections']).toEqual([{ connection: 'google', name: 'Google' }]);
    expect(namesOf(begun)).toEqual(expect.arrayContaining(['connection', 'connection-return']));
    const action = (begun.body['actions'] as { name: string; input: object }[]).find(
      ({ name }) => name === 'connection',
    );
    expect(action?.input).toMatchObject({ properties: { connection: { enum: ['google'] } } });
    expect(namesOf((await begin('registration')).begun)).toContain('connection');
    expect(namesOf((await begin('recovery')).begun)).not.toContain('connection');
  });

  it('makes an account with what the provider vouches for, and signs in with it ever after', async () => {
    const person = newcomer();
    const journey = await begin();
    const shown = await come(journey, person.login);
    expect(shown.body).toMatchObject({
      ...{ kind: 'registration', state: 'sign-up-with' },
      arrived: { connection: 'google', name: 'Google', email: person.email, email_proven: true },
    });
    expect(shown.body['flow_id']).not.toBe(journey.flowId);
    expect(namesOf(shown)).toEqual(['sign-up-with']);
    expect(JSON.stringify(shown.body['messages'])).toContain('Google');
    const at = `/api/flows/${String(shown.body['flow_id'])}`;
    const headers = { authorization: `Flow ${journey.token}` };
    expect((await app.device().call('GET', at, { headers })).body['state']).toBe('sign-up-with');
    const done = await app.device().call('POST', `${at}/sign-up-with`, {
      body: { email: person.email, profile: { name: 'Pat Person' } },
      headers,
    });
    expect((await app.redeemDirect(journey, done)).access_token).toBeDefined();

    const again = await begin();
    const complete = await come(again, person.login);
    expect(complete.body['state']).toBe('complete');
    expect((await app.redeemDirect(again, complete)).claims()?.acr).toBe('urn:cardea:aal1');
  });

  it('has an address that was edited proven by a code first (case 159)', async () => {
    const person = newcomer();
    const journey = await begin();
    const shown = await come(journey, person.login);
    const at = `/api/flows/${String(shown.body['flow_id'])}`;
    const act = (name: string, body: object) =>
      app.device().call('POST', `${at}/${name}`, { body, headers: { authorization: `Flow ${journey.token}` } });
    const email = `other-${person.email}`;
    const waiting = await act('sign-up-with', { email, profile: { name: 'Pat' } });
    expect(waiting.body['state']).toBe('verify');
    const done = await act('verify', { code: codeOf(await mailAbout(house, email, /your code/)) });
    expect(done.body['state']).toBe('complete');
  });

  it('links an account that is here only once its owner has signed in to it, who is told whose it is', async () => {
    const person = newcomer();
    await registerCustomer(house, person.email);
    const journey = await begin();
    const waiting = await come(journey, person.login);
    expect(waiting.body).toMatchObject({
      ...{ state: 'password', flow_id: journey.flowId },
      arrived: { connection: 'google', email: expect.stringMatching(/^p•••@upstream\.example$/), email_proven: true },
    });
    expect(JSON.stringify(waiting.body)).not.toContain(person.email);
    expect(waiting.body['messages']).toMatchObject([
      { id: 'connections.linking.title' },
      { id: 'connections.linking.text' },
    ]);
    const done = await journey.act('password', { identifier: person.email, password: goodPassword });
    expect(done.body['state']).toBe('complete');
    expect((await come(await begin(), person.login)).body['state']).toBe('complete');
  });

  it('asks for the second factor as ever, and an owner whose account is closing whether it is to be kept', async () => {
    const person = newcomer();
    const owner = await registerCustomer(house, person.email);
    const secret = await enrolApp(owner);
    await forgetSteps(house);
    const journey = await begin();
    await come(journey, person.login);
    const half = await journey.act('password', { identifier: person.email, password: goodPassword });
    expect(half.body['state']).toBe('second-factor');
    const factor = { method: 'authenticator', code: codeOfApp(secret) };
    expect((await journey.act('second-factor', factor)).body['state']).toBe('complete');
    await forgetSteps(house);
    const again = await begin();
    expect((await come(again, person.login)).body).toMatchObject({
      state: 'second-factor',
      methods: ['authenticator'],
    });
    const done = await again.act('second-factor', { method: 'authenticator', code: codeOfApp(secret) });
    expect((await app.redeemDirect(again, done)).claims()?.acr).toBe('urn:cardea:aal2');

    const leaving = await linked();
    await house.sql(
      `update customers set state = 'closing', closes_at = now() + interval '10 days' where customer_id in (
         select customer_id from customer_identities order by linked_at desc limit 1)`,
    );
    const closing = await begin();
    expect((await come(closing, leaving.login)).body['state']).toBe('keep-account');
    expect((await closing.act('keep')).body['state']).toBe('complete');
  });

  it('tells a refusal at the provider apart, and goes on by another way', async () => {
    const journey = await begin();
    expect(await come(journey, null)).toMatchObject({ status: 400, body: { code: 'connection.declined' } });
    expect((await journey.read()).body['state']).toBe('password');
    await house.sql('update connections set settings = settings || \'{"sign_up":"linked_only"}\'');
    await letMemoryFade();
    expect(await come(await begin(), newcomer().login)).toMatchObject({
      status: 403,
      body: { code: 'connection.not_linked' },
    });
    // Nobody is led there to begin an account.
    expect((await begin('registration')).begun.body['connections']).toBeUndefined();
    expect((await begin()).begun.body['connections']).toEqual([{ connection: 'google', name: 'Google' }]);
    await house.sql("update connections set settings = settings - 'sign_up'");
    await letMemoryFade();
  });
});

describe('the answer of a provider', () => {
  it('goes to a redirect address of the application as it came, and to no other', async () => {
    const { login } = newcomer();
    const journey = await begin();
    const href = await hrefOf(journey, 'http://127.0.0.1:51004/back?from=shop');
    const back = await atUpstream(google.upstream, href, login);
    const handed = await house.visitor().request(`${back.path}&more=%20x`);
    expect(handed.status).toBe(303);
    const came = back.path.replace(/^[^?]*\?/, '');
    expect(handed.headers['location']).toBe(`http://127.0.0.1:51004/back?from=shop&${came}&more=%20x`);
    expect(handed.setCookies).toEqual([]);
    for (const redirect_uri of [
      ...['https://evil.example/', 'com.example.app:/callback/x', 'javascript:alert(1)', '/account', 'com.evil.app:/'],
      ...['http://127.0.0.1:51004@evil.example/back?from=shop', 'http://localhost:51004/back?from=shop'],
    ]) {
      const refused = await journey.act('connection', { connection: 'google', redirect_uri });
      expect([refused.status, refused.body['code']]).toEqual([400, 'request.invalid']);
      expect(refused.body['challenge']).toBeUndefined();
    }
  });

  it('that a victim brings by an attacker’s address gives neither of them a session (cases 33, 151)', async () => {
    const victim = await linked();
    const attacking = await begin();
    const href = await hrefOf(attacking);
    // The victim's own browser, in the middle of a journey of theirs.
    const browser = house.visitor();
    await browser.request('/sign-in');
    const before = await gains(house);
    const handed = await walk(href, victim.login, browser);
    expect(gaveSession(handed)).toBe(false);
    expect(handed.headers['location']?.startsWith(`${redirectUri}?`)).toBe(true);
    const parameters = queryOf(handed);
    // The victim's application holds a journey of its own: the state is not its.
    const own = await begin();
    const refused = await own.act('connection-return', { parameters });
    expect([refused.status, refused.body['code']]).toEqual([400, 'connection.state_refused']);
    // A guess at what came back is worth nothing to the attacker: the code is with the victim.
    const state = new URLSearchParams(parameters).get('state') ?? '';
    const guess = await attacking.act('connection-return', { parameters: `state=${state}&code=guess` });
    expect(guess.body['code']).toBe('connection.refused');
    expect(await gains(house)).toEqual(before);
    // And what the victim holds is used up by it.
    expect((await attacking.act('connection-return', { parameters })).body['code']).toBe('connection.state_refused');
  });

  it('counts once, and for the connection whose callback it came to', async () => {
    const person = await linked();
    const journey = await begin();
    const handed = await walk(await hrefOf(journey), person.login);
    const parameters = queryOf(handed);
    const elsewhere = await house.visitor().request(`/sign-in/with/other/callback?${parameters}`);
    expect(elsewhere.headers['location'] ?? '').not.toContain('com.example.app');
    expect((await journey.act('connection-return', { parameters })).body['state']).toBe('complete');
    const other = await begin();
    for (const again of [parameters, `${parameters}&${parameters}`, 'code=x', ''])
      expect((await other.act('connection-return', { parameters: again })).status).toBe(400);
    const late = await house.visitor().request(`/sign-in/with/google/callback?${parameters}`);
    expect(late.headers['location'] ?? '').not.toContain('com.example.app');
    expect(gaveSession(late)).toBe(false);
  });
});

describe('settings', () => {
  it('that switch connections off for the application hide and refuse them, also on the way back', async () => {
    const person = await linked();
    const before = await begin();
    const handed = await walk(await hrefOf(before), person.login);
    const { applications } = house.house;
    await applications.changeSettings(tenantId, app.applicationId, { signIn: { methods: { connection: 'off' } } });
    await letMemoryFade();
    const journey = await begin();
    expect(journey.begun.body['connections']).toBeUndefined();
    expect(namesOf(journey.begun)).not.toContain('connection');
    const asked = await journey.act('connection', { connection: 'google', redirect_uri: redirectUri });
    expect([asked.status, asked.body['code']]).toEqual([403, 'factor.not_offered']);
    const back = await before.act('connection-return', { parameters: queryOf(handed) });
    expect([back.status, back.body['code']]).toEqual([403, 'factor.not_offered']);
    await applications.changeSettings(tenantId, app.applicationId, {});
    await letMemoryFade();
    expect((await come(await begin(), person.login)).body['state']).toBe('complete');
  });

  it('refuse a connection that is not there', async () => {
    const journey = await begin();
    const asked = await journey.act('connection', { connection: 'nobody', redirect_uri: redirectUri });
    expect([asked.status, asked.body['code']]).toEqual([404, 'connection.not_found']);
  });
});
