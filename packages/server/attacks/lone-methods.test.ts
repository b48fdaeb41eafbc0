/** With the password off and one method on, an account lives from sign-up to recovery: by pages and by `/api/flows`. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createOwnInterface, type OwnInterface } from '../test/own-interface.ts';
import { createPasskeyAuthenticator, type PasskeyAuthenticator } from '../test/passkey-authenticator.ts';
import { optionsOf } from '../test/passkey-visits.ts';
import { byJson, byPages, type LoneMethod, letters, loneMethods, newPerson } from './lone-methods.ts';
import { beginFlow, isSignedIn } from './people.ts';
import { forgetBudgets } from './second-factors.ts';

let house: TestHouse;
let app: OwnInterface;
let tenantId: string;

/** This method and no other. */
async function only(method: LoneMethod): Promise<void> {
  const off = { password: 'off', passkey: 'off', emailCode: 'off', emailLink: 'off', smsCode: 'off' } as const;
  await house.house.tenants.changeSettings(tenantId, {
    identifiers: { defaultCountry: 'DE' },
    registration: { numberAlone: method === 'phone' ? 'on' : 'off' },
    signIn: { methods: { ...off, [method === 'phone' ? 'smsCode' : method]: 'on' } },
  });
}

beforeAll(async () => {
  house = await startTestHouse();
  app = await createOwnInterface(house);
  [tenantId = ''] = await house.house.tenants.listIds();
});
afterAll(() => house.stop());
beforeEach(() => forgetBudgets(house));

const rows = loneMethods.flatMap((method) => (['pages', 'JSON'] as const).map((by) => ({ method, by })));

describe.each(rows)('$method alone, by $by', ({ method, by }) => {
  it('carries an account from sign-up to sign-in to recovery', async () => {
    await only(method);
    const way = by === 'pages' ? byPages(house) : byJson(house, app);
    const person = newPerson(
      house,
      `${method}-${by}`,
      rows.findIndex((row) => row.method === method && row.by === by),
    );
    expect(await way.signUp(method, person)).toBe(true);
    await forgetBudgets(house);
    expect(await way.signIn(method, person)).toBe(true);
    await forgetBudgets(house);
    const [customer] = await house.sql('select customer_id from customers order by created_at desc limit 1');
    const customerId = String(customer?.['customer_id']);
    const live = async () =>
      (
        await house.sql('select session_id from session_standings where customer_id = $1 and is_live', [customerId])
      ).map((row) => row['session_id']);
    const before = await live();
    expect(before).toHaveLength(2);
    const told = letters(house, method === 'phone' ? person.phone : person.email);
    expect(await way.recover(method, person)).toBe(true);
    // Everything else is over, and its owner is told.
    const after = await live();
    expect(after).toHaveLength(1);
    expect(before).not.toContain(after[0]);
    await (await told).holding(/(was recovered)/);
    expect(await house.sql('select 1 from password_credentials where customer_id = $1', [customerId])).toEqual([]);
  });
});

describe('a way in that is lost', () => {
  const options = <Options>(visitor: Parameters<typeof optionsOf>[0], flow: string) =>
    optionsOf<Options>(visitor, '/sign-in/enrol/options', { flow, method: 'passkey' });

  it('is replaced by its owner after the delay, and not by a mailbox at once (cases 49, 83)', async () => {
    await only('passkey');
    const person = newPerson(house, 'lost-passkey', 80);
    expect(await byPages(house).signUp('passkey', person)).toBe(true);
    const visitor = house.visitor();
    const lost = async () => {
      await forgetBudgets(house);
      const flow = await beginFlow(visitor, '/recover');
      const mail = await letters(house, person.email);
      await visitor.post('/recover', { flow, email: person.email });
      await visitor.post('/recover/verify', { flow, code: await mail.code() });
      expect((await visitor.get(`/sign-in/second?flow=${flow}`)).body).toContain('/sign-in/lost-factor');
      const code = await letters(house, person.email);
      await visitor.post('/sign-in/lost-factor', { flow });
      return { flow, answer: await visitor.post('/sign-in/lost-factor/verify', { flow, code: await code.code() }) };
    };
    const first = await lost();
    expect(first.answer.headers['location']).toBe(`/sign-in/lost-factor/waiting?flow=${first.flow}`);
    expect((await visitor.post('/recover/password', { flow: first.flow })).status).toBe(410);
    await house.sql("update factor_recoveries set due_at = now() - interval '1 minute' where state = 'waiting'");
    const { flow, answer } = await lost();
    expect(answer.headers['location']).toBe(`/recover/password?flow=${flow}`);
    const back = await visitor.post('/recover/password', { flow });
    // No session yet: the account has no way in, and sets one up first.
    expect(back.headers['location']).toBe(`/sign-in/enrol?flow=${flow}`);
    expect(await isSignedIn(visitor)).toBe(false);
    const authenticator = createPasskeyAuthenticator({ origin: house.origin });
    const made = authenticator.make(await options<Parameters<PasskeyAuthenticator['make']>[0]>(visitor, flow));
    await visitor.post('/sign-in/enrol', { flow, method: 'passkey', credential: JSON.stringify(made) });
    expect(await isSignedIn(visitor)).toBe(true);
    expect(await byPages(house).signIn('passkey', { ...person, authenticator })).toBe(true);
  });

  it('is no number of somebody else: they are told, and whoever typed it gets no code (case 56)', async () => {
    await only('smsCode');
    const owner = newPerson(house, 'owner', 81);
    expect(await byPages(house).signUp('smsCode', owner)).toBe(true);
    await forgetBudgets(house);
    const visitor = house.visitor();
    const email = 'planter@alone.example';
    const flow = await beginFlow(visitor, '/sign-up');
    const mail = await letters(house, email);
    await visitor.post('/sign-up', { flow, email, name: '', with: 'address' });
    await visitor.post('/verify', { flow, code: await mail.code() });
    const told = await letters(house, owner.phone);
    const sent = await visitor.post('/sign-in/enrol/send', { flow, method: 'sms-code', phone: owner.phone });
    expect(sent.headers['location']).toBe(`/sign-in/enrol?flow=${flow}&method=sms-code&sent=1`);
    await told.holding(/(somebody|someone|another account|in use)/i);
    const guess = await visitor.post('/sign-in/enrol', { flow, method: 'sms-code', code: '123456' });
    expect(guess.status).toBe(401);
    expect(await isSignedIn(visitor)).toBe(false);
  });
});

describe('an invitation where a password is no way in', () => {
  it.each([
    ['emailCode', '/account'],
    ['smsCode', '/sign-in/enrol'],
  ] as const)('asks none: %s', async (method, place) => {
    await only(method);
    const tenant = await house.house.tenants.byId(tenantId);
    if (tenant === null) throw new Error('no tenant');
    const email = `invited-${method}@alone.example`.toLowerCase();
    const mail = await letters(house, email);
    await house.house.registration.invite({ tenant, email, applicationId: null, locale: 'en' });
    const token = await mail.token();
    const visitor = house.visitor();
    const page = await visitor.get(`/invitation?token=${token}`);
    expect(page.body).not.toContain('name="password"');
    const answer = await visitor.post('/invitation', { token, name: '' });
    expect((answer.headers['location'] ?? '').split('?')[0]).toBe(place);
    expect(await isSignedIn(visitor)).toBe(method === 'emailCode');
  });
});
