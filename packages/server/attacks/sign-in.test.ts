/**
 * Attacks on the way a sign-in goes: cases 22 (states that must not show), 31 (skipped steps), 32 (login CSRF), 33 (a
 * flow link sent to somebody else).
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import {
  beginFlow,
  codeOf,
  faceOf,
  flowOf,
  goodPassword,
  isSignedIn,
  registerCustomer,
  signIn,
  signUp,
  tracesOf,
} from './people.ts';
import { sessionOf } from './signed-in.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());
afterEach(() => house.sql('delete from budgets'));

describe('the state of an account', () => {
  // of one length, so that even the length of the answers must be the same
  const addressOf = (state: string) => `${state.padEnd(8, '-x')}@states.example`;

  it('is told to nobody who does not know the password (case 22)', async () => {
    const states = ['active', 'disabled', 'closed'] as const;
    for (const state of states) {
      const { customerId } = await sessionOf(house, await registerCustomer(house, addressOf(state)));
      await house.sql('update customers set state = $1 where customer_id = $2', [state, customerId]);
    }
    await signUp(house.visitor(), addressOf('unproven'));
    const before = await tracesOf(house);
    const faces = [];
    for (const state of [...states, 'unproven', 'unknown']) {
      const identifier = addressOf(state);
      faces.push(faceOf(await signIn(house.visitor(), identifier, 'a wrong password'), identifier));
    }
    expect(new Set(faces.map((face) => JSON.stringify(face))).size).toBe(1);
    expect(faces[0]?.status).toBe(401);

    // With the right password the owner learns it; a sign-up that is not proven is still nobody's.
    const answers: Record<string, number> = {};
    for (const state of [...states, 'unproven', 'unknown']) {
      const visitor = house.visitor();
      answers[state] = (await signIn(visitor, addressOf(state))).status;
      expect(await isSignedIn(visitor)).toBe(state === 'active');
    }
    expect(answers).toEqual({ active: 303, disabled: 403, closed: 403, unproven: 401, unknown: 401 });
    const after = await tracesOf(house);
    expect(after.sessions).toBe(before.sessions + 1);
    expect(after.entries['sign_in.failed']).toBe((before.entries['sign_in.failed'] ?? 0) + 9);
  });
});

describe('a step', () => {
  it('cannot be taken before those it rests on, nor after the journey has ended (case 31)', async () => {
    const customer = await registerCustomer(house, 'anna@steps.example');
    const before = await tracesOf(house);
    const visitor = house.visitor();
    const signInFlow = await beginFlow(visitor, '/sign-in');
    const signUpFlow = await beginFlow(visitor, '/sign-up');
    const finished = (
      await house.sql<{ flow_id: string }>(
        "select flow_id from flows where state = 'finished' order by created_at desc",
      )
    )[0];
    const code = '000000';
    const credentials = { identifier: 'anna@steps.example', password: goodPassword };
    const details = { email: 'berta@steps.example', password: goodPassword };
    const skips = [
      ['/verify', { flow: signUpFlow, code }, 410],
      ['/verify', { flow: signInFlow, code }, 410],
      ['/verify/resend', { flow: signUpFlow }, 410],
      ['/verify/resend', { flow: signInFlow }, 410],
      ['/sign-in', { flow: signUpFlow, ...credentials }, 410],
      ['/sign-up', { flow: signInFlow, ...details }, 410],
      ['/sign-in', { flow: 'flw_00000000000000000000000000', ...credentials }, 410],
      ['/sign-in', { flow: '', ...credentials }, 410],
      ['/sign-in', credentials, 400],
      ['/sign-up', details, 400],
      ['/verify/link', { token: 'A'.repeat(43) }, 410],
      ['/sign-out', { token: '' }, 303],
      ['/account/sign-out-everywhere', { token: '' }, 401],
    ] as const;
    for (const [path, fields, status] of skips) {
      expect([path, (await visitor.post(path, fields)).status]).toEqual([path, status]);
    }
    for (const path of ['/verify', '/sign-in', '/sign-up'] as const) {
      const fields = path === '/verify' ? { code } : path === '/sign-in' ? credentials : details;
      expect((await customer.post(path, { flow: finished?.flow_id ?? '', ...fields })).status).toBe(410);
    }
    for (const path of [`/verify?flow=${signUpFlow}`, `/verify?flow=${signInFlow}`]) {
      expect((await visitor.get(path)).status).toBe(410);
    }
    expect(visitor.cookies.has('cardea_session')).toBe(false);
    expect(await tracesOf(house)).toEqual(before);
  });
});

describe('another site', () => {
  it('cannot sign a visitor in as somebody else (case 32)', async () => {
    await registerCustomer(house, 'attacker@csrf.example');
    const before = await tracesOf(house);
    const victim = house.visitor();
    const own = await beginFlow(victim, '/sign-in');
    const foreign = await beginFlow(house.visitor(), '/sign-in');
    const fields = { identifier: 'attacker@csrf.example', password: goodPassword };
    const sources = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `${house.origin}.evil.example` },
      { origin: house.origin.replace('http:', 'https:') },
      { origin: `${house.origin}0` },
      { origin: undefined, 'sec-fetch-site': 'cross-site' },
      { origin: undefined, 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of sources) {
      for (const flow of [own, foreign]) {
        const answer = await victim.post('/sign-in', { ...fields, flow }, headers);
        expect([headers.origin, answer.status]).toEqual([headers.origin, 403]);
      }
    }
    // A client that hides where the form came from still needs a journey that this very browser began.
    expect((await victim.post('/sign-in', { ...fields, flow: foreign }, { origin: undefined })).status).toBe(403);
    expect(victim.cookies.has('cardea_session')).toBe(false);
    expect(await tracesOf(house)).toEqual(before);
  });
});

describe('a flow link', () => {
  it('sent to a victim gives nothing to the browser that began it (case 33)', async () => {
    await registerCustomer(house, 'victim@fixation.example');
    const attacker = house.visitor();
    const flow = await beginFlow(attacker, '/sign-in');
    const victim = house.visitor();
    const page = await victim.get(`/sign-in?flow=${flow}`);
    const fields = page.hidden('/sign-in');
    expect(fields['flow']).not.toBe(flow);
    const credentials = { identifier: 'victim@fixation.example', password: goodPassword };
    expect((await victim.post('/sign-in', { ...credentials, flow })).status).toBe(403);
    expect(await isSignedIn(victim)).toBe(false);
    expect((await victim.post('/sign-in', { ...credentials, ...fields })).status).toBe(303);
    expect(await isSignedIn(victim)).toBe(true);
    expect(await isSignedIn(attacker)).toBe(false);
    expect((await attacker.get(`/sign-in?flow=${flow}`)).hidden('/sign-in')['flow']).toBe(flow);
    const [row] = await house.sql('select state, customer_id from flows where flow_id = $1', [flow]);
    expect(row).toEqual({ state: 'open', customer_id: null });
  });

  it('of a waiting sign-up shows and does nothing in another browser (case 33)', async () => {
    const owner = house.visitor();
    const flow = flowOf(await signUp(owner, 'owner@fixation.example'));
    const mail = await house.mailTo('owner@fixation.example');
    const before = await tracesOf(house);
    const other = house.visitor();
    await other.get('/sign-up');
    const page = await other.get(`/verify?flow=${flow}`);
    expect(page.status).toBe(403);
    expect(page.body).not.toContain('fixation.example');
    expect((await other.post('/verify', { flow, code: codeOf(mail) })).status).toBe(403);
    expect((await other.post('/verify/resend', { flow })).status).toBe(403);
    expect(await tracesOf(house)).toEqual(before);
    expect((await owner.post('/verify', { flow, code: codeOf(mail) })).status).toBe(303);
  });
});
