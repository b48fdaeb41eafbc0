/** The SDK in a page without a server of its own: bound tokens, renewed in silence, for all tabs, until somebody ends them. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findingsOf, overflow, tooSmallTargets } from '../support/look-at.ts';
import type { Person } from '../support/person.ts';
import { type ReadingRoom, startReadingRoom } from '../support/reading-room.ts';
import { setStage } from '../support/stage.ts';
import { type Account, answerSignIn, press, register } from '../support/steps.ts';

const stage = setStage();
let room: ReadingRoom;
beforeAll(async () => {
  room = await startReadingRoom(stage.server());
});
afterAll(() => room.stop());

const refreshes = (page: Page) => {
  const seen: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/oauth/token') seen.push(request.postData() ?? '');
  });
  return seen;
};

const books = (page: Page) => page.locator('#books li').allTextContents();

/** Somebody with an account who has signed in to the application. */
async function reader(): Promise<{ readonly person: Person; readonly account: Account }> {
  const person = await stage.person({ visits: [room.origin], address: null });
  const account = await register(person);
  await press(person, '/sign-out');
  const { page } = person;
  await page.goto(room.origin);
  await page.click('#sign-in');
  await page.waitForURL((url) => url.pathname === '/sign-in');
  await answerSignIn(person, account);
  await page.waitForSelector('#shelf:not([hidden])');
  return { person, account };
}

async function putAside(page: Page, title: string): Promise<void> {
  await page.fill('#title', title);
  await page.press('#title', 'Enter');
  await page.waitForSelector(`#books li:text-is("${title}")`);
}

type Lying = {
  readonly extractable: boolean;
  readonly exported: boolean;
  readonly written: string;
  readonly refreshToken: string;
};

/** Said as text: the journeys are checked without the types of pages. */
const lyingInTheBrowser = `(async () => {
  const done = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
  const [{ name }] = await indexedDB.databases();
  const database = await done(indexedDB.open(name));
  const held = await done(database.transaction('values').objectStore('values').get('held'));
  const key = held.keys.privateKey;
  const exported = await crypto.subtle.exportKey('pkcs8', key).then(() => true, () => false);
  const written = JSON.stringify({ ...localStorage, ...sessionStorage, ...held });
  return { extractable: key.extractable, exported, written, refreshToken: held.refreshToken };
})()`;

test('signs in, calls its API and Cardea’s with proofs, and is still signed in after a reload, with nothing to steal', async () => {
  const { person, account } = await reader();
  const { page } = person;
  const calls: Readonly<Record<string, string>>[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).pathname.startsWith('/api/')) calls.push(request.headers());
  });
  expect(new URL(page.url()).href).toBe(`${room.origin}/`);
  await putAside(page, 'The Summer Book');
  await page.waitForSelector(`#name:text-is("${account.name}")`);
  expect(calls.length).toBeGreaterThan(0);
  for (const headers of calls.filter(({ authorization }) => authorization)) {
    expect(headers['authorization']).toMatch(/^DPoP /);
    expect(headers['dpop']).toMatch(/^ey/);
  }

  await page.reload();
  await page.waitForSelector('#books li');
  expect(await books(page)).toEqual(['The Summer Book']);
  // What lies in the browser: a key that cannot be taken along, and a refresh token that needs it.
  const lying = await page.evaluate<Lying>(lyingInTheBrowser);
  expect(lying).toMatchObject({ extractable: false, exported: false });
  expect(lying.written).not.toMatch(/eyJ/);
  const stolen = await fetch(`${stage.server().origin}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: lying.refreshToken,
      client_id: room.clientId,
    }),
  });
  expect(stolen.status).toBe(400);
});

test('two tabs renew once, and what one does the other knows', async () => {
  const { person } = await reader();
  const { page } = person;
  const other = await person.context.newPage();
  await other.goto(room.origin);
  await other.waitForSelector('#shelf:not([hidden])');
  const seen = [refreshes(page), refreshes(other)];
  await Promise.all([page.reload(), other.reload()]);
  await Promise.all([page, other].map((tab) => tab.waitForSelector('#shelf:not([hidden])')));
  await Promise.all([putAside(page, 'Momo'), putAside(other, 'Emil')]);
  // One for each of the two APIs, whoever of the tabs was first.
  const asked = seen.flat().map((body) => new URLSearchParams(body).get('resource'));
  expect(asked.length).toBeLessThanOrEqual(3);
  expect(new Set(asked)).toEqual(new Set([`${room.origin}/api`, `${person.origin}/api`]));

  const back = page.waitForResponse(`${room.origin}/`);
  await page.click('#sign-out');
  await back;
  await page.waitForSelector('#stranger:not([hidden])');
  await other.waitForSelector('#stranger:not([hidden])');
  expect(await books(other)).toEqual([]);
  await page.goto(`${person.origin}/account`);
  expect(new URL(page.url()).pathname).toBe('/sign-in');
});

test('a renewal that its owner has made impossible ends the sign-in in every tab, and says so', async () => {
  const { person, account } = await reader();
  const { page } = person;
  const other = await person.context.newPage();
  await other.goto(room.origin);
  await other.waitForSelector('#shelf:not([hidden])');

  const elsewhere = await stage.person();
  await elsewhere.open('/sign-in');
  await answerSignIn(elsewhere, account);
  await elsewhere.open('/account/sessions');
  expect(await elsewhere.page.textContent('main')).toContain('Reading room');
  await press(elsewhere, '/account/sessions/end');
  await page.reload();
  await page.waitForSelector('#stranger:not([hidden])');
  await other.waitForSelector('#notice:not([hidden])');
  expect(await other.textContent('#notice')).toContain('signed out somewhere else');
  expect(await books(other)).toEqual([]);
});

test('an answer that this browser never asked for signs nobody in', async () => {
  const person = await stage.person({ visits: [room.origin] });
  const { page } = person;
  await page.goto(`${room.origin}/callback?code=stolen&state=forged&iss=${encodeURIComponent(person.origin)}`);
  await page.waitForSelector('#notice:not([hidden])');
  expect(await page.isVisible('#stranger')).toBe(true);
  expect(new URL(page.url()).search).toBe('');
  expect(await findingsOf(page)).toEqual([]);
  expect(await overflow(page)).toEqual([]);
  expect(await tooSmallTargets(page)).toEqual([]);
});
