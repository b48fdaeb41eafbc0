/**
 * Devices and relays: a copied cookie is no known browser (case 35), a page that passes everything on gains nothing
 * (case 79), and what is forgotten is forgotten.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserKey, createBrowserKey } from '../test/browser-key.ts';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { letMemoryFade } from '../test/memory.ts';
import { createOwnInterface } from '../test/own-interface.ts';
import type { Answer, Visitor } from '../test/visitor.ts';
import { copyOf, devicesOfNewest, mailsAbout } from './copied-cookies.ts';
import { begunBySecuring } from './lives.ts';
import { beginFlow, codeOf, faceOf, flowOf, goodPassword, isSignedIn, signIn, signUp, tracesOf } from './people.ts';
import { answerSecond, codeOfApp, halfSignedIn, mailHolding, protectedCustomer } from './second-factors.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());

type Shown = { readonly key?: BrowserKey; readonly password?: string } & Parameters<BrowserKey['proof']>[1];

/** Signs in on the page, with what the script of the page would add. */
async function enter(visitor: Visitor, email: string, shown: Shown = {}): Promise<Answer> {
  const { key, password = goodPassword, ...as } = shown;
  visitor.cookies.delete('cardea_session');
  const flow = await beginFlow(visitor, '/sign-in');
  const proof = key === undefined ? {} : { device_proof: key.proof(flow, as) };
  return visitor.post('/sign-in', { flow, identifier: email, password, ...proof });
}

/** A customer whose browser has bound its key. */
async function customerWithKey(email: string): Promise<{ readonly browser: Visitor; readonly key: BrowserKey }> {
  const browser = house.visitor();
  const key = createBrowserKey(house.origin);
  const flow = flowOf(await signUp(browser, email));
  const code = codeOf(await house.mailTo(email));
  const verified = await browser.post('/verify', { flow, code, device_proof: key.proof(flow) });
  expect(verified.headers['location']).toBe('/account');
  return { browser, key };
}

describe('the key of a browser', () => {
  it('is bound once, and makes it known where strangers have used up the account (case 24)', async () => {
    const email = 'ada@keys.example';
    const { browser, key } = await customerWithKey(email);
    const [bound] = await devicesOfNewest(house);
    expect(bound?.key).toMatch(/^04[0-9a-f]{128}$/);
    // As after ten guesses of strangers.
    await signIn(house.visitor(), email, 'wrong guess');
    await house.sql("update budgets set theoretical_at = now() + interval '2 hours' where budget = 'sign-in.account'");

    // The cookie alone, the cookie with a key of the thief's own, and with what the owner signed elsewhere or long ago.
    const own = createBrowserKey(house.origin);
    const thief = copyOf(house, browser);
    for (const shown of [{}, { key: own }, { key, ageSeconds: 601 }, { key, ageSeconds: -601 }])
      expect((await enter(thief, email, shown)).status).toBe(429);
    const flow = await beginFlow(thief, '/sign-in');
    const signing = { flow, identifier: email, password: goodPassword };
    for (const stolen of [key.proof('flw_00000000000000000000000000'), 'x', `${key.proof(flow)}x`, 'A'.repeat(5000)])
      expect((await thief.post('/sign-in', { ...signing, device_proof: stolen })).status).toBe(429);
    expect(await isSignedIn(thief)).toBe(false);
    expect((await enter(browser, email, { key })).status).toBe(303);
    expect(await devicesOfNewest(house)).toEqual([bound]);
    await house.sql('delete from budgets');
  });

  it('is missing from a copied cookie: a right password makes it a new browser, of which its owner hears (case 35)', async () => {
    const email = 'bea@keys.example';
    const { browser, key } = await customerWithKey(email);
    const [bound] = await devicesOfNewest(house);
    const thief = copyOf(house, browser);
    const copied = thief.cookies.get('cardea_device');
    expect((await enter(thief, email)).status).toBe(303);
    await house.mailTo(email, 2);
    expect(await mailsAbout(house, email, /New sign-in/)).toBe(1);
    expect(thief.cookies.get('cardea_device')).not.toBe(copied);
    const [first, second, ...more] = await devicesOfNewest(house);
    expect([first, second?.key, more]).toEqual([bound, null, []]);

    // The owner goes on as before, and no further mail is sent.
    expect((await enter(browser, email, { key })).status).toBe(303);
    expect(await mailsAbout(house, email, /New sign-in/)).toBe(1);
    expect(await devicesOfNewest(house)).toHaveLength(2);
  });

  it('is not needed: browsers without one, and cookies of before, are known as they always were', async () => {
    const email = 'cleo@keys.example';
    const browser = house.visitor();
    const accepted = await signUp(browser, email);
    await browser.post('/verify', { flow: flowOf(accepted), code: codeOf(await house.mailTo(email)) });
    const [secret = ''] = browser.cookies.get('cardea_device')?.split('.') ?? [];
    browser.cookies.set('cardea_device', secret);
    expect((await enter(browser, email)).status).toBe(303);
    expect(browser.cookies.get('cardea_device')).toMatch(new RegExp(`^${secret}\\.[\\w-]{26}$`));
    // The first key that comes is bound, without a word to its owner.
    const key = createBrowserKey(house.origin);
    expect((await enter(browser, email, { key })).status).toBe(303);
    expect((await devicesOfNewest(house)).map((row) => row.key === null)).toEqual([false]);
    expect(await mailsAbout(house, email, /New sign-in/)).toBe(0);
  });
});

