/** Attacks on proof of work: what is not solved, solved for something else, or handed in twice opens nothing (case 25). */
import type { Challenge } from 'altcha-lib';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createOwnInterface } from '../test/own-interface.ts';
import { createRelyingParty, follow } from '../test/relying-party.ts';
import { silentLogger } from '../test/silent-logger.ts';
import { challengeOn, handedIn, solved } from '../test/solve-challenge.ts';
import type { Answer } from '../test/visitor.ts';
import { beginFlow, faceOf, goodPassword, registerCustomer, tracesOf } from './people.ts';
import { forgetBudgets } from './second-factors.ts';
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
  vi.useRealTimers();
  await forgetBudgets(house);
});

const send = (asked: Asked, solution: string, identifier = email) => handIn(asked, solution, identifier);

describe('a solution', () => {
  it('signs its owner in; without one, the page comes back with the address and nothing is looked up', async () => {
    const asked = await opened();
    const before = await tracesOf(house);
    const refused = await send(asked, '');
    expect(asksForWork(refused)).toBe(true);
    expect(refused.body).toContain(`value="${email}"`);
    expect(refused.body).not.toContain(goodPassword);
    expect(await tracesOf(house)).toEqual(before);
    const answer = await send(asked, await solved(challengeOn(refused)));
    expect(answer.headers['location']).toBe('/account');
  });

  it('counts once, and of twenty at the same moment for one', async () => {
    const asked = await opened();
    const solution = await solved(asked.challenge);
    const wrong = {
      flow: asked.flow,
      identifier: 'nobody@example.com',
      password: 'wrong',
      challenge_solution: solution,
    };
    const all = await Promise.all(Array.from({ length: 20 }, () => asked.visitor.post('/sign-in', wrong)));
    expect(all.map(({ status }) => status).toSorted()).toEqual([401, ...Array.from({ length: 19 }, () => 403)]);
    expect(all.filter(asksForWork)).toHaveLength(19);
    expect(asksForWork(await send(asked, solution))).toBe(true);
  });

  it('is nothing in another journey, from another network, for another purpose or of another key', async () => {
    const asked = await opened(house.visitor({ address: '198.51.100.7' }));
    const solution = await solved(asked.challenge);
    const other = await opened(house.visitor({ address: '198.51.100.8' }));
    expect(asksForWork(await send(other, solution))).toBe(true);
    const elsewhere = house.visitor({ address: '203.0.113.7' });
    for (const [name, value] of asked.visitor.cookies) elsewhere.cookies.set(name, value);
    expect(asksForWork(await send({ visitor: elsewhere, flow: asked.flow }, solution))).toBe(true);
    const signUp = await asked.visitor.post('/recover', { flow: asked.flow, email, challenge_solution: solution });
    expect(asksForWork(signUp)).toBe(true);
    const forged = structuredClone(asked.challenge);
    forged.parameters.cost = 1;
    forged.parameters.keyPrefix = '0';
    expect(asksForWork(await send(asked, await solved(forged)))).toBe(true);
    const neighbour = house.visitor({ address: '198.51.100.99' });
    for (const [name, value] of asked.visitor.cookies) neighbour.cookies.set(name, value);
    expect((await send({ visitor: neighbour, flow: asked.flow }, solution)).headers['location']).toBe('/account');
  });

  it('of a task that was fetched for a form that stood open counts too, for that journey alone', async () => {
    const { visitor, flow } = await opened();
    const fetched = async (path: string) => JSON.parse((await visitor.request(path)).body) as { challenge: unknown };
    const { challenge } = await fetched(`/challenge?action=sign-in&flow=${flow}`);
    const other = await fetched('/challenge?action=sign-in&flow=');
    expect(asksForWork(await send({ visitor, flow }, await solved(other.challenge)))).toBe(true);
    expect((await send({ visitor, flow }, await solved(challenge))).headers['location']).toBe('/account');
    work.level = 0;
    expect(await fetched(`/challenge?action=sign-in&flow=${flow}`)).toEqual({ challenge: null });
  });

  it('is nothing to another tenant', async () => {
    const host = 'second.localhost:4000';
    await house.house.tenants.create({ name: 'Second', host });
    const there = house.visitor({ host, origin: `http://${host}`, address: '198.51.100.7' });
    const here = house.visitor({ address: '198.51.100.7' });
    const { flow } = await opened(here);
    const solution = await solved(challengeOn(await here.get(`/sign-in?flow=${flow}`)));
    expect(asksForWork(await send({ visitor: there, flow }, solution))).toBe(true);
    expect((await send({ visitor: here, flow }, solution)).headers['location']).toBe('/account');
  });

  it('of less work than is asked by now is not enough', async () => {
    const asked = await opened();
    const solution = await solved(asked.challenge);
    work.level = 2;
    expect(asksForWork(await send(asked, solution))).toBe(true);
  });

  it('is over with its challenge by the time of the database, also once it was forgotten', async () => {
    work.level = 1;
    const visitor = house.visitor();
    const flow = await beginFlow(visitor, '/sign-in');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 310_000 });
    const page = await visitor.get(`/sign-in?flow=${flow}`);
    const solution = await solved(challengeOn(page));
    // The clock of the node stands still, that of the database does not.
    const late = await send({ visitor, flow }, solution);
    expect(asksForWork(late)).toBe(true);
    vi.useRealTimers();
    expect(asksForWork(await send({ visitor, flow }, solution))).toBe(true);
  });

  it('that is no solution is refused like any other, whatever it is', async () => {
    const asked = await opened();
    const solution = await solved(asked.challenge);
    const { challenge } = asked;
    const reading = JSON.parse(Buffer.from(solution, 'base64').toString()) as { solution: { counter: number } };
    const parameters = challenge.parameters as unknown as Record<string, unknown>;
    const changed = (changes: object) => ({ ...challenge, parameters: { ...parameters, ...changes } });
    const solutions = [
      solution.slice(0, -40),
      `${solution}${'A'.repeat(50_000)}`,
      'x'.repeat(60_000),
      'null',
      Buffer.from('null').toString('base64'),
      Buffer.from('{"challenge":{"parameters":null},"solution":1}').toString('base64'),
      handedIn(challenge, { counter: -1, derivedKey: '', time: 0 }),
      handedIn(challenge, { counter: reading.solution.counter + 1, derivedKey: '00'.repeat(32), time: 0 }),
      handedIn({ ...challenge, signature: '' }, { counter: 1, derivedKey: '00', time: 0 }),
      handedIn(changed({ expiresAt: 4e9 }), { counter: 1, derivedKey: '00', time: 0 }),
      handedIn(changed({ salt: 'x', nonce: {}, data: { purpose: 1 } }), { counter: 1, derivedKey: '00', time: 0 }),
      handedIn(changed({ data: { ...(parameters['data'] as object), level: 'x' } }), {
        counter: 1,
        derivedKey: '00',
        time: 0,
      }),
      'pass.9999999999.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    ];
    for (const bad of solutions) expect(asksForWork(await send(asked, bad)), bad.slice(0, 80)).toBe(true);
    expect((await send(asked, 'x'.repeat(100_000))).status).toBe(413);
    expect((await send(asked, solution)).headers['location']).toBe('/account');
  });
});

