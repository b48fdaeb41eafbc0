/** The whole journey without a mouse, and every place the focus stops at can be seen. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { readCode } from '../support/outbox.ts';
import { setStage } from '../support/stage.ts';
import { newAccount, placeOf } from '../support/steps.ts';

const stage = setStage();

type Stop = { readonly name: string; readonly visible: boolean };

/** The name of the focused element, and whether its focus can be seen; null when nothing is focused. */
const focused = (page: Page): Promise<Stop | null> =>
  page.evaluate(`(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return null;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const name = element.getAttribute('name') ?? element.getAttribute('aria-label') ?? element.innerText;
    return { name, visible: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2 };
  })()`);

/** Tab stops from the top of the page to its end. */
async function tabStops(page: Page): Promise<Stop[]> {
  // The fields that wait for typing would otherwise be where the walk begins.
  await page.evaluate('document.body.tabIndex = -1, document.body.focus(), document.body.removeAttribute("tabindex")');
  const stops: Stop[] = [];
  while (stops.length < 50) {
    await page.keyboard.press('Tab');
    const stop = await focused(page);
    if (stop === null) return stops;
    stops.push(stop);
  }
  throw new Error('the focus never comes to the end of the page');
}

async function submitByEnter(page: Page): Promise<void> {
  const answered = page.waitForEvent('framenavigated');
  await page.keyboard.press('Enter');
  await answered;
  await page.waitForLoadState('load');
}

test('register, confirm, sign out and sign in by keyboard alone', async () => {
  const maria = await stage.person();
  const { page } = maria;
  const account = newAccount();
  await maria.open('/sign-up');

  // The form waits for typing, and reads on in the order it is seen.
  expect((await focused(page))?.name).toBe('email');
  await page.keyboard.type(account.email);
  await page.keyboard.press('Tab');
  expect((await focused(page))?.name).toBe('password');
  await page.keyboard.type(account.password);
  await page.keyboard.press('Tab');
  expect((await focused(page))?.name).toBe('Show the password');
  await page.keyboard.press('Tab');
  expect((await focused(page))?.name).toBe('name');
  await page.keyboard.type(account.name);
  await submitByEnter(page);
  expect(placeOf(maria)).toBe('/verify');

  expect((await focused(page))?.name).toBe('code');
  await page.keyboard.type(await readCode(maria, account.email));
  await submitByEnter(page);
  expect(placeOf(maria)).toBe('/account');

  await page.keyboard.press('Tab');
  expect((await focused(page))?.name).toBe('Skip to the content');
  await page.keyboard.press('Tab');
  expect((await focused(page))?.name).toBe('Sign out');
  await submitByEnter(page);
  expect(placeOf(maria)).toBe('/signed-out');

  await maria.open('/sign-in');
  await expect.poll(async () => (await focused(page))?.name).toBe('identifier');
  await page.keyboard.type(account.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(account.password);
  await submitByEnter(page);
  expect(placeOf(maria)).toBe('/account');
});

test.each(['/sign-up', '/sign-in', '/signed-out', '/dev/outbox'])('on %s every stop can be seen', async (path) => {
  const maria = await stage.person();
  await maria.open(path);
  const stops = await tabStops(maria.page);
  expect(stops[0]?.name).toBe('Skip to the content');
  expect(stops.length).toBeGreaterThan(3);
  expect(stops.filter((stop) => !stop.visible)).toEqual([]);
});

test('a shown password is hidden again before it is sent', async () => {
  const maria = await stage.person();
  await maria.open('/sign-in');
  const field = maria.page.locator('[name=password]');
  await field.fill('harbour lantern quartz');
  await maria.page.locator('.reveal').click();
  expect(await field.getAttribute('type')).toBe('text');
  await maria.page.locator('.reveal').click();
  expect(await field.getAttribute('type')).toBe('password');
});
