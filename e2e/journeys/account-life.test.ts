/** A forgotten password, a new one, a stranger in the account, and leaving: each by somebody at a browser. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findingsWithoutScript, lookAt, overflow, tooSmallTargets } from '../support/look-at.ts';
import { type Mail, mailAbout } from '../support/outbox.ts';
import type { Language, Person } from '../support/person.ts';
import { keepPicture } from '../support/picture.ts';
import { setStage } from '../support/stage.ts';
import { type Account, fillSignIn, newAccount, placeOf, press, register, signIn } from '../support/steps.ts';

const stage = setStage();
const newPassword = 'seven lanterns over the bay';

const codeIn = (mail: Mail) => /\d{3} ?\d{3}/.exec(mail.subject)?.[0] ?? '';
const pathIn = (mail: Mail, page: string) => new RegExp(`${page}\\?token=[\\w-]{43}`).exec(mail.text)?.[0] ?? '';

async function askToRecover(person: Person, account: Account): Promise<Mail> {
  await person.open('/sign-in');
  await person.page.locator('a[href^="/recover"]').click();
  await person.page.waitForURL('**/recover?flow=*');
  await person.page.fill('[name=email]', account.email);
  await press(person, '/recover');
  return mailAbout(person, account.email, /\/recover\/link/);
}

async function choosePassword(person: Person): Promise<void> {
  expect(placeOf(person)).toBe('/recover/password');
  await person.page.fill('[name=password]', newPassword);
  await press(person, '/recover/password');
  expect(placeOf(person)).toBe('/account');
}

test.each([
  [true, 'desktop'],
  [false, 'phone'],
] as const)('a forgotten password is replaced by the code (scripts %s, %s)', async (script, screen) => {
  const maria = await stage.person({ script, screen });
  const account = await register(await stage.person());
  const mail = await askToRecover(maria, account);
  await maria.page.fill('[name=code]', '000 000');
  await press(maria, '/recover/verify');
  expect(await maria.page.locator('[name=code]').getAttribute('aria-invalid')).toBe('true');
  await maria.page.fill('[name=code]', codeIn(mail));
  await press(maria, '/recover/verify');
  expect(await maria.page.locator('input[autocomplete=username]').inputValue()).toBe(account.email);
  await maria.page.fill('[name=password]', 'short');
  await press(maria, '/recover/password');
  await maria.page.locator('[role=alert]:focus').waitFor();
  await choosePassword(maria);
  await signIn(await stage.person(), { ...account, password: newPassword });
});

test.each([true, false])('the link of the mail goes on in the browser that opens it (scripts %s)', async (script) => {
  const [maria, phone] = [await stage.person({ script }), await stage.person({ script, screen: 'phone' })];
  const account = await register(await stage.person());
  const mail = await askToRecover(maria, account);
  await phone.open(pathIn(mail, '/recover/link'));
  expect(await phone.page.locator('.boxed').count()).toBe(1);
  await press(phone, '/recover/link');
  await choosePassword(phone);
  await maria.page.reload();
  expect(await maria.page.locator('[name=code]').count()).toBe(0);
});

test.each([true, false])('a stranger is locked out by one click in a mail (scripts %s)', async (script) => {
  const [maria, stranger] = [await stage.person({ script }), await stage.person()];
  const account = await register(maria);
  await signIn(stranger, account);
  const mail = await mailAbout(maria, account.email, /New sign-in/);
  await maria.open(pathIn(mail, '/secure-account'));
  await press(maria, '/secure-account');
  expect(placeOf(maria)).toBe('/secured');
  await stranger.open('/account');
  expect(placeOf(stranger)).toBe('/sign-in');
  await maria.page.locator('main a.button').click();
  await maria.page.waitForURL('**/recover/verify?flow=*');
});

test.each([true, false])('a password is changed, and the account closed and kept (scripts %s)', async (script) => {
  const maria = await stage.person({ script });
  const account = await register(maria);
  await maria.open('/.well-known/change-password');
  expect(placeOf(maria)).toBe('/account/password');
  expect(await maria.page.locator('[name=end_others]').isChecked()).toBe(true);
  await maria.page.fill('[name=current_password]', account.password);
  await maria.page.fill('[name=password]', newPassword);
  await press(maria, '/account/password');
  expect(await maria.page.locator('[role=status]').count()).toBe(1);

  await stage.server().sql("update sessions set authenticated_at = now() - interval '11 minutes'");
  await maria.open('/account/close');
  expect(placeOf(maria)).toBe('/account/confirm');
  await maria.page.fill('[name=password]', newPassword);
  await press(maria, '/account/confirm');
  expect(placeOf(maria)).toBe('/account/close');
  await press(maria, '/account/close');
  expect(await maria.page.locator('[name=understood]').getAttribute('aria-invalid')).toBe('true');
  await maria.page.check('[name=understood]');
  await press(maria, '/account/close');
  expect(placeOf(maria)).toBe('/closing');
  await fillSignIn(maria, { ...account, password: newPassword });
  expect(placeOf(maria)).toBe('/sign-in/keep');
  await press(maria, '/sign-in/keep');
  expect(placeOf(maria)).toBe('/account');
});