describe('attack mode', () => {
  it('has a copied cookie confirmed, and lets the browser with the key in', async () => {
    const email = 'hal@keys.example';
    const { browser, key } = await customerWithKey(email);
    const tenant = await house.house.tenants.byHost(new URL(house.origin).host);
    const tenantId = tenant?.tenantId ?? '';
    const author = { actor: { kind: 'system' } } as const;
    await house.house.detection.beginAttackMode(tenantId, { until: null }, author);
    try {
      const thief = copyOf(house, browser);
      expect((await enter(thief, email)).headers['location']).toMatch(/^\/sign-in\/second/);
      expect(await isSignedIn(thief)).toBe(false);
      expect((await enter(browser, email, { key })).headers['location']).toBe('/account');
    } finally {
      await house.house.detection.endAttackMode(tenantId, author);
    }
  });
});

describe('the second factor', () => {
  it('is asked of a copied cookie, though its owner is remembered there (cases 35, 62)', async () => {
    const { email, secret } = await protectedCustomer(house, 'fay@keys.example');
    const half = await halfSignedIn(house, email);
    const key = createBrowserKey(house.origin);
    const code = codeOfApp(secret);
    const answer = await answerSecond(half, code, { remember: 'yes', device_proof: key.proof(half.flow) });
    expect(answer.headers['location']).toBe('/account');
    const { visitor: browser } = half;
    expect((await enter(browser, email, { key })).headers['location']).toBe('/account');
    for (const shown of [{}, { key: createBrowserKey(house.origin) }])
      expect((await enter(copyOf(house, browser), email, shown)).headers['location']).toMatch(/^\/sign-in\/second/);
    expect((await enter(browser, email, { key })).headers['location']).toBe('/account');
  });
});

describe('a sign-in by the link in a mail', () => {
  beforeAll(async () => {
    const tenant = await house.house.tenants.byHost(new URL(house.origin).host);
    await house.house.tenants.changeSettings(tenant?.tenantId ?? '', { signIn: { methods: { emailLink: 'on' } } });
    await letMemoryFade();
  });
  const page = '/sign-in/link';
  const seen = new Set<string>();

  /** Presses the button behind a new link, with what the script of the page would add. */
  async function enterByLink(visitor: Visitor, email: string, key?: BrowserKey): Promise<Answer> {
    visitor.cookies.delete('cardea_session');
    const asked = await beginFlow(visitor, '/sign-in');
    await visitor.post('/sign-in/code/request', { flow: asked, identifier: email, password: '' });
    const linkIn = async () => {
      await mailHolding(house, email, `${page}?token=`);
      const links = (await house.mails()).flatMap(({ to, text }) =>
        to === email ? (/\/sign-in\/link\?token=[\w-]{43}/.exec(text) ?? []) : [],
      );
      return links.find((link) => !seen.has(link)) ?? '';
    };
    await expect.poll(linkIn, { interval: 20 }).not.toBe('');
    const link = await linkIn();
    seen.add(link);
    const hidden = (await visitor.get(link)).hidden(page);
    expect(hidden['flow']).toBe(asked);
    return visitor.post(page, { ...hidden, ...(key === undefined ? {} : { device_proof: key.proof(asked) }) });
  }

  it('asks a copied cookie for the second factor, whoever reads the mailbox; the browser itself it does not', async () => {
    const { email, secret } = await protectedCustomer(house, 'ida@keys.example');
    const half = await halfSignedIn(house, email);
    const key = createBrowserKey(house.origin);
    await answerSecond(half, codeOfApp(secret), { remember: 'yes', device_proof: key.proof(half.flow) });
    const { visitor: browser } = half;
    const devices = await devicesOfNewest(house);
    expect(devices.map((row) => row.key === null)).toEqual([true, false]);
    for (const shown of [undefined, createBrowserKey(house.origin)]) {
      const thief = copyOf(house, browser);
      expect((await enterByLink(thief, email, shown)).headers['location']).toMatch(/^\/sign-in\/second/);
      expect(await isSignedIn(thief)).toBe(false);
    }
    expect(await devicesOfNewest(house)).toEqual(devices);
    expect((await enterByLink(browser, email, key)).headers['location']).toBe('/account');
    expect(await devicesOfNewest(house)).toEqual(devices);
  });

  it('makes a copied cookie a new browser, of which its owner hears', async () => {
    const email = 'jo@keys.example';
    const { browser, key } = await customerWithKey(email);
    const [bound] = await devicesOfNewest(house);
    const thief = copyOf(house, browser);
    const copied = thief.cookies.get('cardea_device');
    expect((await enterByLink(thief, email)).headers['location']).toBe('/account');
    expect(thief.cookies.get('cardea_device')).not.toBe(copied);
    await expect.poll(() => mailsAbout(house, email, /New sign-in/)).toBe(1);
    expect((await enterByLink(browser, email, key)).headers['location']).toBe('/account');
    expect((await devicesOfNewest(house)).map((row) => row.key)).toEqual([bound?.key, null]);
    expect(await mailsAbout(house, email, /New sign-in/)).toBe(1);
  });
});

