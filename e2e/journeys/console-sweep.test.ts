/**
 * Every page of the console at once: one sign-in, one tab, from place to place without loading anew, over customers of
 * every kind, some of whom would like to be code (case 185). On each page, at three widths, in light and dark: it has a
 * heading, nothing waits, nothing sticks out, nothing is too small to touch, axe finds nothing, nothing ran, nothing was
 * complained about, and no request went elsewhere. The list of places is the router's own.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { goTo, settle, setUp, startServerWithConsole } from '../support/console.ts';
import { beAttacked, waveId } from '../support/console-attacks.ts';
import { connect, hostileConnections } from '../support/console-connections.ts';
import { bringIn, declareProfile, hostilePeople, ordinaryPeople } from '../support/console-people.ts';
import { findingsOf } from '../support/look-at.ts';
import { lookAtConsole } from '../support/look-at-console.ts';
import type { Person } from '../support/person.ts';
import { setStage } from '../support/stage.ts';
import { newAccount } from '../support/steps.ts';

const stage = setStage(startServerWithConsole);
const patienceMilliseconds = 600_000;
let state: Awaited<ReturnType<Person['context']['storageState']>>;
let application = '';
/** One on phones. */
let app = '';
/** The one whose name is a word of 200 letters, and the one whose name is markup. */
const customers = { longest: '', markup: '' };

beforeAll(async () => {
  const anna = await stage.person();
  await setUp(anna, stage.server(), newAccount('Anna Bergmann'));
  state = await anna.context.storageState();
  await declareProfile(stage.server());
  await bringIn(stage.server(), [...ordinaryPeople(40), ...hostilePeople]);
  await beAttacked(stage.server(), 48);
  await connect(stage.server(), hostileConnections);
  const words = ['--name', 'Bread shop', '--first-party', '--redirect-uri', 'http://localhost:4000/callback', '--json'];
  application = JSON.parse(await stage.server().runVerb('applications', 'register', ...words)).client_id;
  const phone = ['--name', 'Bread app', '--first-party', '--public', '--native', '--json'];
  phone.push('--redirect-uri', 'com.example.bread:/callback', '--ios-app', 'A1B2C3D4E5.com.example.bread');
  app = JSON.parse(await stage.server().runVerb('applications', 'register', ...phone)).client_id;
});

type View = { readonly address: string; readonly prepare?: (page: Page) => Promise<void> };

/** Address of the router → what is looked at there. A page without an entry fails the first test. */
const views: Readonly<Record<string, () => Readonly<Record<string, View>>>> = {
  '/': () => ({ overview: { address: '' } }),
  '/first-run': () => ({
    'first-run': { address: '/first-run' },
    'first-run-application': { address: '/first-run?step=application' },
    'first-run-sign-in': { address: `/first-run?step=sign-in&client=${application}` },
  }),
  '/customers': () => ({
    customers: { address: '/customers' },
    'customers-selected': { address: '/customers?sort=created_at', prepare: selectPage },
    'customers-asked': { address: '/customers?state=active', prepare: askAboutEverybody },
    'customers-done': { address: '/customers?sort=created_at', prepare: endSessions },
    'customers-nobody': { address: '/customers', prepare: seekBeginning },
    'customers-seen': { address: '/customers?state=active', prepare: seePersonal },
  }),
  '/customers/new': () => ({ 'new-customer': { address: '/customers/new' } }),
  '/customers/$customerId': () => ({
    customer: { address: `/customers/${customers.markup}` },
    'customer-seen': { address: `/customers/${customers.longest}`, prepare: seePersonal },
    reason: { address: `/customers/${customers.markup}`, prepare: askWhy },
  }),
  '/applications': () => ({ applications: { address: '/applications' } }),
  '/applications/new': () => ({ 'new-application': { address: '/applications/new' } }),
  '/applications/$clientId': () => ({
    application: { address: `/applications/${application}` },
    'application-native': { address: `/applications/${app}`, prepare: addAndroidApp },
  }),
  '/connections': () => ({ connections: { address: '/connections' } }),
  '/connections/new': () => ({
    'new-connection': { address: '/connections/new' },
    'new-connection-apple': { address: '/connections/new?preset=apple' },
    'new-connection-oauth2': { address: '/connections/new?preset=oauth2' },
  }),
  '/connections/$connectionId': () => ({
    connection: { address: '/connections/contoso', prepare: testIt },
    'connection-changed': { address: '/connections/contoso', prepare: moveIt },
  }),
  '/agents': () => ({
    agents: { address: '/agents', prepare: makeToken },
    'agents-token': { address: '/agents', prepare: askForToken },
  }),
  '/applications/$clientId/branding': () => ({
    'application-branding': { address: `/applications/${application}/branding` },
  }),
  '/texts': () => ({ texts: { address: '/texts' } }),
  '/texts/$locale/$textId': () => ({ text: { address: '/texts/en/pages:sign_in.title' } }),
  '/health': () => ({ health: { address: '/health' } }),
  '/ledger': () => ({ ledger: { address: '/ledger' } }),
  '/protection': () => ({
    protection: { address: '/protection', prepare: readAttempts },
    'protection-week': { address: '/protection?span=week&state=ended' },
    'protection-asked': { address: '/protection?kind=stuffing', prepare: askForAttackMode },
  }),
  '/protection/waves/$findingId': () => ({
    wave: { address: `/protection/waves/${waveId}` },
    'wave-asked': { address: `/protection/waves/${waveId}`, prepare: askToClose },
  }),
  '/sign-in-methods': () => ({
    'sign-in-methods': { address: '/sign-in-methods' },
    'sign-in-methods-application': { address: `/sign-in-methods?application=${application}` },
  }),
  '/settings': () => ({ settings: { address: '/settings' } }),
  '/branding': () => ({ branding: { address: '/branding' } }),
  '/administrators': () => ({ administrators: { address: '/administrators' } }),
};