describe('who owes work and shows none', () => {
  it('is answered while nothing of the database can be read, neither journeys nor accounts nor budgets', async () => {
    const asked = await opened();
    const { flow } = asked;
    const owner = new pg.Client({ connectionString: house.ownerUrl });
    await owner.connect();
    try {
      await owner.query('begin');
      await owner.query(
        'lock table flows, budgets, customers, customer_identifiers, sessions, known_devices, spent_challenges',
      );
      const direct = house.visitor();
      const call = (path: string, body: object) =>
        direct.request(`/api/flows/${flow}/${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', accept: 'application/json' },
          body: JSON.stringify(body),
        });
      const answers = await Promise.all([
        send(asked, ''),
        send(asked, 'wrong'),
        asked.visitor.post('/sign-in/code/request', { flow, identifier: '+4915123456789' }),
        asked.visitor.post('/recover', { flow, email, challenge_solution: 'wrong' }),
        asked.visitor.post('/sign-up', { flow, email, password: '', challenge_solution: 'wrong' }),
        call('password', { identifier: email, password: goodPassword }),
        call('request-code', { identifier: email }),
        call('address', { email }),
        call('details', { email }),
      ]);
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 403));
    } finally {
      await owner.end();
    }
  });

  it('learns nothing of who has an account: the pages are the same', async () => {
    const faces = await Promise.all(
      [email, 'nemo@example.com'].map(async (identifier) => {
        const asked = await opened();
        const refused = await send(asked, '', identifier);
        const bare = { ...refused, body: refused.body.replace(/data-challenge="[^"]*"/, '') };
        return faceOf(bare, identifier);
      }),
    );
    expect(faces[0]).toEqual(faces[1]);
  });

  it('sends what they typed back as text, and leads only where the form before did', async () => {
    const party = await createRelyingParty(house);
    const visitor = house.visitor();
    work.level = 1;
    const page = await visitor.get((await party.begin()).address);
    const { flow = '', leads_to: leadsTo = '' } = page.hidden('/sign-in');
    const shown = { flow, identifier: '"><script>&fill-identifier', password: '' };
    const refused = await visitor.post('/sign-in', { ...shown, leads_to: leadsTo });
    expect(asksForWork(refused)).toBe(true);
    expect(refused.body).toContain('value="&#34;&gt;&lt;script&gt;&amp;fill-identifier"');
    expect(refused.headers['content-security-policy']).toContain("form-action 'self' https://shop.example");
    for (const wrong of [
      `${leadsTo}.evil.example`,
      'https://evil.example',
      ` https://evil.example`,
      'x https://evil.example',
      leadsTo.replace(party.applicationId, 'console'),
    ])
      expect(
        (await visitor.post('/sign-in', { ...shown, leads_to: wrong })).headers['content-security-policy'],
      ).toContain("form-action 'self';");
  });
});

