/** Attacks by somebody who was in the account, or knows its password: what they leave behind and what they shut. */
import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { letMemoryFade } from '../test/memory.ts';
import type { Visitor } from '../test/visitor.ts';
import { begunBySecuring, linkOf, mailAbout, recover } from './lives.ts';
import { codeOf, flowOf, goodPassword, isSignedIn, registerCustomer, signIn } from './people.ts';
import {
  answerSecond,
  codeOfApp,
  enrolApp,
  forgetBudgets,
  forgetSteps,
  halfSignedIn,
  makeCodes,
  protectedCustomer,
} from './second-factors.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());
afterEach(() => forgetBudgets(house));

async function allowMailedCodes(): Promise<void> {
  const tenant = await house.house.tenants.byHost(new URL(house.origin).host);
  await house.house.tenants.changeSettings(tenant?.tenantId ?? '', { signIn: { methods: { emailCode: 'on' } } });
  await letMemoryFade();
}

describe('"this was not me"', () => {
  it('takes with it every factor that a thief may have set up, so that its owner gets back in', async () => {
    const email = 'robbed@example.com';
    await registerCustomer(house, email);
    const thief = house.visitor();
    await signIn(thief, email);
    const link = linkOf(await mailAbout(house, email, /New sign-in/), '/secure-account');
    await enrolApp(thief);
    const codes = await makeCodes(thief);
    expect(codes).toHaveLength(10);
    const owner = house.visitor();
    expect((await owner.fill(link, {})).headers['location']).toMatch(/^\/secured\b/);
    for (const table of ['authenticators', 'recovery_codes'])
      expect(
        await house.sql(`select 1 from ${table} join customers using (tenant_id, customer_id)
        where customer_id = (select customer_id from ledger_entries where event = 'account.secured'
          order by entry_id desc limit 1)`),
        table,
      ).toHaveLength(0);
    const events = await house.sql<{ method: string }>(
      `select data->>'method' as method from ledger_entries where event = 'factor.removed' and customer_id =
        (select customer_id from ledger_entries where event = 'account.secured' order by entry_id desc limit 1)`,
    );
    expect(events).toEqual([{ method: 'authenticator' }]);
    await begunBySecuring(house, email);
    expect((await recover(house, email, owner)).chosen.headers['location']).toBe('/account');
  });

  it('leaves the factor that its owner has had for long', async () => {
    const email = 'kept@example.com';
    const { owner, secret } = await protectedCustomer(house, email);
    await makeCodes(owner);
    await house.sql(
      `update authenticators set confirmed_at = now() - interval '8 days', created_at = now() - interval '8 days'`,
    );
    const thief = await halfSignedIn(house, email);
    await answerSecond(thief, codeOfApp(secret));
    const link = linkOf(await mailAbout(house, email, /New sign-in/), '/secure-account');
    expect(await makeCodes(thief.visitor)).toHaveLength(10);
    const [account] = await house.sql<{ customer_id: string }>(
      "select customer_id from ledger_entries where event = 'recovery_codes.made' order by entry_id desc limit 1",
    );
    await house.visitor().fill(link, {});
    const [left] = await house.sql(
      `select (select count(*)::int from authenticators where customer_id = $1) as apps,
        (select count(*)::int from recovery_codes where customer_id = $1) as codes`,
      [account?.customer_id],
    );
    expect(left).toEqual({ apps: 1, codes: 0 });
  });
});

describe('an account whose address nobody has proven', () => {
  it('is its mailbox’s alone once that signs in by mail: what was planted opens nothing (cases 2, 3, 7)', async () => {
    const email = 'planted@example.com';
    const thief = await registerCustomer(house, email);
    await allowMailedCodes();
    // As it comes from an import that vouches for nothing.
    await house.sql(
      `update customer_identifiers set verified_at = null where customer_id =
        (select customer_id from customers order by created_at desc limit 1)`,
    );
    await enrolApp(thief);
    await makeCodes(thief);
    const owner = house.visitor();
    const flow = flowOf(await owner.request('/sign-in'));
    await owner.post('/sign-in/code/request', { flow, identifier: email, password: '' });
    const mail = await mailAbout(house, email, /code to sign in|sign-in code|your code/i, 2);
    const answer = await owner.post('/sign-in/code', { flow, code: codeOf(mail) });
    expect(answer.headers['location']).toBe('/account');
    expect(await isSignedIn(owner)).toBe(true);
    expect(await isSignedIn(thief)).toBe(false);
    expect((await signIn(house.visitor(), email)).status).toBe(401);
  });
});

