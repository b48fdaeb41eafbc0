/** Attacks on codes and links by mail that begin a sign-in: scanners, other browsers, guesses, and what they say of accounts. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { letMemoryFade } from '../test/memory.ts';
import { createRelyingParty } from '../test/relying-party.ts';
import type { Visitor } from '../test/visitor.ts';
import { enter } from './oauth.ts';
import { beginFlow, codeOf, faceOf, isSignedIn, registerCustomer, tracesOf } from './people.ts';
import { forgetBudgets, mailHolding } from './second-factors.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
  const tenant = await house.house.tenants.byHost(new URL(house.origin).host);
  const methods = { emailCode: 'on', emailLink: 'on' };
  await house.house.tenants.changeSettings(tenant?.tenantId ?? '', { signIn: { methods } });
  await letMemoryFade();
});
afterAll(() => house.stop());
afterEach(() => forgetBudgets(house));

const linkText = '/sign-in/link?token=';
const tokenOf = ({ text }: { text: string }) => /\/sign-in\/link\?token=([\w-]{43})/.exec(text)?.[1] ?? '';

/** Asks for a mail and reads it, without another mail to the same address before. */
async function asked(email: string, visitor: Visitor = house.visitor()) {
  const flow = await beginFlow(visitor, '/sign-in');
  const before = (await house.mails()).filter((mail) => mail.to === email && mail.text.includes(linkText)).length;
  const answer = await visitor.post('/sign-in/code/request', { flow, identifier: email, password: '' });
  expect(answer.headers['location']).toBe(`/sign-in/code?flow=${flow}`);
  const mail = await nextMail(email, before + 1);
  return { visitor, flow, code: codeOf(mail), token: tokenOf(mail) };
}

async function nextMail(email: string, count: number) {
  await mailHolding(house, email, linkText);
  for (let tries = 0; tries < 1200; tries += 1) {
    const mails = (await house.mails()).filter((mail) => mail.to === email && mail.text.includes(linkText));
    if (mails.length >= count && mails[0] !== undefined) return mails[0];
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`no mail number ${count}`);
}

const enterCode = ({ visitor, flow }: { visitor: Visitor; flow: string }, code: string) =>
  visitor.post('/sign-in/code', { flow, code });
const press = (visitor: Visitor, token: string) => visitor.post('/sign-in/link', { token });