test.each([true, false])('a device is named, removed, and new again (scripts %s)', async (script) => {
  const maria = await stage.person({ script });
  const phone = await stage.person({ script, screen: 'phone' });
  const account = await register(maria);
  await signIn(phone, account);
  await maria.open('/account/sessions');
  await maria.page.locator('a[href="/account/devices"]').click();
  await maria.page.waitForURL('**/account/devices');
  const items = maria.page.locator('main ul.sessions > li');
  expect(await items.count()).toBe(2);
  expect(await items.first().locator('.badge').count()).toBe(1);
  await items.nth(1).locator('summary').click();
  await items.nth(1).locator('[name=name]').fill('Phone in the hall');
  await press(maria, '/account/devices/rename', 1);
  expect(await items.nth(1).locator('.session-name').innerText()).toBe('Phone in the hall');
  await press(maria, '/account/devices/remove', 1);
  expect(await items.count()).toBe(1);
  await phone.open('/account');
  expect(placeOf(phone)).toBe('/sign-in');
  await signIn(phone, account);
  await mailAbout(phone, account.email, /New sign-in/, 2);
});

test.each(['en', 'de', 'ar-XB'] as const)('every page of it is fit for everybody (%s)', async (language: Language) => {
  const maria = await stage.person({ language });
  const look = async (person: Person, state: string, place: string) => {
    expect(placeOf(person), state).toBe(place);
    expect(await person.page.locator('html').getAttribute('lang'), state).toBe(language);
    await lookAt(person.page, `${language}.${state}`, { dark: language === 'en' });
  };
  const account = await register(maria);
  await signIn(await stage.person({ language }), account);
  await maria.open('/account/devices');
  await maria.page.locator('main summary').first().click();
  await look(maria, 'account-devices', '/account/devices');
  await maria.open('/account/secure');
  await look(maria, 'account-secure', '/account/secure');
  await maria.open('/account/password');
  await look(maria, 'account-password', '/account/password');
  await press(maria, '/account/password');
  await look(maria, 'account-password-mistakes', '/account/password');
  await maria.open('/account/close');
  await look(maria, 'account-close', '/account/close');
  await press(maria, '/account/close');
  await look(maria, 'account-close-mistake', '/account/close');
  await stage.server().sql("update sessions set authenticated_at = now() - interval '11 minutes'");
  await maria.open('/account/close');
  await look(maria, 'confirm', '/account/confirm');
  await maria.page.fill('[name=password]', 'not the password');
  await press(maria, '/account/confirm');
  await look(maria, 'confirm-mistake', '/account/confirm');

  const other = await stage.person({ language });
  const mail = await askToRecover(other, account);
  await look(other, 'recover-verify', '/recover/verify');
  await other.open('/recover');
  await look(other, 'recover', '/recover');
  await press(other, '/recover');
  await look(other, 'recover-mistakes', '/recover');
  await maria.open(pathIn(mail, '/recover/link'));
  await look(maria, 'recover-link-elsewhere', '/recover/link');
  await other.open(pathIn(mail, '/recover/link'));
  await look(other, 'recover-link', '/recover/link');
  await press(other, '/recover/link');
  await look(other, 'recover-password', '/recover/password');
  await other.page.fill('[name=password]', 'short');
  await press(other, '/recover/password');
  await look(other, 'recover-password-mistakes', '/recover/password');
  await choosePassword(other);
  await maria.open(pathIn(mail, '/recover/link'));
  await look(maria, 'recover-link-expired', '/recover/link');
  await maria.open(pathIn(await mailAbout(maria, account.email, /\/secure-account\?/), '/secure-account'));
  await look(maria, 'secure-account', '/secure-account');

  await other.open('/account/close');
  await other.page.check('[name=understood]');
  await press(other, '/account/close');
  await look(other, 'closing', '/closing');
  await fillSignIn(other, { ...account, password: newPassword });
  await look(other, 'keep-account', '/sign-in/keep');
  await other.open(pathIn(await mailAbout(other, account.email, /\/keep-account\?/), '/keep-account'));
  await press(other, '/keep-account');
  await look(other, 'kept', '/kept');
  await other.open('/secured');
  await look(other, 'secured', '/secured');
  await other.open('/secured?flow=flw_00000000000000000000000000');
  await look(other, 'secured-and-sent', '/secured');
});

/** The password is put on the list of leaked ones, which the server looks at within two seconds. */
async function leak(password: string): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cardea-leak-'));
  const file = path.join(folder, 'hashes.txt');
  writeFileSync(file, `${createHash('sha1').update(password).digest('hex')}:7\n`);
  await stage.server().runVerb('breached-passwords', 'import', file);
  rmSync(folder, { recursive: true });
}

test('a leaked password is asked about at the next sign-in, put off, and then replaced (scripts off, phone)', async () => {
  const maria = await stage.person({ script: false, screen: 'phone' });
  const { page } = maria;
  const account = await register(maria, { ...newAccount(), password: 'copper herons on the quay' });
  await press(maria, '/sign-out');
  await leak(account.password);
  await expect
    .poll(
      async () => {
        await maria.context.clearCookies({ name: 'cardea_session' });
        await fillSignIn(maria, account);
        return placeOf(maria);
      },
      { timeout: 15_000, interval: 500 },
    )
    .toBe('/account/password/leaked');
  expect(await findingsWithoutScript(page, (await stage.person()).page)).toEqual([]);
  expect([await overflow(page), await tooSmallTargets(page)]).toEqual([[], []]);
  await keepPicture(page, 'leaked-password.phone');
  await press(maria, '/account/password/leaked/later');
  expect(placeOf(maria)).toBe('/account');
  expect(await page.locator('main').innerText()).toContain('on a list of leaked passwords');

  // Somebody else who knows it too stands before a code that only the mailbox holds.
  const stranger = await stage.person();
  await fillSignIn(stranger, account);
  expect(placeOf(stranger)).toBe('/recover/verify');

  await maria.open('/account/password');
  await page.fill('[name=current_password]', account.password);
  await page.fill('[name=password]', newPassword);
  await press(maria, '/account/password');
  await maria.open('/account');
  expect(await page.locator('main').innerText()).not.toContain('on a list of leaked passwords');
});
