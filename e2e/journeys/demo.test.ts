/**
 * The two example applications as people use them: processes of their own on other origins, with a shop of the business
 * itself and a video service of somebody else, before a real Cardea, with scripts and without.
 */
import { describe, expect, test } from 'vitest';
import { appCode } from '../support/authenticator-app.ts';
import { demoPassword, makeDemoFolder, startDemo } from '../support/demo.ts';
import { lookAt } from '../support/look-at.ts';
import { readCode } from '../support/outbox.ts';
import type { Person } from '../support/person.ts';
import { setStage } from '../support/stage.ts';
import { type Account, newAccount, press, register } from '../support/steps.ts';

// Ports of its own: by itself it takes the first that are free, and so might another demo at the same moment.
const stage = setStage(() => startDemo(makeDemoFolder(), { PORT: String(20_000 + 10 * (process.pid % 1_000)) }));

const meet = (script: boolean): Promise<Person> => {
  const { shop, video, guide } = stage.server();
  return stage.person({ script, visits: [shop, video, guide] });
};
const mainText = ({ page }: Person) => page.locator('main').innerText();
const shop = (path = '/') => `${stage.server().shop}${path}`;
const video = (path = '/') => `${stage.server().video}${path}`;
const cardea = (path: string) => `${stage.server().origin}${path}`;

/** Where the person is, without what the address carries along. */
function placeOf({ page }: Person): string {
  const { origin, pathname } = new URL(page.url());
  return `${origin}${pathname}`;
}

async function isKnown(person: Person, place: string): Promise<boolean> {
  await person.page.goto(place);
  return (await person.page.locator('form[action="/sign-out"]').count()) === 1;
}

async function allow(person: Person): Promise<void> {
  expect(placeOf(person)).toBe(cardea('/consent'));
  await press(person, '/consent', 1);
}

async function enterBoth(person: Person): Promise<void> {
  await person.page.goto(shop('/sign-in'));
  expect(placeOf(person)).toBe(shop());
  await person.page.goto(video('/sign-in'));
  if (placeOf(person) === cardea('/consent')) await allow(person);
  expect(placeOf(person)).toBe(video());
}

async function prove(person: Person, account: Account): Promise<void> {
  expect(placeOf(person)).toBe(cardea('/sign-in'));
  await person.page.fill('[name=identifier]', account.email);
  await person.page.fill('[name=password]', account.password);
  await press(person, '/sign-in');
}

/** Loads the page until the application has been told: that is a job, done within moments of the end. */
async function isToldAt(person: Person, place: string): Promise<void> {
  await expect
    .poll(async () => ((await isKnown(person, place)) ? 'still known' : mainText(person)))
    .toContain('You are signed out');
}

