/**
 * Case 185: the console in a real browser, over records whose owners would like to run something in it. Whatever was
 * written is shown as it was written; nothing runs, nothing is loaded, and the policy never has to step in.
 */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { goTo, settle, setUp, startServerWithConsole } from '../support/console.ts';
import type { Person } from '../support/person.ts';
import { setStage } from '../support/stage.ts';
import { newAccount, register, signIn } from '../support/steps.ts';

const image = `<img src=x onerror="window.hit='image'">`;
const script = `"><script>window.hit='script'</script>`;
const braces = `{{constructor.constructor('window.hit=1')()}} \${window.hit=2} $t(nav.customers)`;
const link = `javascript:window.hit='link'`;
const agent = `Mozilla/5.0 ${image} (X11; ${script}) AppleWebKit/537.36 Chrome/143.0.0.0 ${link}`;

const stage = setStage(startServerWithConsole);
let state: Awaited<ReturnType<Person['context']['storageState']>>;
let application = '';
const owner = newAccount(`Anna ${image}`);
const hostile = newAccount(`${script} {{7*7}} $t(nav.customers)`);

beforeAll(async () => {
  const anna = await stage.person({ userAgent: agent });
  await setUp(anna, stage.server(), owner);
  state = await anna.context.storageState();
  const mallory = await stage.person({ userAgent: agent });
  await register(mallory, hostile);
  await signIn(await stage.person({ userAgent: `${link} ${'A'.repeat(9000)}` }), hostile);
  const words = [
    '--name',
    `${image} {{7*7}} $t(nav.home)`,
    '--first-party',
    '--redirect-uri',
    'http://localhost:4000/callback',
  ];
  application = JSON.parse(await stage.server().runVerb('applications', 'register', ...words, '--json')).client_id;
});

/** The owner with a browser that counts what the policy had to stop. */
async function anna(): Promise<Person> {
  const person = await stage.person({ userAgent: agent });
  await person.context.addCookies(state.cookies);
  await person.context.addInitScript(`
    window.violations = [];
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      window.violations.push([violatedDirective, blockedURI, sample].join(' ')));
  `);
  person.page.on('dialog', () => expect.fail('something spoke up by itself'));
  return person;
}

/** Nothing ran, nothing was made of what was written, and the policy had nothing to do. */
async function expectQuiet(page: Page): Promise<void> {
  await settle(page);
  expect(await page.evaluate('window.hit'), page.url()).toBeUndefined();
  expect(await page.evaluate('window.violations'), page.url()).toEqual([]);
  const made = 'img[src=x], main script, [onerror], a[href^="javascript:"], iframe:not([sandbox])';
  expect(await page.locator(made).count(), page.url()).toBe(0);
}

test('185: names, user agents, notes and ids with markup in them are text wherever the console shows them', async () => {
  const { page, ...person } = await anna();
  await goTo({ page, ...person }, '');
  await page.getByText(`Hello, ${owner.name}`).waitFor();
  await expectQuiet(page);

  for (const place of ['/customers', '/applications', '/ledger', '/administrators', '/branding', '/first-run']) {
    await goTo({ page, ...person }, place);
    await expectQuiet(page);
  }

  await goTo({ page, ...person }, `/applications/${application}`);
  await page.getByRole('heading', { name: image }).waitFor();
  await expectQuiet(page);
  await goTo({ page, ...person }, `/first-run?step=sign-in&client=${application}`);
  await expectQuiet(page);

  await goTo({ page, ...person }, '/customers');
  await page.getByRole('textbox', { name: 'Search' }).fill(hostile.email);
  await page.getByRole('search').getByRole('button', { name: 'Search' }).click();
  await page.locator('.row-link').first().click();
  const note = `${image}\n${script}\n${link}\n\u202Egnp.exe\n${'B'.repeat(3500)}`;
  await page.getByLabel('New note').fill(note);
  await page.getByRole('button', { name: 'Add the note' }).click();
  await page.getByRole('button', { name: 'Show personal fields' }).click();
  await page.getByLabel('Reason').fill(`${image} ${braces}`);
  await page.getByRole('dialog').getByRole('button', { name: 'Show personal fields' }).click();
  await page.getByRole('heading', { name: hostile.name }).waitFor();
  await page.getByText('gnp.exe').waitFor();
  expect(await page.locator('main').innerText()).toContain(image);
  await expectQuiet(page);
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth')).toBe(
      true,
    );
  }
  await page.getByRole('link', { name: 'All of it in the ledger' }).click();
  await expectQuiet(page);
});

test('185: what stands in an address is text or nothing, and leads nowhere else', async () => {
  const { page, ...person } = await anna();
  for (const place of [
    `/customers/${encodeURIComponent(image)}`,
    `/applications/${encodeURIComponent(script)}`,
    `/ledger?customer=${encodeURIComponent(image)}&event=${encodeURIComponent(link)}`,
    `/customers?after=${encodeURIComponent(braces)}&sort=__proto__`,
    `/first-run?step=sign-in&client=${encodeURIComponent('../../me')}`,
    `/${encodeURIComponent(link)}`,
  ]) {
    await person.context.setExtraHTTPHeaders({});
    await page.goto(`/console${place}`);
    await page.locator('main h1').waitFor();
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
    expect(await page.evaluate('window.hit'), place).toBeUndefined();
    expect(await page.evaluate('window.violations'), place).toEqual([]);
    expect(new URL(page.url()).origin).toBe(stage.server().origin);
  }
  // An answer to a sign-in that this browser did not begin is thrown away.
  await page.goto('/console/callback?code=somebody-elses&state=forged');
  await page.waitForURL((address) => address.pathname !== '/console/callback');
});

test('185: the console can be framed by nobody, and script that got into the page would not run', async () => {
  const { page, ...person } = await anna();
  await goTo({ page, ...person }, '');
  const policy = (await page.goto('/console'))?.headers()['content-security-policy'] ?? '';
  for (const directive of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"])
    expect(policy).toContain(directive);
  expect(policy).not.toContain('unsafe');
  await page.locator('main h1').waitFor();
  const tried = await page.evaluate(`(() => {
    try { document.body.insertAdjacentHTML('beforeend', '<b>written</b>'); return 'written'; }
    catch (error) { return error.name; }
  })()`);
  expect(tried, 'markup from a string is refused by the browser itself').toBe('TypeError');
  const isRun = await page.evaluate(`(() => {
    const script = document.createElement('script');
    script.append('window.hit = 3');
    try { document.body.append(script); } catch {}
    return window.hit;
  })()`);
  expect(isRun).toBeUndefined();
  expect(await page.evaluate('window.violations.length')).toBeGreaterThan(0);
  // Both were reported, as they should be.
  (person.complaints as string[]).splice(0);
});