describe('a page that comes back from memory', () => {
  it('looks as it did on the way to its application: the ways that this one offers, and its name', async () => {
    const [tenantId = ''] = await house.house.tenants.listIds();
    for (const name of ['One', 'Two'])
      await house.house.connections.create(tenantId, {
        ...{ connection_id: name.toLowerCase(), name, preset: 'google', client_id: 'a', client_secret: 'b'.repeat(32) },
      });
    const party = await createRelyingParty(house);
    await house.house.applications.changeSettings(tenantId, party.applicationId, { signIn: { connections: ['two'] } });
    work.level = 1;
    const visitor = house.visitor();
    const ways = ({ body }: Answer) => [...body.matchAll(/\/sign-in\/with\/([a-z]+)\?/g)].map(([, id]) => id);
    const page = await follow(house, visitor, await visitor.request((await party.begin()).address));
    const signUp = await visitor.get(`/sign-up?from=${page.hidden('/sign-in')['flow']}`);
    const again = await visitor.post('/sign-in', { ...page.hidden('/sign-in'), identifier: email, password: 'x' });
    const anew = await visitor.post('/sign-up', { ...signUp.hidden('/sign-up'), email: '+4915123456789' });
    expect([asksForWork(again), asksForWork(anew)]).toEqual([true, true]);
    expect([page, signUp, again, anew].map(ways)).toEqual([['two'], ['two'], ['two'], ['two']]);
    for (const { body } of [page, signUp, again, anew]) expect(body).toContain('The shop');
    // Toward no application it is what the business itself offers.
    const asked = await opened();
    expect(ways(await send(asked, ''))).toEqual(['one', 'two']);
  });
});

describe('an interface of an application’s own', () => {
  it('is told the challenge in the refusal, and goes on with its solution', async () => {
    const app = await createOwnInterface(house);
    const journey = await app.device().begin('sign-in');
    work.level = 1;
    const given = { identifier: email, password: goodPassword };
    const refused = await journey.act('password', given);
    expect(refused).toMatchObject({ status: 403, body: { code: 'challenge.required' } });
    const challenge = refused.body['challenge'] as Challenge;
    const answer = await journey.act('password', { ...given, challenge_solution: await solved(challenge) });
    expect(answer.body['state']).toBe('complete');
  });
});
