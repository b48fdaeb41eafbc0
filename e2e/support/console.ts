/**
 * The console as an administrator has it: built before the server starts, opened from the set-up link. Every violation of
 * the content security policy is counted among what the browser complains about.
 */
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Person } from './person.ts';
import { type Server, startServer } from './server.ts';
import { type Account, press } from './steps.ts';

const builder = fileURLToPath(new URL('../../tools/build-console.mjs', import.meta.url));

// Signing in silently takes several answers, and a machine that tests may be busy.
const patienceMilliseconds = 60_000;

/** A server with the console as its sources are now. */
export async function startServerWithConsole(): Promise<Server> {
  const { buildConsole } = (await import(builder)) as { buildConsole(): Promise<string | undefined> };
  const problem = await buildConsole();
  if (problem !== undefined) throw new Error(problem);
  return await startServer();
}

/** Follows the set-up link and makes the first owner; ends in the console. */
export async function setUp(person: Person, server: Server, owner: Account): Promise<void> {
  const { page } = person;
  // Frames without an origin would ask leave for our header; no browser outside of a test sends it.
  await person.context.setExtraHTTPHeaders({});
  person.context.setDefaultTimeout(patienceMilliseconds);
  if (server.setUpPath === '') throw new Error('the server printed no set-up link');
  await page.goto(server.setUpPath);
  await page.fill('[name=email]', owner.email);
  await page.fill('[name=password]', owner.password);
  await page.fill('[name=name]', owner.name);
  await press(person, '/setup');
  await arrive(page);
}

/** Opens a place of the console by its address. */
export async function goTo(person: Person, path: string): Promise<void> {
  await person.context.setExtraHTTPHeaders({});
  person.context.setDefaultTimeout(patienceMilliseconds);
  await person.page.goto(`/console${path}`);
  await arrive(person.page);
}

async function arrive(page: Page): Promise<void> {
  await page.locator('main h1').waitFor({ timeout: patienceMilliseconds });
  await settle(page);
}

/** Waits until nothing on the page is being loaded. */
export async function settle(page: Page): Promise<void> {
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached', timeout: patienceMilliseconds });
  expect(await page.locator('[role=alert]').allInnerTexts()).toEqual([]);
}

/** What the person was told in passing. */
export const toldIn = (page: Page) => page.locator('.toasts');
