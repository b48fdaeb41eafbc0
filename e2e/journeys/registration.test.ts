/** What else happens between a form and an account: links, mistakes, second thoughts, journeys that ran out. */
import { describe, expect, test } from 'vitest';
import { mailTo, readCode, readLink } from '../support/outbox.ts';
import { setStage } from '../support/stage.ts';
import { newAccount, placeOf, press, register, signIn, signUp, verifyByCode } from '../support/steps.ts';

const stage = setStage();

describe.each([true, false])('scripts %s', (script) => {
  test('the mailed link confirms in the browser that signed up, and opening it alone does nothing', async () => {
    const maria = await stage.person({ script });
    const account = newAccount();
    await signUp(maria, account);
    const link = await readLink(maria, account.email);
    await maria.page.goto(link);
    await maria.page.reload();
    expect(await maria.page.locator('[name=password]').count()).toBe(0);
    await press(maria, '/verify/link');
    expect(placeOf(maria)).toBe('/account');
    const answer = await maria.page.goto(link);
    expect(answer?.status()).toBe(410);
  });

  test('the mailed link asks for the password in another browser, and refuses another one', async () => {
    const maria = await stage.person({ script });
    const phone = await stage.person({ script, screen: 'phone' });
    const account = newAccount();
    await signUp(maria, account);
    await phone.page.goto(await readLink(maria, account.email));
    await phone.page.fill('[name=password]', 'some other password');
    await press(phone, '/verify/link');
    expect(placeOf(phone)).toBe('/verify/link');
    expect(await phone.page.locator('[name=password]').getAttribute('aria-invalid')).toBe('true');
    expect(await phone.page.inputValue('[name=password]')).toBe('');
    await phone.page.fill('[name=password]', account.password);
    await press(phone, '/verify/link');
    expect(placeOf(phone)).toBe('/account');
  });

  test('a form with mistakes comes back with what was typed, and leads to each mistake', async () => {
    const maria = await stage.person({ script });
    const { page } = maria;
    await maria.open('/sign-up');
    await page.fill('[name=email]', 'maria.example.com');
    await page.fill('[name=password]', 'short');
    await page.fill('[name=name]', 'Maria & Ånna "Ö" Lindqvist');
    await press(maria, '/sign-up');

    const summary = page.locator('[role=alert]');
    await page.locator('[role=alert]:focus').waitFor();
    expect(await page.inputValue('[name=email]')).toBe('maria.example.com');
    expect(await page.inputValue('[name=name]')).toBe('Maria & Ånna "Ö" Lindqvist');
    expect(await page.inputValue('[name=password]')).toBe('');
    for (const name of ['email', 'password']) {
      const field = page.locator(`[name=${name}]`);
      expect(await field.getAttribute('aria-invalid')).toBe('true');
      const described = ((await field.getAttribute('aria-describedby')) ?? '').split(' ');
      expect(await page.locator(`#${described[0]}`).innerText()).not.toBe('');
      await summary.locator(`a[href="#${name}"]`).click();
      await page.locator(`[name=${name}]:focus`).waitFor();
    }
    expect(await page.locator('[name=name]').getAttribute('aria-invalid')).toBeNull();
  });

  test('a new code replaces the first one, however the code is typed', async () => {
    const maria = await stage.person({ script });
    const account = newAccount();
    await signUp(maria, account);
    const first = await readCode(maria, account.email);
    await press(maria, '/verify/resend');
    const second = await readCode(maria, account.email, 2);
    expect(await maria.page.locator('[role=status]').count()).toBe(1);
    if (first !== second) {
      await maria.page.fill('[name=code]', first);
      await press(maria, '/verify');
      expect(placeOf(maria)).toBe('/verify');
      expect(await maria.page.locator('[role=alert]').count()).toBe(1);
    }
    await maria.page.fill('[name=code]', `${second.slice(0, 3)} ${second.slice(3)}`);
    await press(maria, '/verify');
    expect(placeOf(maria)).toBe('/account');
  });

  test('a sign-up that ran out says so and leads to a fresh one', async () => {
    const maria = await stage.person({ script });
    const account = newAccount();
    await signUp(maria, account);
    const code = await readCode(maria, account.email);
    const flow = new URL(maria.page.url()).searchParams.get('flow');
    await stage.server().sql(`update flows set expires_at = now() - interval '1 second' where flow_id = $1`, [flow]);
    await maria.page.fill('[name=code]', code);
    await press(maria, '/verify');
    expect(await maria.page.locator('.reference').count()).toBe(1);
    await maria.page.locator('main a.button').click();
    await maria.page.waitForURL('**/sign-up?flow=*');
    await signUp(maria, account);
    await verifyByCode(maria, account, 2);
  });

  test('a change of language keeps the journey and what was chosen, and the mail speaks it too', async () => {
    const maria = await stage.person({ script });
    const account = newAccount();
    await maria.open('/sign-up');
    const flow = new URL(maria.page.url()).searchParams.get('flow');
    await maria.page.locator('a[hreflang=de]').click();
    await maria.page.waitForURL('**ui_locales=de');
    expect(await maria.page.locator('html').getAttribute('lang')).toBe('de');
    await maria.page.fill('[name=email]', account.email);
    await maria.page.fill('[name=password]', account.password);
    await press(maria, '/sign-up');
    expect(new URL(maria.page.url()).searchParams.get('flow')).toBe(flow);
    expect(await maria.page.locator('html').getAttribute('lang')).toBe('de');
    expect((await mailTo(maria, account.email)).subject).toContain('ist Ihr Code');
    await maria.page.locator('a[hreflang=en]').click();
    await maria.page.waitForURL('**ui_locales=en');
    expect(new URL(maria.page.url()).searchParams.get('flow')).toBe(flow);
    await verifyByCode(maria, account);
    expect(await maria.page.locator('html').getAttribute('lang')).toBe('en');
  });

  test('an address that is taken gets the same page, and its owner a mail that leads to the sign-in', async () => {
    const maria = await stage.person({ script });
    const account = await register(maria);
    const other = await stage.person({ script });
    await signUp(other, { ...account, password: 'another harbour lantern' });
    const mail = await mailTo(maria, account.email, 2);
    expect(mail.subject).toContain('already');
    await signIn(other, account);
  });
});
