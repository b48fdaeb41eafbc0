/**
 * Recovery: its answers (cases 11, 22, 41, 42, 53), what it ends (cases 2 to 4, 50), what it gives back (case 24), and
 * what it does not prove (cases 1, 6, 8).
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { askToRecover, mailAbout, newPassword, recover, waitingRecovery } from './lives.ts';
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
} from './people.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());
afterEach(() => house.sql('delete from budgets'));

const wrong = (code: string) => (code === '000000' ? '111111' : '000000');

describe('a recovery', () => {
  it('ends with a new password, a fresh session here, and nothing else of the old (cases 2, 50)', async () => {
    const email = 'anna@recover.example';
    const old = await registerCustomer(house, email);
    const other = house.visitor();
    await signIn(other, email);
    const { visitor, proven, chosen } = await recover(house, email);
    expect([proven.status, chosen.status]).toEqual([303, 303]);
    expect(chosen.headers['location']).toBe('/account');
    expect(await isSignedIn(visitor)).toBe(true);
    for (const browser of [old, other]) expect(await isSignedIn(browser)).toBe(false);
    expect((await signIn(house.visitor(), email)).status).toBe(401);
    expect((await signIn(house.visitor(), email, newPassword)).status).toBe(303);
    const devices = await house.sql(
      'select 1 from known_devices where customer_id in (select customer_id from sessions)',
    );
    expect(devices).toHaveLength(2);
    const mail = await mailAbout(house, email, /has a new password/);
    expect(mail.text).toContain('a•••@recover.example');
    expect(mail.text).toContain('Firefox');
    expect(mail.text).not.toContain(newPassword);
  });

  it('answers alike for an address with an account, without one, and with one that is disabled or closed (case 42)', async () => {
    for (const name of ['known', 'pause']) await registerCustomer(house, `${name}@recover.example`);
    await house.sql(
      `update customers set state = 'disabled' where customer_id = (select customer_id from customers order by created_at desc limit 1)`,
    );
    const faces = [];
    for (const email of ['known@recover.example', 'nomad@recover.example', 'pause@recover.example']) {
      const { visitor, flow, answer } = await askToRecover(house.visitor(), email);
      const answers = [answer, await visitor.get(`/recover/verify?flow=${flow}`)];
      for (let count = 0; count < 7; count += 1)
        answers.push(await visitor.post('/recover/verify', { flow, code: '00000x' }));
      answers.push(await visitor.post('/recover/resend', { flow }));
      answers.push(await visitor.post('/recover/password', { flow, password: newPassword }));
      faces.push(answers.map((each) => faceOf(each, email, `${email[0]}•••`, email.slice(email.indexOf('@')))));
    }
    expect(faces[1]).toEqual(faces[0]);
    expect(faces[2]).toEqual(faces[0]);
    await mailAbout(house, 'known@recover.example', /your code/, 3);
    await mailAbout(house, 'nomad@recover.example', /no account/);
    const mails = await house.mails();
    expect(mails.filter(({ to }) => to === 'nomad@recover.example')).toHaveLength(1);
    expect(mails.filter(({ to }) => to === 'pause@recover.example')).toHaveLength(1);
  });

  it('says that an account is paused to nobody but who has proven its mailbox, and changes nothing (case 22)', async () => {
    const email = 'berta@recover.example';
    await registerCustomer(house, email);
    const { visitor, flow, code } = await waitingRecovery(house, email);
    await house.sql(
      `update customers set state = 'disabled' where created_at = (select max(created_at) from customers)`,
    );
    const refused = await visitor.post('/recover/verify', { flow, code });
    expect(refused.status).toBe(403);
    expect((await visitor.post('/recover/password', { flow, password: newPassword })).status).toBe(410);
    expect(visitor.cookies.has('cardea_session')).toBe(false);
    await house.sql(`update customers set state = 'active'`);
    expect((await signIn(house.visitor(), email)).status).toBe(303);
  });

  it('goes to the address on record and speaks the language of its owner (cases 11, 41)', async () => {
    const email = 'clara@recover.example';
    await registerCustomer(house, email, { locale: 'de' });
    const visitor = house.visitor();
    await visitor.get('/recover');
    const page = await visitor.get('/recover');
    const headers = { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example;proto=http' };
    await visitor.post('/recover', { ...page.hidden('/recover'), email: 'CLARA@recover.example' }, headers);
    const mail = await mailAbout(house, email, /ist Ihr Code/, 2);
    expect(mail.text).toContain('http://localhost:4000/recover/link?token=');
    expect(mail.text).not.toContain('evil');
  });

  it('never returns the code to who asks, and names nobody (case 53)', async () => {
    const email = 'dora@recover.example';
    await registerCustomer(house, email);
    const { visitor, flow, code } = await waitingRecovery(house, email);
    const pages = [
      await visitor.get(`/recover/verify?flow=${flow}`),
      await visitor.post('/recover/verify', { flow, code: wrong(code) }),
      await visitor.post('/recover/resend', { flow }),
    ];
    for (const page of pages) {
      expect(page.body).not.toContain(code);
      expect(page.body).not.toContain(email);
      expect(JSON.stringify(page.headers)).not.toContain(code);
    }
  });

  it('gives back to its owner the attempts that strangers used up (case 24)', async () => {
    const email = 'emil@recover.example';
    await registerCustomer(house, email);
    for (let count = 0; count < 11; count += 1) await signIn(house.visitor(), email, 'a wrong guess');
    expect((await signIn(house.visitor(), email)).status).toBe(429);
    await recover(house, email);
    expect((await signIn(house.visitor(), email, newPassword)).status).toBe(303);
  });

  it('ends a sign-in that was checked with the old password at the same moment (case 50)', async () => {
    const email = 'flora@recover.example';
    await registerCustomer(house, email);
    const { visitor, flow, code } = await waitingRecovery(house, email);
    await visitor.post('/recover/verify', { flow, code });
    const rivals = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const rival = house.visitor();
        return { rival, begun: await beginFlow(rival, '/sign-in') };
      }),
    );
    await Promise.all([
      visitor.post('/recover/password', { flow, password: newPassword }),
      ...rivals.map(({ rival, begun }) =>
        rival.post('/sign-in', { flow: begun, identifier: email, password: goodPassword }),
      ),
    ]);
    for (const { rival } of rivals) expect(await isSignedIn(rival)).toBe(false);
    expect(await isSignedIn(visitor)).toBe(true);
  });
});

describe('an account that somebody planted', () => {
  it('does not exist before its mailbox is proven, so a recovery neither proves nor keeps it (cases 1, 3, 6, 8)', async () => {
    const attacker = house.visitor();
    const flow = flowOf(await signUp(attacker, 'victim@plant.example'));
    const planted = await mailAbout(house, 'victim@plant.example', /your code/);
    const { visitor } = await askToRecover(house.visitor(), 'victim@plant.example');
    await mailAbout(house, 'victim@plant.example', /no account/);
    expect(await isSignedIn(visitor)).toBe(false);
    expect(await house.sql('select 1 from customer_identifiers where verified_at is null')).toEqual([]);
    expect(await isSignedIn(attacker)).toBe(false);
    expect((await attacker.post('/recover/verify', { flow, code: codeOf(planted) })).status).toBe(410);
    expect((await signIn(attacker, 'victim@plant.example', goodPassword)).status).toBe(401);
  });

  it('loses what nobody has proven, and every journey under way, when its owner recovers it (cases 3, 4)', async () => {
    const email = 'otto@plant.example';
    const attacker = await registerCustomer(house, email);
    const [row] = await house.sql<{ customer_id: string; tenant_id: string }>(
      'select customer_id, tenant_id from customers order by created_at desc limit 1',
    );
    const { customer_id: customerId, tenant_id: tenantId } = row ?? { customer_id: '', tenant_id: '' };
    await house.sql(
      `insert into customer_identifiers (tenant_id, identifier_id, customer_id, type, blind_index, index_version, sealed)
       values ($1, 'idn_unproven', $2, 'phone', '\\x01', 1, '\\x01')`,
      [tenantId, customerId],
    );
    const pending = await beginFlow(house.visitor(), '/sign-in');
    await house.sql('update flows set customer_id = $1 where flow_id = $2', [customerId, pending]);
    await recover(house, email);
    expect(await house.sql('select type from customer_identifiers where customer_id = $1', [customerId])).toEqual([
      { type: 'email' },
    ]);
    expect(await house.sql('select state from flows where flow_id = $1', [pending])).toEqual([{ state: 'abandoned' }]);
    expect(await isSignedIn(attacker)).toBe(false);
    const purged = await house.sql(
      "select data from ledger_entries where event = 'identifiers.purged' and customer_id = $1",
      [customerId],
    );
    expect(purged).toEqual([{ data: { identifierIds: ['idn_unproven'] } }]);
  });
});