describe.each([true, false])('scripts %s', (script) => {
  test('somebody signs up inside the shop, and is let into the video service once asked and without a password', async () => {
    const maria = await meet(script);
    const account = newAccount('Maria Lindqvist');
    await maria.page.goto(shop());
    await maria.page.click('a[href="/sign-up"]');
    await maria.page.waitForURL(`${cardea('/sign-up')}*`);
    for (const field of ['email', 'password', 'name'] as const)
      await maria.page.fill(`[name=${field}]`, account[field]);
    await press(maria, '/sign-up');
    await maria.page.fill('[name=code]', await readCode(maria, account.email));
    await press(maria, '/verify');
    expect(placeOf(maria)).toBe(shop());

    await maria.page.goto(shop('/you'));
    const told = await mainText(maria);
    for (const fact of [account.name, account.email, 'Yes, by you']) expect(told).toContain(fact);

    await maria.page.goto(video('/sign-in?return_to=/films/salt'));
    await allow(maria);
    expect(placeOf(maria)).toBe(video('/films/salt'));
    expect(await mainText(maria)).toContain(`Now playing for ${account.name}`);
    await maria.page.goto(video('/you'));
    expect(await mainText(maria)).not.toContain(account.email);

    // Asked once: entering again takes neither a password nor a question.
    await maria.context.clearCookies({ name: 'lantern_visit' });
    expect(await isKnown(maria, video())).toBe(false);
    await maria.page.goto(video('/sign-in'));
    expect(placeOf(maria)).toBe(video());
    expect(await mainText(maria)).toContain('Good evening, Maria');
  });

  test('paying asks for a proof from the last minute, and for none where there is one', async () => {
    const maria = await meet(script);
    const account = await register(maria);
    await stage
      .server()
      .sql("update sessions set authenticated_at = authenticated_at - interval '5 minutes' where ended_at is null");
    await maria.page.goto(shop('/sign-in'));
    expect(placeOf(maria)).toBe(shop());
    await press(maria, '/basket/add', 1);
    await press(maria, '/pay');
    await prove(maria, account);
    expect(placeOf(maria)).toBe(shop('/receipt'));
    expect(await mainText(maria)).toMatch(/You proved it was you .*seconds? before you paid/);

    await maria.page.goto(shop());
    await press(maria, '/basket/add', 2);
    await press(maria, '/pay');
    expect(placeOf(maria)).toBe(shop('/receipt'));
  });

  test('signing out of the shop signs out of the video service, which says so', async () => {
    const maria = await meet(script);
    await register(maria);
    await enterBoth(maria);
    await maria.page.goto(shop());
    await press(maria, '/sign-out');
    expect(placeOf(maria)).toBe(shop('/signed-out'));
    expect(await isKnown(maria, shop())).toBe(false);
    expect(await mainText(maria)).not.toContain('ended somewhere else');
    await isToldAt(maria, video());
    await maria.page.goto(cardea('/account'));
    expect(placeOf(maria)).toBe(cardea('/sign-in'));
  });

  test('signing out everywhere on the account page is told to both', async () => {
    const maria = await meet(script);
    await register(maria);
    await enterBoth(maria);
    await maria.page.goto(cardea('/account'));
    await press(maria, '/account/sign-out-everywhere');
    await isToldAt(maria, shop());
    await isToldAt(maria, video());
  });

  test('nobody is told anything about whoever says no, who may say yes later and no again', async () => {
    const maria = await meet(script);
    await register(maria);
    await maria.page.goto(video('/sign-in'));
    await press(maria, '/consent', 0);
    expect(placeOf(maria)).toBe(video());
    expect(await mainText(maria)).toContain('Nothing was shared');
    await maria.page.goto(video('/sign-in'));
    await allow(maria);
    expect(await mainText(maria)).toContain('Good evening, Maria');

    // And no again: what Lantern holds is worth nothing from then on.
    await maria.page.goto(cardea('/account/applications'));
    await press(maria, '/account/applications/remove');
    await maria.page.goto(video('/you'));
    expect(await mainText(maria)).toContain('We do not know you');
  });

  test('two tabs that begin a sign-in each finish their own', async () => {
    const maria = await meet(script);
    const account = await register(maria);
    await press(maria, '/sign-out');
    const tab: Person = { ...maria, page: await maria.context.newPage() };
    await maria.page.goto(shop('/sign-in?return_to=/basket'));
    await tab.page.goto(shop('/sign-in?return_to=/you'));
    await prove(maria, account);
    expect(placeOf(maria)).toBe(shop('/basket'));
    await prove(tab, account);
    expect(placeOf(tab)).toBe(shop('/you'));
    expect(await mainText(tab)).toContain(account.email);
  });

  test('a session that ended without anybody being told is over at the next use of its tokens', async () => {
    const maria = await meet(script);
    await register(maria);
    await enterBoth(maria);
    await maria.page.goto(shop('/you'));
    await press(maria, '/you/renew');
    expect(placeOf(maria)).toBe(shop('/you'));
    await stage.server().sql('update sessions set ended_at = now() where ended_at is null');
    await press(maria, '/you/renew');
    expect(await mainText(maria)).toContain('Your session was ended somewhere else');
    expect(await isKnown(maria, shop())).toBe(false);
    await maria.page.goto(video('/you'));
    expect(await mainText(maria)).toContain('Your session was ended somewhere else');
  });
});

