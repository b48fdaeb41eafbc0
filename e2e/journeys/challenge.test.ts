/** A time of attack, as a customer meets it: the browser computes while they type, and without scripts there is a way. */
import { beforeAll, expect, test } from 'vitest';
import { findingsWithoutScript, lookAt } from '../support/look-at.ts';
import { readCode } from '../support/outbox.ts';
import type { Person } from '../support/person.ts';
import { setStage } from '../support/stage.ts';
import { type Account, newAccount, placeOf, press, register } from '../support/steps.ts';

const stage = setStage();
let account: Account;

const attack = (mode: 'attack' | 'calm') =>
  stage.server().sql(
    `insert into protection_postures (tenant_id, mode, begun_by, began_at)
     select tenant_id, $1, 'system', now() from tenants
     on conflict (tenant_id) do update set mode = excluded.mode, begun_by = 'system', changed_at = now()`,
    [mode],
  );

/** Opens the page until it asks for work: every node learns of an attack within a second. */
async function openAsked({ page }: Person, path: string): Promise<void> {
  for (let tries = 0; tries < 40; tries += 1) {
    await page.goto(path);
    if ((await page.locator('[data-challenge]').count()) > 0) return;
    await page.waitForTimeout(50);
  }
  throw new Error('nothing asks for work');
}

async function mailsSoFar(person: Person): Promise<number> {
  const answer = await person.context.request.get('/dev/outbox.json');
  return ((await answer.json()) as { to: string }[]).filter(({ to }) => to === account.email).length;
}

/** A browser that the account does not know is confirmed by a code besides, while there is an attack. */
async function confirmByMail(person: Person): Promise<void> {
  expect(placeOf(person)).toBe('/sign-in/second');
  const before = await mailsSoFar(person);
  await press(person, '/sign-in/second/send');
  await person.page.fill('[name=code]', await readCode(person, account.email, before + 1));
  await press(person, '/sign-in/second');
  expect(placeOf(person)).toBe('/account');
}

beforeAll(async () => {
  await attack('calm');
  account = await register(await stage.person(), newAccount());
  await attack('attack');
});

test('the browser does the work while the form is filled in, and says so', async () => {
  const maria = await stage.person({ screen: 'phone' });
  const { page } = maria;
  await openAsked(maria, '/sign-in');
  const status = page.locator('[data-challenge] [role=status]');
  expect(await status.innerText()).toMatch(/small check|is done/);
  await page.fill('[name=identifier]', account.email);
  await page.fill('[name=password]', account.password);
  await page.locator('[data-challenge][data-state=done]').waitFor();
  expect(await status.innerText()).toBe('The check is done.');
  await lookAt(page, 'sign-in-challenge', { dark: true });
  await press(maria, '/sign-in');
  await confirmByMail(maria);
});

test('a form that is sent too early waits for the work and goes out by itself', async () => {
  const maria = await stage.person({ language: 'de' });
  const { page } = maria;
  await openAsked(maria, '/sign-in');
  await page.fill('[name=identifier]', account.email);
  await page.fill('[name=password]', 'not my password');
  await page.keyboard.press('Enter');
  await page.locator('.problems').waitFor();
  expect(await page.locator('h2').first().innerText()).toBe('Das passt nicht zusammen');
  // What was handed in counts no more: the page that came back does its own.
  await page.fill('[name=password]', account.password);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === '/sign-in/second');
});

test('without scripts a code by mail stands in for the work, and the password is asked after it', async () => {
  const maria = await stage.person({ screen: 'phone', script: false });
  const { page } = maria;
  await openAsked(maria, '/sign-in');
  await page.fill('[name=identifier]', account.email);
  await page.fill('[name=password]', account.password);
  await press(maria, '/sign-in');
  expect(await page.locator('h2').first().innerText()).toBe('One more step');
  expect(await page.inputValue('[name=identifier]')).toBe(account.email);
  const inspector = await stage.person();
  expect(await findingsWithoutScript(page, inspector.page)).toEqual([]);
  const before = await mailsSoFar(maria);
  await Promise.all([
    page.waitForURL((url) => url.pathname === '/sign-in/code'),
    page.locator('button[formaction="/sign-in/code/request"]').first().click(),
  ]);
  await page.fill('[name=code]', await readCode(maria, account.email, before + 1));
  await press(maria, '/sign-in/code');
  expect(await page.inputValue('[name=identifier]')).toBe(account.email);
  await page.fill('[name=password]', account.password);
  await press(maria, '/sign-in');
  expect(placeOf(maria)).toBe('/account');
});
