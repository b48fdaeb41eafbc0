/** An authenticator app from set-up to loss, and the codes and browsers beside it: with and without script, in both languages. */
import { expect, test } from 'vitest';
import { appCode } from '../support/authenticator-app.ts';
import { findingsWithoutScript, lookAt } from '../support/look-at.ts';
import { readCode } from '../support/outbox.ts';
import type { Language, Person } from '../support/person.ts';
import { setStage } from '../support/stage.ts';
import { fillSignIn, placeOf, press, register } from '../support/steps.ts';

const stage = setStage();
const add = '/account/factors/authenticator/add';
const codes = '/account/factors/recovery-codes';

type Look = (person: Person, state: string) => Promise<void>;

/** The key as it stands on the page, for who types it. */
const keyOn = async ({ page }: Person): Promise<string> =>
  ((await page.locator('.key code').textContent()) ?? '').replaceAll(' ', '');

async function walk(language: Language, script: boolean, look: Look): Promise<void> {
  const anna = await stage.person({ language, script });
  const account = await register(anna);
  await anna.open('/account/factors');
  await look(anna, 'factors-none');
  await anna.open('/account/factors/authenticator');
  await look(anna, 'authenticators-none');
  await anna.open(add);
  const key = await keyOn(anna);
  expect(key).toMatch(/^[A-Z2-7]{32}$/);
  expect(await anna.page.locator('svg.qr path.dark').getAttribute('d')).toMatch(/^M4 4h7v1/);
  await look(anna, 'authenticator-set-up');
  await anna.page.locator('summary').click();
  await look(anna, 'authenticator-key');
  await anna.page.fill('[name=code]', '000 000');
  await press(anna, add);
  await look(anna, 'authenticator-refused');
  await anna.page.fill('[name=code]', appCode(key));
  await anna.page.fill('[name=name]', 'Telefon');
  await press(anna, add);

  expect(placeOf(anna)).toBe(codes);
  await look(anna, 'codes-offered');
  await press(anna, codes);
  const made = await anna.page.locator('.code-list code').allTextContents();
  expect(made).toHaveLength(10);
  await look(anna, 'codes-shown');
  const download = anna.page.waitForEvent('download');
  await anna.page.locator(`form[action="${codes}/download"] button`).click();
  const stream = await (await download).createReadStream();
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  for (const code of made) expect(Buffer.concat(parts).toString('utf8')).toContain(code);
  await anna.page.locator('main a.button').click();
  await anna.page.waitForLoadState('load');
  expect(placeOf(anna)).toBe('/account/factors/authenticator');
  await look(anna, 'authenticators');
  await anna.open('/account/factors');
  await look(anna, 'factors');

  // Another browser: password, then the app.
  const phone = await stage.person({ language, script });
  await fillSignIn(phone, account);
  expect(placeOf(phone)).toBe('/sign-in/second');
  await look(phone, 'second');
  await phone.page.fill('[name=code]', '000000');
  await press(phone, '/sign-in/second');
  await look(phone, 'second-refused');
  // The next step, which is taken already: the present one may have been used.
  await phone.page.fill('[name=code]', appCode(key, 1));
  await phone.page.check('[name=remember]');
  await press(phone, '/sign-in/second');
  expect(placeOf(phone)).toBe('/account');
  await press(phone, '/sign-out');
  await fillSignIn(phone, account);
  expect(placeOf(phone)).toBe('/account');
  await phone.open('/account/factors/devices');
  await look(phone, 'devices');
  await press(phone, '/account/factors/devices/end');
  await look(phone, 'devices-none');

  // A third: a code from the paper.
  const paper = await stage.person({ language, script });
  await fillSignIn(paper, account);
  await paper.page.locator('a[href*="method=recovery-code"]').click();
  await paper.page.waitForLoadState('load');
  await look(paper, 'second-recovery-code');
  await paper.page.fill('[name=code]', made[0] ?? '');
  await press(paper, '/sign-in/second');
  expect(placeOf(paper)).toBe('/account');
  await paper.open(codes);
  await look(paper, 'codes');

  // A fourth has nothing of it.
  const lost = await stage.person({ language, script });
  await fillSignIn(lost, account);
  await lost.page.locator('a[href*="/sign-in/lost-factor"]').click();
  await lost.page.waitForLoadState('load');
  await look(lost, 'lost-factor');
  await press(lost, '/sign-in/lost-factor');
  await look(lost, 'lost-factor-verify');
  await lost.page.fill('[name=code]', await readCode(lost, account.email, 2));
  await press(lost, '/sign-in/lost-factor/verify');
  await look(lost, 'lost-factor-waiting');
  await anna.open('/account/factors');
  await look(anna, 'factors-lost');
  await press(anna, '/account/factors/keep');
  expect(placeOf(anna)).toBe('/lost-factor-stopped');
  await look(anna, 'lost-factor-stopped');

  // The app is taken away, and with it the codes.
  await anna.open('/account/factors/authenticator');
  await press(anna, '/account/factors/authenticator/remove');
  await look(anna, 'authenticator-removed');
  await fillSignIn(lost, account);
  expect(placeOf(lost)).toBe('/account');
}

test.each(['en', 'de'] as const)(
  'an authenticator app from set-up to loss, looked at from all sides in %s',
  async (language) => {
    await walk(language, true, async ({ page }, state) =>
      lookAt(page, `authenticator-${state}-${language}`, { dark: language === 'en' }),
    );
  },
);

test('all of it works without script, and reads as well', async () => {
  const inspector = await stage.person();
  await walk('en', false, async ({ page }, state) => {
    expect(await findingsWithoutScript(page, inspector.page), state).toEqual([]);
  });
});