describe('an interface of an application’s own', () => {
  it('proves its device the same way, and a copied token is a device of its own', async () => {
    const email = 'gil@keys.example';
    await customerWithKey(email);
    const app = await createOwnInterface(house);
    const key = createBrowserKey(house.origin);
    const signInBy = async (token: string | undefined, as?: BrowserKey) => {
      const journey = await app.device().begin('sign-in');
      const proof = as === undefined ? {} : { device_proof: as.proof(journey.flowId) };
      const headers = token === undefined ? {} : { 'cardea-device': token };
      const answer = await journey.act('password', { identifier: email, password: goodPassword, ...proof }, headers);
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
      return String(answer.body['device_token']);
    };
    const token = await signInBy(undefined, key);
    expect(token).toMatch(/^[\w-]{43}\.[\w-]{26}$/);
    expect(await signInBy(token, key)).toBe(token);
    const before = await devicesOfNewest(house);
    const thieves = await signInBy(token);
    expect(thieves.split('.')[0]).not.toBe(token.split('.')[0]);
    expect((await devicesOfNewest(house)).slice(0, before.length)).toEqual(before);
    // What it was given is its own from then on.
    expect(await signInBy(thieves)).toBe(thieves);
    expect(await devicesOfNewest(house)).toHaveLength(before.length + 1);
    const journey = await app.device().begin('sign-in');
    const relayed = {
      identifier: email,
      password: goodPassword,
      device_proof: key.proof(journey.flowId, { origin: 'https://evil.example' }),
    };
    expect((await journey.act('password', relayed)).body['code']).toBe('sign_in.refused');
  });
});

describe('a page in between', () => {
  it('gets nothing for a right password, learns nothing, and its victim is told (case 79)', async () => {
    const email = 'dora@keys.example';
    const { browser } = await customerWithKey(email);
    const victim = house.visitor();
    const relay = 'https://id.example.evil';
    const key = createBrowserKey(relay);
    const wrong = await enter(victim, email, { key, password: 'not the password', origin: relay });
    const before = await tracesOf(house);
    const right = await enter(victim, email, { key, origin: relay });
    expect(faceOf(right, email)).toEqual(faceOf(wrong, email));
    expect(right.status).toBe(401);
    expect(await isSignedIn(victim)).toBe(false);
    expect(victim.cookies.has('cardea_device')).toBe(false);
    const after = await tracesOf(house);
    expect(after.sessions).toBe(before.sessions);
    expect(after.entries['sign_in.relayed']).toBe((before.entries['sign_in.relayed'] ?? 0) + 1);
    expect(
      await house.sql(
        "select data->>'origin' as origin from ledger_entries where event = 'sign_in.relayed' order by entry_id desc limit 1",
      ),
    ).toEqual([{ origin: relay }]);
    const mail = await house.mailTo(email, 2);
    expect(mail.subject).toMatch(/not ours/);

    // One click locks the password, and the way back begins in place.
    const link = /\/secure-account\?token=[\w-]+/.exec(mail.text)?.[0] ?? '';
    const owner = house.visitor();
    const secured = await owner.fill(link, {});
    expect(secured.headers['location']).toMatch(/^\/secured\?flow=flw_/);
    expect((await owner.get(secured.headers['location'] ?? '')).body).toContain('/recover/verify?flow=');
    expect(await isSignedIn(browser)).toBe(false);
    expect((await signIn(house.visitor(), email)).status).toBe(401);
    const flow = flowOf(secured);
    const code = codeOf(await begunBySecuring(house, email));
    const proven = await owner.post('/recover/verify', { flow, code });
    expect(proven.headers['location']).toContain('/recover/password');
    const chosen = await owner.post('/recover/password', { flow, password: 'six grey herons wait' });
    expect(chosen.headers['location']).toBe('/account');
  });

  it('that takes our script out is an unknown browser, told to the owner', async () => {
    const email = 'eva@keys.example';
    await customerWithKey(email);
    expect((await enter(house.visitor(), email)).status).toBe(303);
    expect((await house.mailTo(email, 2)).subject).toMatch(/New sign-in/);
  });
});