/** What the router answers where nothing is. */
const nowhere: Readonly<Record<string, View>> = { nowhere: { address: '/nowhere' } };

/** What the sources declare: every address of the router, and every place of the navigation. */
function declaredAddresses(): string[] {
  const read = (name: string) =>
    readFileSync(fileURLToPath(new URL(`../../packages/console/src/${name}`, import.meta.url)), 'utf8');
  const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, address]) => address ?? '');
  return [
    ...found(read('app/router.tsx'), /\bpath: '([^']+)'/g),
    ...found(read('shell/places.ts'), /\bto: '([^']+)'/g),
  ].toSorted();
}

async function selectPage(page: Page): Promise<void> {
  await page
    .getByRole('checkbox', { name: /^Select / })
    .nth(1)
    .check();
  await page.getByRole('button', { name: 'Select everybody on this page' }).click();
  await page.getByRole('button', { name: 'Select all on every page' }).waitFor();
}

async function askAboutEverybody(page: Page): Promise<void> {
  await selectPage(page);
  await page.getByRole('button', { name: 'Select all on every page' }).click();
  await page.getByRole('button', { name: 'Disable', exact: true }).click();
  await page.getByRole('dialog').waitFor();
}

async function endSessions(page: Page): Promise<void> {
  await selectPage(page);
  await page.getByRole('button', { name: 'End sessions' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End sessions' }).click();
  await page.getByRole('heading', { name: 'There was nothing to do' }).waitFor();
}

async function seekBeginning(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Search' }).fill('Bergma');
  await page.getByRole('search').getByRole('button', { name: 'Search' }).click();
  await page.getByRole('heading', { name: 'Nobody was found' }).waitFor();
}

async function askWhy(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Show personal fields' }).click();
  await page.getByRole('dialog').waitFor();
}

async function seePersonal(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Show personal fields' }).click();
  await page.getByLabel('Reason').fill(`Ticket 4711 <img src=x onerror="window.hit='reason'">`);
  await page.getByRole('dialog').getByRole('button', { name: 'Show personal fields' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Mask again' }).waitFor();
}

/** A provider that is not there, so that something has been found. */
async function testIt(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Test now' }).click();
  await page.getByText('It would not work like this.').waitFor();
}

async function moveIt(page: Page): Promise<void> {
  await page.getByLabel('Issuer', { exact: true }).fill('https://id.fabrikam.example');
  await page.getByRole('button', { name: 'Add an attribute' }).click();
  await page.getByText('needs no code').click();
  await page.getByRole('button', { name: 'Review the changes' }).click();
  await page.getByRole('dialog').waitFor();
}

async function askForToken(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Make a token' }).click();
  await page.getByRole('dialog').waitFor();
}

async function makeToken(page: Page): Promise<void> {
  await askForToken(page);
  await page.getByLabel('For whom').fill(`<img src=x onerror="window.hit='token'">`);
  await page.getByRole('dialog').getByRole('button', { name: 'Make the token' }).click();
  await page.getByText('Copy the token now.').waitFor();
}

async function readAttempts(page: Page): Promise<void> {
  await page.getByText('The same as a table').click();
  await page.getByRole('table', { name: 'Attempts' }).waitFor();
}

async function askForAttackMode(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Begin attack mode' }).click();
  await page.getByRole('dialog').waitFor();
}

async function askToClose(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Close accounts' }).click();
  await page.getByRole('dialog').waitFor();
}

async function addAndroidApp(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add an Android app' }).click();
  await page.getByLabel('Package name').waitFor();
}

/** From page to page as a link does: the address changes, nothing is loaded anew. */
async function walkTo(page: Page, address: string): Promise<void> {
  const wanted = new URL(`/console${address}`, page.url());
  // A page that is there already would not say when it has become another: it is left first.
  if (wanted.pathname === new URL(page.url()).pathname) await walkTo(page, '/elsewhere');
  await page.evaluate(`(() => {
    document.querySelector('main h1').dataset.left = '';
    history.pushState({}, '', ${JSON.stringify(wanted.href)});
  })()`);
  await page.locator('main h1:not([data-left])').waitFor();
  await settle(page);
}

/** Nothing ran, nothing was made of what was written, and the policy had nothing to do. */
async function expectQuiet(person: Person, name: string): Promise<void> {
  const { page } = person;
  expect(await page.locator('main h1').count(), `${name}: one heading`).toBe(1);
  expect((await page.locator('main h1').innerText()).trim(), `${name}: the heading says something`).not.toBe('');
  expect(await page.evaluate('window.hit'), `${name}: nothing ran`).toBeUndefined();
  expect(await page.evaluate('window.violations'), `${name}: the policy had nothing to do`).toEqual([]);
  expect(await page.evaluate('window.born'), `${name}: still the same document`).toBe(1);
  const made = 'img[src=x], main script, main style, base, [onerror], [onload], a[href^="javascript:"], iframe[srcdoc]';
  expect(await page.locator(made).count(), `${name}: no markup was made`).toBe(0);
  expect(person.complaints, name).toEqual([]);
}

test('every address of the router and every place of the navigation is looked at here', () => {
  expect(Object.keys(views).toSorted()).toEqual([...new Set(declaredAddresses())]);
});

test('185: every page holds at three widths, in light and dark, whatever customers are called', {
  timeout: patienceMilliseconds,
}, async () => {
  const person = await stage.person();
  const { page } = person;
  await person.context.addCookies(state.cookies);
  await person.context.addInitScript(`
    window.violations = [];
    window.born = (window.born ?? 0) + 1;
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      window.violations.push([violatedDirective, blockedURI, sample].join(' ')));
  `);
  page.on('dialog', () => expect.fail('something spoke up by itself'));
  await goTo(person, '/customers');
  // A tablet's navigation is its own, and the same on every page.
  await page.setViewportSize({ width: 768, height: 900 });
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
    expect(await findingsOf(page), `a tablet in ${colorScheme}`).toEqual([]);
  }
  customers.markup = await findByName(page, '<img src=x');
  customers.longest = await findByName(page, 'W'.repeat(200));
  for (const [name, { address, prepare }] of [...Object.values(views).map((view) => view()), nowhere].flatMap((view) =>
    Object.entries(view),
  )) {
    await walkTo(page, address);
    await prepare?.(page);
    await settle(page);
    await lookAtConsole(page, `sweep-${name}`);
    await expectQuiet(person, name);
  }
});

/** The id of whoever is found by these words; the search is left again. */
async function findByName(page: Page, name: string): Promise<string> {
  await page.getByRole('textbox', { name: 'Search' }).fill(name);
  await page.getByLabel('By', { exact: true }).selectOption('name');
  await page.getByRole('search').getByRole('button', { name: 'Search' }).click();
  await page.getByRole('button', { name: 'Show all' }).waitFor();
  await settle(page);
  const address = (await page.locator('.row-link').first().getAttribute('href')) ?? '';
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByLabel('State').waitFor();
  return address.split('/').at(-1) ?? '';
}
