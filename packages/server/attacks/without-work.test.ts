/** Attacks on the way past proof of work, for browsers that run no scripts: it is narrow, and opens no account by itself. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { silentLogger } from '../test/silent-logger.ts';
import { challengeOn, solved } from '../test/solve-challenge.ts';
import type { Answer, Visitor } from '../test/visitor.ts';
import { beginFlow, codeOf, goodPassword, isSignedIn, registerCustomer } from './people.ts';
import { forgetBudgets, mailHolding } from './second-factors.ts';
import { type Asked, asksForWork, handIn, openerOf, type Work } from './work.ts';

let house: TestHouse;
const work: Work = { level: 0 };
const opened = openerOf(() => house, work);
const email = 'anna@example.com';
beforeAll(async () => {
  house = await startTestHouse({}, silentLogger, { levelFor: () => work });
  await registerCustomer(house, email);
});
afterAll(() => house.stop());
afterEach(async () => {
  work.level = 0;
  await forgetBudgets(house);
});

const send = (asked: Asked, solution: string, identifier = email) => handIn(asked, solution, identifier);

describe('the way without scripts', () => {
  const askForCode = ({ visitor, flow }: { visitor: Visitor; flow: string }, identifier = email) =>
    visitor.post('/sign-in/code/request', { flow, identifier, password: '', challenge_solution: '' });

  it('proves the mailbox and leads on to the password of that address, and of no other', async () => {
    const asked = await opened();
    expect((await askForCode(asked)).headers['location']).toBe(`/sign-in/code?flow=${asked.flow}`);
    const mail = await mailHolding(house, email, 'Enter this code where you are signing in');
    const form = await asked.visitor.post('/sign-in/code', { flow: asked.flow, code: codeOf(mail) });
    expect(form.body).toContain('That code was right');
    expect(await isSignedIn(asked.visitor)).toBe(false);
    const { challenge_solution: pass = '' } = form.hidden('/sign-in');
    expect(asksForWork(await send(asked, pass, 'other@example.com'))).toBe(true);
    expect(asksForWork(await send(await opened(), pass))).toBe(true);
    const wrong = { flow: asked.flow, identifier: email, password: 'wrong', challenge_solution: pass };
    const again = await asked.visitor.post('/sign-in', wrong);
    expect(again.status).toBe(401);
    expect(again.hidden('/sign-in')['challenge_solution']).toBe(pass);
    expect((await send(asked, pass)).headers['location']).toBe('/account');
  });

  it('confirms the browser at once, in a time when a password alone is not enough', async () => {
    const { detection, tenants } = house.house;
    const tenantId = (await tenants.byHost(new URL(house.origin).host))?.tenantId ?? '';
    const author = { actor: { kind: 'system' } } as const;
    await detection.beginAttackMode(tenantId, { until: null }, author);
    try {
      const worked = await opened();
      const placeOf = (answer: Answer) => answer.headers['location']?.split('?')[0];
      await vi.waitFor(async () => {
        const page = await worked.visitor.get(`/sign-in?flow=${worked.flow}`);
        expect(placeOf(await send(worked, await solved(challengeOn(page))))).toBe('/sign-in/second');
      }, 30_000);
      const asked = await opened();
      const sent = (await house.mails()).length;
      await askForCode(asked);
      await vi.waitFor(async () => expect((await house.mails()).length).toBeGreaterThan(sent), 30_000);
      const code = codeOf(await mailHolding(house, email, 'Enter this code where you are signing in'));
      const form = await asked.visitor.post('/sign-in/code', { flow: asked.flow, code });
      const { challenge_solution: pass = '' } = form.hidden('/sign-in');
      expect(placeOf(await send(asked, pass))).toBe('/account');
    } finally {
      await detection.endAttackMode(tenantId, author);
    }
  });

  it('is no way where no work is asked and no mail begins a sign-in', async () => {
    const visitor = house.visitor();
    const flow = await beginFlow(visitor, '/sign-in');
    expect((await askForCode({ visitor, flow })).status).toBe(403);
  });

  it('is narrow: a neighbourhood has a few, and the rest of the world its own', async () => {
    const statuses = [];
    for (let visit = 0; visit < 6; visit += 1) {
      const asked = await opened(house.visitor({ address: `192.0.2.${visit + 1}` }), '/recover');
      const answer = await asked.visitor.post('/recover', { flow: asked.flow, email: `x${visit}@example.com` });
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([303, 303, 303, 303, 403, 403]);
    const away = await opened(house.visitor({ address: '203.0.113.9' }), '/sign-up');
    const signUp = { flow: away.flow, email: 'new@example.com', password: goodPassword };
    expect((await away.visitor.post('/sign-up', signUp)).status).toBe(303);
  });
});