test('a large basket asks for two factors: whoever has one sets another up on the way, and is asked for it the next time', async () => {
  const maria = await meet(false);
  const account = await register(maria);
  const { page } = maria;
  await page.goto(shop('/sign-in'));
  await press(maria, '/basket/add', 3);
  expect(await mainText(maria)).toContain('we also ask for a second step');
  await press(maria, '/pay');
  if (placeOf(maria) === cardea('/sign-in')) await prove(maria, account);
  expect(placeOf(maria)).toBe(cardea('/sign-in/enrol'));
  const link = page.locator('a[href*="method=authenticator"]');
  if ((await link.count()) > 0) await link.click();
  const key = ((await page.locator('.key code').textContent()) ?? '').replaceAll(' ', '');
  await page.fill('[name=code]', appCode(key));
  await press(maria, '/sign-in/enrol');
  // Codes for the day that the app is lost are offered; the way to the shop goes on behind them.
  expect(placeOf(maria)).toBe(cardea('/account/factors/recovery-codes'));
  await Promise.all([page.waitForURL(`${shop()}**`), page.locator('main a.quiet').last().click()]);
  expect(placeOf(maria)).toBe(shop('/receipt'));
  expect(await mainText(maria)).toContain('with two factors');

  // Somewhere else the password alone leads into the shop, and not to what is dear.
  const phone = await meet(false);
  await phone.page.goto(shop('/sign-in'));
  await prove(phone, account);
  expect(placeOf(phone)).toBe(cardea('/sign-in/second'));
  // The next step, which is taken already: the present one may have been used.
  await phone.page.fill('[name=code]', appCode(key, 1));
  await press(phone, '/sign-in/second');
  expect(placeOf(phone)).toBe(shop());
  await press(phone, '/basket/add', 3);
  await press(phone, '/pay');
  expect(placeOf(phone)).toBe(shop('/receipt'));
  expect(await mainText(phone)).toContain('with two factors');
});

test('somebody else’s answer signs nobody in', async () => {
  const maria = await meet(true);
  await register(maria);
  const { request } = maria.context;
  let answer = shop('/sign-in');
  while (!answer.startsWith(shop('/callback'))) {
    const { location = '' } = (await request.get(answer, { maxRedirects: 0 })).headers();
    answer = new URL(location, answer).href;
  }
  const victim = await meet(true);
  await victim.page.goto(answer);
  expect(await mainText(victim)).toContain('That sign-in is over');
  expect(await isKnown(victim, shop('/basket'))).toBe(false);
});

test('a form of another place does nothing, and a call that is no logout token ends nothing', async () => {
  const maria = await meet(true);
  await register(maria);
  await enterBoth(maria);
  const { request } = maria.context;
  for (const action of ['/basket/add', '/pay', '/you/renew', '/sign-out']) {
    const answer = await request.post(shop(action), { headers: { origin: stage.server().video }, maxRedirects: 0 });
    expect(answer.status()).toBe(403);
  }
  const forged = await request.post(shop('/back-channel-logout'), { form: { logout_token: 'e30.e30.e30' } });
  expect(forged.status()).toBe(400);
  expect(await isKnown(maria, shop())).toBe(true);
});

test('every page of the demo is fit for everybody', async () => {
  const ben = await meet(true);
  const { page } = ben;
  const looks: readonly (readonly [string, string])[] = [
    ['guide', `${stage.server().guide}/`],
    ['shop', shop()],
    ['video', video()],
    ['film', video('/films/low-tide')],
    ['stranger', shop('/you')],
  ];
  for (const [name, address] of looks) {
    await page.goto(address);
    await lookAt(page, `demo-${name}`, { dark: true });
  }
  await page.goto(shop());
  await press(ben, '/basket/add', 0);
  await lookAt(page, 'demo-basket', { dark: true });
  await press(ben, '/pay');
  await prove(ben, { name: 'Ben Okafor', email: 'ben@example.com', password: demoPassword });
  await lookAt(page, 'demo-receipt', { dark: true });
  await page.goto(shop('/you'));
  await lookAt(page, 'demo-shop-knows', { dark: true });
  await page.goto(video('/sign-in?return_to=/you'));
  await lookAt(page, 'demo-video-knows', { dark: true });
});
