/**
 * The code and the link of a recovery: cases 33 and 44 (another browser), 43 (scanners), 45 to 48 (reuse, age, purpose),
 * 51 (leaks), 52 (guesses), 54 and 57 (another account, another address).
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { askToRecover, linkOf, mailAbout, newPassword, waitingRecovery } from './lives.ts';
import { codeOf, flowOf, isSignedIn, registerCustomer, signIn, signUp, tokenOf, tracesOf } from './people.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());
afterEach(() => house.sql('delete from budgets'));

const wrong = (code: string) => (code === '000000' ? '111111' : '000000');
const proofsOf = (flow: string) => house.sql('select * from proofs where flow_id = $1 order by created_at', [flow]);
describe('the link of a recovery', () => {
  it('can be opened as often as scanners like: nothing is used up and nobody is signed in (case 43)', async () => {
    const email = 'anton@link.example';
    await registerCustomer(house, email);
    const { visitor, flow, link } = await waitingRecovery(house, email);
    const before = await tracesOf(house);
    const proofs = await proofsOf(flow);
    const scanner = house.visitor({ userAgent: 'Mozilla/5.0 (compatible; LinkScanner/1.0)' });
    for (const browser of [scanner, visitor]) {
      expect((await browser.request(link, { method: 'HEAD' })).status).toBe(200);
      for (let count = 0; count < 3; count += 1) expect((await browser.get(link)).status).toBe(200);
      expect((await browser.get(`/recover/password?flow=${flow}`)).status).toBeGreaterThanOrEqual(400);
      expect(browser.cookies.has('cardea_session')).toBe(false);
    }
    expect(await proofsOf(flow)).toEqual(proofs);
    expect(await tracesOf(house)).toEqual(before);
  });

  it('takes the journey to the browser that opened it; the one that asked gets nothing (cases 33, 44)', async () => {
    const email = 'bruno@link.example';
    await registerCustomer(house, email);
    const attacker = house.visitor();
    const { flow, code, link } = await waitingRecovery(house, email, attacker);
    const owner = house.visitor({
      userAgent: 'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36',
    });
    const page = await owner.get(link);
    expect(page.body).toContain('Firefox');
    expect(page.body).not.toContain(email);
    const gone = await owner.post('/recover/link', page.hidden('/recover/link'));
    expect(gone.headers['location']).toBe(`/recover/password?flow=${flow}`);
    expect(gone.headers['location']).not.toContain('token');

    for (const answer of [
      await attacker.get(`/recover/password?flow=${flow}`),
      await attacker.post('/recover/password', { flow, password: 'the password of a thief' }),
      await attacker.post('/recover/verify', { flow, code }),
    ])
      expect(answer.status).toBe(403);
    expect((await owner.get(`/recover/password?flow=${flow}`)).body).toContain(email);
    expect((await owner.post('/recover/password', { flow, password: newPassword })).headers['location']).toBe(
      '/account',
    );
    expect(await isSignedIn(owner)).toBe(true);
    expect(await isSignedIn(attacker)).toBe(false);
  });

  it('works once, however often and at once it is used; so does the code (case 45)', async () => {
    for (const kind of ['code', 'link'] as const) {
      const email = `cora-${kind}@link.example`;
      await registerCustomer(house, email);
      const { visitor, flow, code, link } = await waitingRecovery(house, email);
      const token = link.split('=')[1] ?? '';
      const use = () =>
        kind === 'code' ? visitor.post('/recover/verify', { flow, code }) : visitor.post('/recover/link', { token });
      const answers = await Promise.all(Array.from({ length: 20 }, use));
      expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
      expect(answers.every(({ status }) => status < 500)).toBe(true);
      expect((await use()).status).toBe(410);
      const choose = () => visitor.post('/recover/password', { flow, password: newPassword });
      const choices = await Promise.all(Array.from({ length: 8 }, choose));
      expect(choices.filter(({ headers }) => headers['location'] === '/account')).toHaveLength(1);
      expect((await choose()).status).toBe(410);
      const changed = await house.sql(
        "select 1 from ledger_entries where event = 'account.recovered' and data->>'flowId' = $1",
        [flow],
      );
      expect(changed).toHaveLength(1);
    }
  });

  it('dies with a newer one, after its time by the clock of the database, and after five wrong codes (cases 46, 47, 52)', async () => {
    const email = 'dirk@link.example';
    await registerCustomer(house, email);
    const first = await waitingRecovery(house, email);
    await first.visitor.post('/recover/resend', { flow: first.flow });
    const newer = await mailAbout(house, email, /your code/, 3);
    expect((await first.visitor.get(first.link)).status).toBe(410);
    expect((await first.visitor.post('/recover/link', { token: first.link.split('=')[1] ?? '' })).status).toBe(410);
    if (codeOf(newer) !== first.code)
      expect((await first.visitor.post('/recover/verify', { flow: first.flow, code: first.code })).status).toBe(400);

    await house.sql(
      "update proofs set code_expires_at = now() - interval '1 second', link_expires_at = now() - interval '1 second' where flow_id = $1",
      [first.flow],
    );
    expect((await first.visitor.post('/recover/verify', { flow: first.flow, code: codeOf(newer) })).status).toBe(400);
    expect((await first.visitor.get(linkOf(newer, '/recover/link'))).status).toBe(410);
    await house.sql('delete from budgets');
    const second = await waitingRecovery(house, email);
    for (let count = 0; count < 5; count += 1)
      expect(
        (await second.visitor.post('/recover/verify', { flow: second.flow, code: wrong(second.code) })).status,
      ).toBe(400);
    expect((await second.visitor.post('/recover/verify', { flow: second.flow, code: second.code })).status).toBe(400);
    // The code is dead; the link, which nobody can guess, is not.
    expect((await second.visitor.get(second.link)).status).toBe(200);
  });

  it('lives for ten minutes, like its code; what it proves, for a quarter of an hour (case 47)', async () => {
    const email = 'ernst@link.example';
    await registerCustomer(house, email);
    const { visitor, flow, code } = await waitingRecovery(house, email);
    const [lives] = await house.sql(
      `select extract(epoch from code_expires_at - minted_at)::int as code,
              extract(epoch from link_expires_at - minted_at)::int as link from proofs where flow_id = $1`,
      [flow],
    );
    expect(lives).toEqual({ code: 600, link: 600 });
    await visitor.post('/recover/verify', { flow, code });
    const [row] = await house.sql('select expires_at < now() + $2::interval as soon from flows where flow_id = $1', [
      flow,
      '901 seconds',
    ]);
    expect(row).toEqual({ soon: true });
    await house.sql("update flows set expires_at = now() - interval '1 second' where flow_id = $1", [flow]);
    expect((await visitor.post('/recover/password', { flow, password: newPassword })).status).toBe(410);
    expect((await signIn(house.visitor(), email)).status).toBe(303);
  });

  it('guesses at codes are counted across journeys, and asking for new codes does not begin anew (case 52)', async () => {
    const email = 'frieda@link.example';
    await registerCustomer(house, email);
    const statuses: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      await house.sql("delete from budgets where budget like 'mail.%'");
      const { visitor, flow, code } = await waitingRecovery(house, email);
      for (let count = 0; count < 3; count += 1)
        statuses.push((await visitor.post('/recover/verify', { flow, code: wrong(code) })).status);
    }
    expect(statuses).toEqual([...Array<number>(10).fill(400), 429, 429]);
    await house.sql("delete from budgets where budget like 'mail.%'");
    const { visitor, link } = await waitingRecovery(house, email);
    expect((await visitor.fill(link, {})).status).toBe(303);
  });

  it('keeps its token from leaking, and out of every address that follows (case 51)', async () => {
    const email = 'gustav@link.example';
    await registerCustomer(house, email);
    const { visitor, link } = await waitingRecovery(house, email);
    const page = await visitor.get(link);
    expect(page.headers['referrer-policy']).toBe('same-origin');
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.body).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });

  it('is worth nothing at another purpose, browser or tenant, and theirs are worth nothing here (case 48)', async () => {
    const email = 'hugo@link.example';
    const customer = await registerCustomer(house, email);
    const { visitor, flow, code, link } = await waitingRecovery(house, email);
    const token = link.split('=')[1] ?? '';
    const signing = house.visitor();
    const signUpFlow = flowOf(await signUp(signing, 'ida@link.example'));
    const signUpMail = await mailAbout(house, 'ida@link.example', /your code/);
    await house.house.tenants.create({ name: 'Other', host: 'other.localhost' });
    const elsewhere = house.visitor({ host: 'other.localhost', origin: 'http://other.localhost' });
    for (const [name, value] of visitor.cookies) elsewhere.cookies.set(name, value);
    const notice = await notified(customer, email);
    const before = await tracesOf(house);
    const attempts = [
      [await visitor.post('/verify/link', { token }), 410],
      [await visitor.post('/verify', { flow, code }), 410],
      [await visitor.post('/secure-account', { token }), 410],
      [await visitor.post('/keep-account', { token }), 410],
      [await visitor.post('/recover/link', { token: tokenOf(signUpMail) }), 410],
      [await visitor.post('/recover/link', { token: notice }), 410],
      [await signing.post('/recover/verify', { flow: signUpFlow, code: codeOf(signUpMail) }), 410],
      [await signing.post('/recover/verify', { flow, code }), 403],
      [await signing.post('/recover/password', { flow, password: newPassword }), 403],
      [await visitor.post('/recover/password', { flow, password: newPassword }), 410],
      [await visitor.post('/sign-in', { flow, identifier: email, password: code }), 410],
      [await visitor.post('/sign-up', { flow, email: 'x@link.example', password: newPassword }), 410],
      [await elsewhere.post('/recover/link', { token }), 410],
      [await elsewhere.post('/recover/verify', { flow, code }), 410],
    ] as const;
    for (const [index, [answer, status]] of attempts.entries()) expect([index, answer.status]).toEqual([index, status]);
    const { customers, sessions, identifiers, passwords } = before;
    expect(await tracesOf(house)).toMatchObject({ customers, sessions, identifiers, passwords });
    expect((await visitor.post('/recover/verify', { flow, code })).status).toBe(303);
  });

  it('is about the account that was proven, whatever later steps say (case 54)', async () => {
    await registerCustomer(house, 'victim@link.example');
    await registerCustomer(house, 'mallory@link.example');
    const { visitor, flow, code } = await waitingRecovery(house, 'mallory@link.example');
    await visitor.post('/recover/verify', { flow, code });
    for (const more of [{ email: 'victim@link.example' }, { customer: 'x' }, { login_hint: 'victim@link.example' }])
      expect((await visitor.post('/recover/password', { flow, password: newPassword, ...more })).status).toBe(400);
    expect((await visitor.post('/recover', { flow, email: 'victim@link.example' })).status).toBe(410);
    expect((await visitor.post('/recover/password', { flow, password: newPassword })).status).toBe(303);
    expect((await signIn(house.visitor(), 'victim@link.example')).status).toBe(303);
    expect((await signIn(house.visitor(), 'victim@link.example', newPassword)).status).toBe(401);
  });

  it('proves only the address it was sent to; another one is another journey, and ends nothing (case 57)', async () => {
    await registerCustomer(house, 'jana@link.example');
    await registerCustomer(house, 'karl@link.example');
    const { visitor, flow, code, link } = await waitingRecovery(house, 'jana@link.example');
    const answer = await visitor.post('/recover', { flow, email: 'karl@link.example' });
    const another = flowOf(answer);
    expect([answer.status, another === flow]).toEqual([303, false]);
    const mail = await mailAbout(house, 'karl@link.example', /your code/, 2);
    if (codeOf(mail) !== code)
      expect((await visitor.post('/recover/verify', { flow: another, code })).status).toBe(400);
    expect((await visitor.post('/recover/verify', { flow: another, code: codeOf(mail) })).status).toBe(303);
    const owner = house.visitor();
    expect((await owner.fill(link, {})).status).toBe(303);
    expect((await visitor.post('/recover/verify', { flow, code })).status).not.toBe(303);
  });

  it('stays good when two addresses are entered in one journey at the same moment', async () => {
    const emails = ['lars@link.example', 'mona@link.example'];
    for (const email of emails) await registerCustomer(house, email);
    const visitor = house.visitor();
    const hidden = (await visitor.get('/recover')).hidden('/recover');
    const answers = await Promise.all(emails.map((email) => visitor.post('/recover', { ...hidden, email })));
    expect(new Set(answers.map(flowOf)).size).toBe(2);
    for (const email of emails) {
      const mail = await mailAbout(house, email, /your code/, 2);
      expect((await house.visitor().fill(linkOf(mail, '/recover/link'), {})).status).toBe(303);
    }
  });

  it('and a new one asked for at the same moment do not wait for one another', async () => {
    await registerCustomer(house, 'nina@link.example');
    const { visitor, flow, code } = await waitingRecovery(house, 'nina@link.example');
    const up = house.visitor();
    const signUpFlow = flowOf(await signUp(up, 'nobody-yet@link.example'));
    for (let round = 0; round < 4; round += 1) {
      await house.sql('delete from budgets');
      const answers = await Promise.all([
        ...[1, 2].map(() => visitor.post('/recover/verify', { flow, code: wrong(code) })),
        ...[1, 2].map(() => visitor.post('/recover/resend', { flow })),
        ...[1, 2].map(() => up.post('/verify', { flow: signUpFlow, code: '000000' })),
        ...[1, 2].map(() => up.post('/verify/resend', { flow: signUpFlow })),
      ]);
      expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    }
  });
});

describe('a mailbox that strangers ask to be mailed', () => {
  const mailsTo = async (email: string) => (await house.mails()).filter(({ to }) => to === email).length;
  const flood = async (email: string) => {
    for (let count = 0; count < 8; count += 1)
      expect((await askToRecover(house.visitor({ address: `203.0.113.${count}` }), email)).answer.status).toBe(303);
    for (let count = 0; count < 6; count += 1) await signUp(house.visitor({ address: '203.0.113.9' }), email);
  };

  it('is sent the code of its owner all the same, who asks from elsewhere (case 24)', async () => {
    const email = 'olga@link.example';
    await registerCustomer(house, email);
    await flood(email);
    // The one of the sign-up, and no more than the strangers' network is allowed.
    await mailAbout(house, email, /your code/, 5);
    const { visitor, flow, code } = await waitingRecovery(house, email, house.visitor({ address: '198.51.100.7' }));
    expect(await mailsTo(email)).toBeLessThanOrEqual(12);
    expect((await visitor.post('/recover/verify', { flow, code })).status).toBe(303);
  });

  it('is sent it to a browser that its owner has used, though many networks ask', async () => {
    const email = 'petra@link.example';
    const owner = await registerCustomer(house, email);
    for (let count = 0; count < 14; count += 1)
      await askToRecover(house.visitor({ address: `198.18.${count}.7` }), email);
    const { visitor, flow } = await askToRecover(owner, email);
    const mail = await mailAbout(house, email, /your code/, 14);
    expect((await visitor.post('/recover/verify', { flow, code: codeOf(mail) })).status).toBe(303);
  });
});

/** The "this wasn't me" of a notice that this customer got. */
async function notified(customer: { cookies: Map<string, string> }, email: string): Promise<string> {
  expect(customer.cookies.has('cardea_session')).toBe(true);
  await signIn(house.visitor(), email);
  const mail = await mailAbout(house, email, /New sign-in/);
  return linkOf(mail, '/secure-account').split('=')[1] ?? '';
}
