/** Attacks, as attacker, customer and administrator meet them: the console shows them, and what it decides is felt at once. */
import { beforeAll, expect, test } from 'vitest';
import { goTo, setUp, startServerWithConsole, toldIn } from '../support/console.ts';
import { beAttacked } from '../support/console-attacks.ts';
import { bringIn, ordinaryPeople } from '../support/console-people.ts';
import type { Person, PersonOptions } from '../support/person.ts';
import { setStage } from '../support/stage.ts';
import { type Account, fillSignIn, newAccount, placeOf, register } from '../support/steps.ts';

const stage = setStage(startServerWithConsole);
const patienceMilliseconds = 30_000;
const owner: Account = newAccount('Anna Bergmann');
const maria: Account = newAccount('Maria Lindqvist');

let state: Awaited<ReturnType<Person['context']['storageState']>>;
let known: Awaited<ReturnType<Person['context']['storageState']>>;

beforeAll(async () => {
  const anna = await stage.person();
  await setUp(anna, stage.server(), owner);
  state = await anna.context.storageState();
  await anna.close();
  const ofMaria = await stage.person();
  await register(ofMaria, maria);
  known = await ofMaria.context.storageState();
  await ofMaria.close();
});

/** The owner, signed in already. */
async function anna(path: string, options: PersonOptions = {}): Promise<Person> {
  const person = await stage.person(options);
  await person.context.addCookies(state.cookies);
  await goTo(person, path);
  return person;
}

/** Whether the page asks for work; every node learns of a decision within a second. */
async function isAsked({ page }: Person): Promise<boolean> {
  await page.goto('/sign-in');
  return (await page.locator('[data-challenge]').count()) > 0;
}

test('attack mode is begun by hand: strangers are asked for more, customers in their own browsers for nothing', async () => {
  const { page } = await anna('/protection');
  await page.getByRole('heading', { name: 'All is calm' }).waitFor();
  await page.getByRole('heading', { name: 'Nothing has been found' }).waitFor();
  await page.getByRole('button', { name: 'Begin attack mode' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Nobody is locked out').waitFor();
  await dialog.getByRole('radio', { name: '24 hours' }).check();
  await dialog.getByRole('button', { name: 'Begin attack mode' }).click();
  await page.getByRole('heading', { name: /^Attack mode since / }).waitFor();
  await toldIn(page).getByText('Attack mode is on.').waitFor();

  const stranger = await stage.person();
  await expect.poll(() => isAsked(stranger), { timeout: patienceMilliseconds }).toBe(true);
  await fillSignIn(stranger, maria);
  expect(placeOf(stranger), 'a right password is not enough').toBe('/sign-in/second');
  const own = await stage.person();
  await own.context.addCookies(known.cookies.filter(({ name }) => !name.includes('session')));
  expect(await isAsked(own)).toBe(false);

  await page.getByRole('link', { name: 'Overview', exact: true }).click();
  await page.getByRole('region', { name: 'Protection' }).getByText('Attack mode since').waitFor();
  await page.getByRole('link', { name: 'See protection' }).click();
  await page.getByRole('button', { name: 'Change when it ends' }).click();
  await page.getByRole('dialog').getByRole('radio', { name: 'Until I end it' }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Let it end then' }).click();
  await page.getByText('It lasts until somebody ends it.').waitFor();
  await page.getByRole('button', { name: 'End it now' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End it now' }).click();
  await page.getByRole('heading', { name: 'All is calm' }).waitFor();
  const newcomer = await stage.person();
  await expect.poll(() => isAsked(newcomer), { timeout: patienceMilliseconds }).toBe(false);
});

test('whoever tries many accounts is asked for work, until somebody takes that back', async () => {
  const thief = await stage.person({ address: '203.0.113.77' });
  await thief.page.goto('/sign-in');
  for (let tries = 0; tries < 30 && (await thief.page.locator('[data-challenge]').count()) === 0; tries += 1) {
    await thief.page.fill('[name=identifier]', `listed.${tries}@example.com`);
    await thief.page.fill('[name=password]', `Sommer${tries} Wiese`);
    await Promise.all([thief.page.waitForEvent('load'), thief.page.keyboard.press('Enter')]);
  }
  expect(await isAsked(thief)).toBe(true);

  const { page } = await anna('/protection');
  const finding = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: /^One address tries/ }) });
  await finding.getByText('203.0.113.77').waitFor({ timeout: patienceMilliseconds });
  await finding.getByText(/\d+ attempts/).waitFor();
  await finding.getByRole('button', { name: /^Undo/ }).click();
  await page.getByRole('dialog').getByText('not raised again for a day').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Undo' }).click();
  await finding.getByText('Taken back', { exact: true }).waitFor();
  await expect.poll(() => isAsked(thief), { timeout: patienceMilliseconds }).toBe(false);
});

test('a wave of sign-ups is looked at, whoever is real is kept, and the others are ended by their exact number', async () => {
  await bringIn(stage.server(), ordinaryPeople(30));
  await beAttacked(stage.server(), 28);
  const { page } = await anna('/protection?kind=sign_up_wave');
  await page.getByRole('link', { name: 'See the accounts' }).click();
  await page.getByText('28 of 28 accounts chosen').waitFor();
  await page
    .getByRole('checkbox', { name: /^Select (?!everybody)/ })
    .first()
    .uncheck();
  await page.getByText('27 of 28 accounts chosen').waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('27 of 28 accounts chosen').waitFor();
  await page.getByRole('button', { name: 'Close accounts' }).click();
  const dialog = page.getByRole('dialog');
  const confirm = dialog.getByRole('button', { name: 'Close accounts' });
  await dialog.getByLabel('Type 27 to confirm').fill('28');
  expect(await confirm.isDisabled()).toBe(true);
  await dialog.getByLabel('Type 27 to confirm').fill('27');
  await confirm.click();
  await page.getByRole('heading', { name: 'Accounts will be closed' }).waitFor();
  await page
    .getByRole('row', { name: /Closing/ })
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'First page' }).click();
  await page
    .getByRole('row', { name: /Closing/ })
    .nth(20)
    .waitFor();
});