describe('a sign-in by mail', () => {
  it('works by the code, and by the link in the browser that asked; each once', async () => {
    const email = 'mailed@example.com';
    await registerCustomer(house, email);
    const byCode = await asked(email);
    expect((await enterCode(byCode, byCode.code)).headers['location']).toBe('/account');
    expect(await isSignedIn(byCode.visitor)).toBe(true);
    expect((await enterCode(byCode, byCode.code)).status).toBe(410);
    const byLink = await asked(email);
    const all = await Promise.all(Array.from({ length: 8 }, () => press(byLink.visitor, byLink.token)));
    expect(all.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(await isSignedIn(byLink.visitor)).toBe(true);
  });

  it('is no factor: neither claims nor a wanted level say more than a mailbox (case 65)', async () => {
    const email = 'weak@example.com';
    await registerCustomer(house, email);
    const { visitor, token } = await asked(email);
    await press(visitor, token);
    const claims = (await enter(house, visitor, await createRelyingParty(house))).claims() as Record<string, unknown>;
    expect(claims['acr']).toBe('urn:cardea:aal1');
    expect(claims['amr'] ?? []).toEqual([]);
  });

  it('says the same of an address without an account, and sends it no way in (cases 21, 22)', async () => {
    const known = 'someone@example.com';
    const unknown = 'nobody1@example.com';
    await registerCustomer(house, known);
    const [one, other] = [house.visitor(), house.visitor()];
    const faces = [];
    for (const [visitor, identifier] of [
      [one, known],
      [other, unknown],
    ] as const) {
      const flow = await beginFlow(visitor, '/sign-in');
      const sent = await visitor.post('/sign-in/code/request', { flow, identifier });
      const page = await visitor.request(`/sign-in/code?flow=${flow}`);
      const refused = await enterCode({ visitor, flow }, '000000');
      faces.push(
        [sent, page, refused].map((answer) => faceOf(answer, identifier, 's•••@example.com', 'n•••@example.com')),
      );
    }
    expect(faces[0]).toEqual(faces[1]);
    const note = await house.mailTo(unknown);
    expect(note.text).not.toContain('token=');
    expect(codeOf(note)).toBe('');
  });
});

describe('the mailed link', () => {
  it('is not used up by whatever opens it, and gives no session by that (case 43)', async () => {
    const email = 'scanned@example.com';
    await registerCustomer(house, email);
    const { visitor, token } = await asked(email);
    const scanner = house.visitor();
    const before = await tracesOf(house);
    for (const method of ['HEAD', 'GET', 'GET', 'GET'])
      await scanner.request(`/sign-in/link?token=${token}`, { method });
    await visitor.get(`/sign-in/link?token=${token}`);
    expect(await tracesOf(house)).toEqual(before);
    expect(await isSignedIn(scanner)).toBe(false);
    expect(await isSignedIn(visitor)).toBe(false);
    expect((await press(visitor, token)).headers['location']).toBe('/account');
  });

  it('opened elsewhere signs nobody in there; it shows where it was asked and a code for that browser (case 44)', async () => {
    const email = 'elsewhere@example.com';
    await registerCustomer(house, email);
    const first = await asked(email);
    const phone = house.visitor({ userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)' });
    const page = await phone.get(`/sign-in/link?token=${first.token}`);
    expect(page.body).toContain('Firefox');
    const shown = /<code dir="ltr">(\d{3} \d{3})<\/code>/.exec(page.body)?.[1] ?? '';
    expect((await press(phone, first.token)).status).toBe(403);
    expect(await isSignedIn(phone)).toBe(false);
    expect((await enterCode({ visitor: phone, flow: first.flow }, shown)).status).toBe(403);
    expect(await isSignedIn(phone)).toBe(false);
    expect((await enterCode(first, shown)).headers['location']).toBe('/account');
    expect(await isSignedIn(first.visitor)).toBe(true);
  });

  it('is worthless once a newer one was asked for, and so is its code (case 46)', async () => {
    const email = 'newer@example.com';
    await registerCustomer(house, email);
    const first = await asked(email);
    await first.visitor.post('/sign-in/code/resend', { flow: first.flow });
    const newer = await nextMail(email, 2);
    expect((await press(first.visitor, first.token)).status).toBe(410);
    expect((await enterCode(first, first.code)).status).toBe(400);
    expect(await isSignedIn(first.visitor)).toBe(false);
    expect((await press(first.visitor, tokenOf(newer))).headers['location']).toBe('/account');
  });

  it('and its code end after ten minutes, by the clock of the database (case 47)', async () => {
    const email = 'late@example.com';
    await registerCustomer(house, email);
    const first = await asked(email);
    await house.sql(
      "update proofs set code_expires_at = now() - interval '1 second', link_expires_at = now() - interval '1 second' where purpose = 'sign-in'",
    );
    expect((await press(first.visitor, first.token)).status).toBe(410);
    expect((await enterCode(first, first.code)).status).toBe(400);
    expect(await isSignedIn(first.visitor)).toBe(false);
  });

  it('is good for nothing else, and nothing else is good for it (case 48)', async () => {
    const email = 'purpose@example.com';
    await registerCustomer(house, email);
    const { visitor, token, flow } = await asked(email);
    for (const path of ['/recover/link', '/verify/link', '/secure-account', '/keep-account', '/undo-email-change'])
      expect((await visitor.post(path, { token })).status, path).toBe(410);
    const recovery = await beginFlow(visitor, '/recover');
    await visitor.post('/recover', { flow: recovery, email });
    const mail = await mailHolding(house, email, '/recover/link?token=');
    const other = /\/recover\/link\?token=([\w-]{43})/.exec(mail.text)?.[1] ?? '';
    expect((await press(visitor, other)).status).toBe(410);
    expect((await enterCode({ visitor, flow }, codeOf(mail))).status).toBe(400);
    expect(await isSignedIn(visitor)).toBe(false);
    expect((await press(visitor, token)).status).toBe(303);
  });
});

describe('the mailed code', () => {
  it('can be guessed at five times, then it is dead (case 52)', async () => {
    const email = 'guess@example.com';
    await registerCustomer(house, email);
    const first = await asked(email);
    const wrong = first.code === '000000' ? '111111' : '000000';
    for (let tries = 0; tries < 5; tries += 1) expect((await enterCode(first, wrong)).status).toBe(400);
    expect((await enterCode(first, first.code)).status).toBe(400);
    expect(await isSignedIn(first.visitor)).toBe(false);
  });

  it('is limited across journeys and fresh codes, whatever browser asks (case 52)', async () => {
    const email = 'limit@example.com';
    await registerCustomer(house, email);
    const statuses: number[] = [];
    for (let journeys = 0; journeys < 4; journeys += 1) {
      const mallory = house.visitor();
      const flow = await beginFlow(mallory, '/sign-in');
      await mallory.post('/sign-in/code/request', { flow, identifier: email });
      for (let tries = 0; tries < 4; tries += 1)
        statuses.push((await enterCode({ visitor: mallory, flow }, '000000')).status);
    }
    expect(statuses.filter((status) => status === 400)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(6);
  });

  it('belongs to its journey: the code of one is refused in another (case 78)', async () => {
    const email = 'twice@example.com';
    await registerCustomer(house, email);
    const [one, other] = [await asked(email), await asked(email)];
    if (one.code !== other.code) expect((await enterCode(one, other.code)).status).toBe(400);
    expect((await enterCode(one, one.code)).status).toBe(303);
  });
});

describe('what is switched off', () => {
  it('cannot be used by its address', async () => {
    const tenant = await house.house.tenants.byHost(new URL(house.origin).host);
    const tenantId = tenant?.tenantId ?? '';
    const email = 'off@example.com';
    const visitor = await registerCustomer(house, email);
    expect(await isSignedIn(visitor)).toBe(true);
    const open = await asked(email);
    await house.house.tenants.changeSettings(tenantId, { signIn: { methods: { password: 'off' } } });
    await letMemoryFade();
    const fresh = house.visitor();
    const flow = await beginFlow(fresh, '/sign-in').catch(() => '');
    const page =
      flow === '' ? /flow=(flw_\w+)/.exec((await fresh.request('/sign-in')).headers['location'] ?? '')?.[1] : flow;
    const byPassword = await fresh.post('/sign-in', {
      flow: page ?? '',
      identifier: email,
      password: 'the quiet river bends twice',
    });
    expect(byPassword.status).toBe(403);
    expect((await fresh.post('/sign-in/code/request', { flow: page ?? '', identifier: email })).status).toBe(403);
    expect((await press(open.visitor, open.token)).status).toBe(410);
    expect(await isSignedIn(fresh)).toBe(false);
    const nothing = { password: 'off', passkey: 'off' };
    await expect(house.house.tenants.changeSettings(tenantId, { signIn: { methods: nothing } })).rejects.toThrow();
  });
});
