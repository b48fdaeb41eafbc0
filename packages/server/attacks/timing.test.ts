/**
 * Who has an account cannot be told by what an answer costs: cases 10 (sign-up), 21 (sign-in) and 42 (recovery). The proof is exact
 * and does not depend on how busy the machine is: both paths send the same statements to PostgreSQL in the same order
 * and compute as many hashes, of the same kind and cost.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Worker } from 'node:worker_threads';
import { hashSync } from '@node-rs/bcrypt';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { importText, lines } from '../test/import-world.ts';
import type { Answer, Visitor } from '../test/visitor.ts';
import { beginFlow, faceOf, goodPassword, registerCustomer, tracesOf } from './people.ts';

type Work = { readonly statements: string[]; readonly hashes: string[] };

const runs = 12;
const requests = new AsyncLocalStorage<Work>();
let latest: Work = { statements: [], hashes: [] };
const onRequest = () => {
  latest = { statements: [], hashes: [] };
  requests.enterWith(latest);
};

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
  // Every hash is asked of a thread, by a message.
  const ask = Worker.prototype.postMessage;
  vi.spyOn(Worker.prototype, 'postMessage').mockImplementation(function (this: Worker, ...given) {
    requests.getStore()?.hashes.push(costOf(given[0]));
    return Reflect.apply(ask, this, given);
  });
  const query = pg.Client.prototype.query;
  vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...given: unknown[]) {
    const [first, values] = given as [string | { readonly text: string }, unknown];
    const text = typeof first === 'string' ? first : first.text;
    if (!isHousekeeping(text, values)) requests.getStore()?.statements.push(withoutLockedName(text));
    return Reflect.apply(query, this, given) as never;
  });
  subscribe('http.server.request.start', onRequest);
});
afterAll(async () => {
  unsubscribe('http.server.request.start', onRequest);
  vi.restoreAllMocks();
  await house.stop();
});

type Run = { readonly work: Work; readonly answer: Answer };

async function measure(request: () => Promise<Answer>): Promise<Run> {
  const answer = await request();
  return { work: latest, answer };
}

/** The kind of a hash and what it costs, without its salt: nothing at all where a new one is made. */
const costOf = (asked: { readonly phc: string | null }): string =>
  asked.phc === null ? 'new' : (/^\$argon2id\$[^$]+\$[^$]+|^\$2[aby]\$\d+/.exec(asked.phc)?.[0] ?? asked.phc);

type Attempt = (visitor: Visitor, flow: string, run: number) => Promise<Run>;

/** Runs both in turns, each in a browser and a journey of its own, and compares their work. */
async function expectSame(
  path: '/sign-in' | '/sign-up' | '/recover',
  known: Attempt,
  unknown: Attempt,
): Promise<{ known: Run; unknown: Run }> {
  const [one, other] = [house.visitor(), house.visitor()] as const;
  const flows = [await beginFlow(one, path), await beginFlow(other, path)] as const;
  let last: { known: Run; unknown: Run } | undefined;
  for (let run = 0; run < runs; run += 1) {
    await house.sql('delete from budgets');
    const first = run % 2 === 0;
    const a = await (first ? known : unknown)(one, flows[0], run);
    const b = await (first ? unknown : known)(other, flows[1], run);
    last = first ? { known: a, unknown: b } : { known: b, unknown: a };
    expect(last.known.work).toEqual(last.unknown.work);
  }
  if (last === undefined) throw new Error('nothing was measured');
  return last;
}

/** What is read once in a while and kept, whoever asks: a tenant, what it declares, and its own keys (of no subject). */
const isHousekeeping = (text: string, values: unknown) =>
  / from "tenants" where "is_default"/.test(text) ||
  text.includes('from "profile_schemas"') ||
  // The connections of a tenant, once a second, whoever asks.
  text.includes('from "connections"') ||
  (text.includes('from "key_envelopes"') && Array.isArray(values) && values.includes(''));