describe('a factor that is removed while its owner proves themselves elsewhere', () => {
  it('does not come back into that session (case 66)', async () => {
    const { email, owner, secret } = await protectedCustomer(house, 'race@example.com');
    const other = await halfSignedIn(house, email);
    await answerSecond(other, codeOfApp(secret));
    await house.sql("update sessions set authenticated_at = now() - interval '1 hour' where acr <> 'urn:cardea:aal2'");
    const page = await owner.get('/account/factors/authenticator');
    const path = '/account/factors/authenticator/remove';
    const hidden = page.hidden(path);
    await house.sql(
      "update sessions set authenticated_at = authenticated_at - interval '20 minutes' where secret_hash = $1",
      [hashOf(other.visitor)],
    );
    await forgetSteps(house);
    const confirm = await other.visitor.get('/account/confirm?to=%2Faccount');
    const fields = { ...confirm.hidden('/account/confirm'), code: codeOfApp(secret) };
    const [confirmed, removed] = await Promise.all([
      other.visitor.post('/account/confirm', fields),
      owner.post(path, hidden),
    ]);
    // Whichever comes first: the code was good until its app was gone.
    expect([303, 401, 403]).toContain(confirmed.status);
    expect(removed.status).toBe(303);
    const sessions = await house.sql<{ acr: string; proofs: { method: string }[] }>(
      `select acr, proofs from sessions where ended_at is null and customer_id =
        (select customer_id from customers order by created_at desc limit 1)`,
    );
    expect(sessions.length).toBeGreaterThan(1);
    for (const { acr, proofs } of sessions) {
      expect(acr).toBe('urn:cardea:aal1');
      expect(proofs.map(({ method }) => method)).not.toContain('authenticator');
    }
  });
});

describe('guesses at a second factor, by somebody who knows the password', () => {
  const closeLane = () => house.sql("update budgets set failures = 90 where budget = 'second-factor.customer'");

  it('shut its owner out only until they have a new password (case 24)', async () => {
    const { email, owner, secret } = await protectedCustomer(house, 'guessed-at@example.com');
    await answerSecond(await halfSignedIn(house, email), '000000');
    await closeLane();
    expect((await answerSecond(await halfSignedIn(house, email), codeOfApp(secret))).status).toBe(429);
    const password = 'eleven kites above the mill';
    const changed = await owner.fill('/account/password', { current_password: goodPassword, password });
    expect(changed.status).toBe(303);
    const visitor = house.visitor();
    const flow = flowOf(await signIn(visitor, email, password));
    const answer = await answerSecond({ visitor, flow }, codeOfApp(secret));
    expect(answer.headers['location']).toBe('/account');
  });

  it('and at what confirms a password elsewhere, end with the recovery of its owner (case 24)', async () => {
    const email = 'guessed-then-recovered@example.com';
    await registerCustomer(house, email);
    await house.sql(`insert into budgets (tenant_id, budget, key_hash, theoretical_at, failures)
      select tenant_id, 'second-factor.customer', sha256(convert_to(customer_id, 'UTF8')), now() + interval '1 hour', 90
      from customers order by created_at desc limit 1`);
    expect((await recover(house, email)).chosen.headers['location']).toBe('/account');
    const [lane] = await house.sql(
      "select failures, theoretical_at <= now() as is_whole from budgets where budget = 'second-factor.customer'",
    );
    expect(lane).toEqual({ failures: 0, is_whole: true });
  });

  it('neither close the way of a lost factor nor are given back by it (cases 52, 83)', async () => {
    const { email } = await protectedCustomer(house, 'guessed-lost@example.com');
    const half = await halfSignedIn(house, email);
    await answerSecond(half, '000000');
    await closeLane();
    await half.visitor.post('/sign-in/lost-factor', { flow: half.flow });
    const mail = await mailAbout(house, email, /is your code/, 2);
    const proven = await half.visitor.post('/sign-in/lost-factor/verify', { flow: half.flow, code: codeOf(mail) });
    expect(proven.headers['location']).toMatch(/waiting/);
    const [lane] = await house.sql("select failures from budgets where budget = 'second-factor.customer'");
    expect(lane).toEqual({ failures: 90 });
  });
});

describe('strangers who guess at the codes of a mailbox', () => {
  it('never keep its owner out of the browser that they use, nor for good out of another (case 24)', async () => {
    const email = 'guessed-code@example.com';
    const owner = await registerCustomer(house, email);
    await allowMailedCodes();
    await house.sql('update sessions set ended_at = now()');
    const stranger = await askForCode(house.visitor(), email);
    expect((await enterCode(stranger, stranger.code === '000000' ? '111111' : '000000')).status).toBe(400);
    await house.sql("update budgets set failures = 90 where budget = 'sign-in.code'");
    const elsewhere = await askForCode(house.visitor(), email);
    expect((await enterCode(elsewhere, elsewhere.code)).status).toBe(429);
    const known = await askForCode(owner, email);
    expect((await enterCode(known, known.code)).headers['location']).toBe('/account');
    await house.sql("update budgets set failures = 90 where budget = 'sign-in.code'");
    expect((await recover(house, email)).chosen.headers['location']).toBe('/account');
    const again = await askForCode(house.visitor(), email);
    expect((await enterCode(again, again.code)).headers['location']).toBe('/account');
  });
});

type AskedCode = { readonly visitor: Visitor; readonly flow: string; readonly code: string };

async function askForCode(visitor: Visitor, email: string): Promise<AskedCode> {
  const subject = /sign-in code/;
  const count = (await house.mails()).filter((mail) => mail.to === email && subject.test(mail.subject)).length;
  const flow = flowOf(await visitor.request('/sign-in'));
  await visitor.post('/sign-in/code/request', { flow, identifier: email, password: '' });
  return { visitor, flow, code: codeOf(await mailAbout(house, email, subject, count + 1)) };
}

const enterCode = ({ visitor, flow }: AskedCode, code: string) => visitor.post('/sign-in/code', { flow, code });

function hashOf(visitor: Visitor): Buffer {
  return createHash('sha256')
    .update(visitor.cookies.get('cardea_session') ?? '')
    .digest();
}