/** The one statement that values are written into, as long for a customer as for nobody's address but for the name. */
const withoutLockedName = (text: string) => text.replace(/(?<=^begin; .*hashtextextended\()'[a-z0-9_]+'/, "'…'");

const fixed = (run: number) => String(run).padStart(3, '0');

describe('the cost of an answer', () => {
  it('to a wrong password is the same for an address with and without an account (case 21)', async () => {
    await registerCustomer(house, 'has-account@time.example');
    const before = (await tracesOf(house)).entries['sign_in.failed'] ?? 0;
    const guess = (addressOf: (run: number) => string) => async (visitor: Visitor, flow: string, run: number) => {
      const fields = { flow, identifier: addressOf(run), password: `a wrong password ${fixed(run)}` };
      return measure(() => visitor.post('/sign-in', fields));
    };
    const last = await expectSame(
      '/sign-in',
      guess(() => 'has-account@time.example'),
      guess((run) => `no-account${fixed(run)}@time.examp`),
    );
    expect(last.known.work.hashes).toHaveLength(1);
    expect(last.known.work.statements.length).toBeGreaterThan(5);
    expect(last.known.answer.status).toBe(401);
    expect((await tracesOf(house)).entries['sign_in.failed']).toBe(before + 2 * runs);
  });

  it('to a wrong password is the same for an account that came with a foreign hash and for none (case 21)', async () => {
    await house.sql('delete from password_credentials');
    const brought = ['one', 'two', 'three'].map((name) => `${name}@came.example`);
    const password_hash = hashSync(goodPassword, { cost: 4 });
    await importText(house, lines(...brought.map((email) => ({ email, email_verified: true, password_hash }))));
    const standing = await house.sql('select sealed_hash from password_credentials order by customer_id');
    expect(standing).toHaveLength(3);
    const guess =
      (addressOf: (run: number) => string, password: string) => async (visitor: Visitor, flow: string, run: number) => {
        const fields = { flow, identifier: addressOf(run), password };
        return measure(() => visitor.post('/sign-in', fields));
      };
    const wrong = await expectSame(
      '/sign-in',
      guess(() => 'three@came.example', 'not what it is'),
      guess((run) => `not-any${fixed(run)}@came.exa`, 'not what it is'),
    );
    // The foreign hash, and one of ours beside it: it is never the quicker of the two.
    expect(wrong.known.work.hashes).toHaveLength(2);
    expect([wrong.known.answer.status, wrong.unknown.answer.status]).toEqual([401, 401]);

    // What is right for those whose hashes are worked on opens nothing, and cannot be told from what is wrong.
    await house.sql('delete from budgets');
    const stranger = house.visitor();
    const flow = await beginFlow(stranger, '/sign-in');
    const right = await guess((run) => `not-any${run}@came.example`, goodPassword)(stranger, flow, 0);
    expect(right.answer.status).toBe(401);
    expect(right.work).toEqual(wrong.unknown.work);
    expect(await house.sql('select sealed_hash from password_credentials order by customer_id')).toEqual(standing);

    for (const identifier of brought) {
      const visitor = house.visitor();
      const signedIn = await visitor.fill('/sign-in', { identifier, password: goodPassword });
      expect(signedIn.status).toBe(303);
    }
    await house.sql('delete from budgets');
    const renewed = await guess(() => 'three@came.example', 'not what it is')(stranger, flow, 1);
    const none = await guess((run) => `not-any${fixed(run)}@came.exa`, 'not what it is')(stranger, flow, 1);
    expect(renewed.work).toEqual(none.work);
    expect(renewed.work.hashes).toHaveLength(1);
  });

  it('to a sign-up is the same for an address with and without an account (case 10)', async () => {
    await registerCustomer(house, 'is-member@time.example');
    const submit = (addressOf: (run: number) => string) => async (visitor: Visitor, flow: string, run: number) => {
      const fields = { flow, email: addressOf(run), password: goodPassword, name: 'Anna' };
      return measure(() => visitor.post('/sign-up', fields));
    };
    const last = await expectSame(
      '/sign-up',
      submit(() => 'is-member@time.example'),
      submit((run) => `newcomer${fixed(run)}@time.exampl`),
    );
    expect(last.known.work.hashes).toHaveLength(1);
    expect(last.known.work.statements.length).toBeGreaterThan(5);
    expect(faceOf(last.known.answer)).toEqual(faceOf(last.unknown.answer));
    expect(last.known.answer.status).toBe(303);
  });

  it('to a sign-up with a code that is wrong is the same for both (case 10)', async () => {
    await registerCustomer(house, 'is-second@time.example');
    const works: Work[] = [];
    const asked: Record<string, number> = { 'is-second@time.example': 2, 'is-nobody@time.example': 1 };
    for (const [email, count] of Object.entries(asked)) {
      const visitor = house.visitor();
      const flow = await beginFlow(visitor, '/sign-up');
      await visitor.post('/sign-up', { flow, email, password: goodPassword });
      await house.mailTo(email, count);
      works.push((await measure(() => visitor.post('/verify', { flow, code: '00000x' }))).work);
    }
    expect(works[0]).toEqual(works[1]);
    expect(works[0]?.statements.length).toBeGreaterThan(5);
    const tries = await house.sql('select tries_left from proofs order by created_at desc limit 2');
    expect(tries).toEqual([{ tries_left: 4 }, { tries_left: 4 }]);
  });

  it('to a change of address, and to a wrong code of one, is the same for an address that is free and one that is taken (case 56)', async () => {
    await registerCustomer(house, 'is-theirs@time.example');
    const visitor = await registerCustomer(house, 'is-mine@time.example');
    const path = '/account/sign-in/email';
    const hidden = (await visitor.get(path)).hidden(path);
    const works: { asked: Work; refused: Work }[] = [];
    for (const email of ['not-used@time.example', 'is-theirs@time.example', 'not-at-all@time.example']) {
      const asked = await measure(() => visitor.post(path, { ...hidden, email }));
      await house.mailTo(email, email.startsWith('is') ? 2 : 1);
      const flow = /flow=(flw_\w+)/.exec(asked.answer.headers['location'] ?? '')?.[1] ?? '';
      const wrong = { ...hidden, flow, code: '00000x' };
      works.push({ asked: asked.work, refused: (await measure(() => visitor.post(`${path}/verify`, wrong))).work });
    }
    // The first request of an account ends no earlier one, so the later two are compared.
    expect(works[1]).toEqual(works[2]);
    expect(works[1]?.asked.statements.length).toBeGreaterThan(5);
    expect(works[1]?.refused.statements.length).toBeGreaterThan(5);
  });

  it('to a recovery, and to a wrong code of one, is the same for both (case 42)', async () => {
    await registerCustomer(house, 'has-forgot@time.example');
    const works: { asked: Work; refused: Work }[] = [];
    const asked = { 'has-forgot@time.example': 2, 'not-anyone@time.example': 1 };
    for (const [email, count] of Object.entries(asked)) {
      const visitor = house.visitor();
      const flow = await beginFlow(visitor, '/recover');
      const { work } = await measure(() => visitor.post('/recover', { flow, email }));
      await house.mailTo(email, count);
      works.push({
        asked: work,
        refused: (await measure(() => visitor.post('/recover/verify', { flow, code: '00000x' }))).work,
      });
    }
    expect(works[0]).toEqual(works[1]);
    expect(works[0]?.asked.statements.length).toBeGreaterThan(5);
    expect(works[0]?.refused.statements.length).toBeGreaterThan(5);
  });
});
