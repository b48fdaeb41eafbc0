/** What the people of the demo do, each through the pages that everybody uses. */
import type { Places } from '../applications.ts';
import { type Browser, codeFor, type Page } from './browser.ts';

/** The same for all of them, so that it can be tried. */
export const demoPassword = 'lantern on the quiet shore';

export type Somebody = { readonly name: string; readonly email: string };

export function createSteps(places: Places) {
  const account = `${places.cardea}/account`;

  function requirePlace(page: Page, origin: string, path: string, what: string): Page {
    const { origin: actual, pathname } = new URL(page.address);
    if (actual === origin && pathname === path) return page;
    throw new Error(`${what} ended at ${page.address} (${page.status}) instead of ${origin}${path}.`);
  }

  async function askToRegister(browser: Browser, { email, name }: Somebody): Promise<Page> {
    const page = await browser.open(`${places.cardea}/sign-up`);
    const fields = { email, name, password: demoPassword };
    return requirePlace(await browser.send(page, '/sign-up', fields), places.cardea, '/verify', 'A sign-up');
  }

  return {
    askToRegister,
    async register(browser: Browser, somebody: Somebody): Promise<void> {
      const page = await askToRegister(browser, somebody);
      const code = await codeFor(places.cardea, somebody.email);
      requirePlace(await browser.send(page, '/verify', { code }), places.cardea, '/account', 'A confirmation');
    },
    /** Behind the link of an invitation: an account, and with it what the invitation gives. */
    async administer(browser: Browser, { name }: Somebody, link: string): Promise<void> {
      const page = await browser.open(link);
      const answer = await browser.send(page, '/setup', { name, password: demoPassword });
      requirePlace(answer, places.cardea, '/console', 'Becoming the owner');
    },
    async signIn(browser: Browser, { email }: Somebody): Promise<void> {
      const page = await browser.open(`${places.cardea}/sign-in`);
      const answer = await browser.send(page, '/sign-in', { identifier: email, password: demoPassword });
      requirePlace(answer, places.cardea, '/account', 'A sign-in');
    },
    async mistypePassword(browser: Browser, { email }: Somebody): Promise<void> {
      const page = await browser.open(`${places.cardea}/sign-in`);
      await browser.send(page, '/sign-in', { identifier: email, password: 'lantern on the quite shore' });
    },
    async enterShop(browser: Browser): Promise<void> {
      requirePlace(await browser.open(`${places.shop}/sign-in`), places.shop, '/', 'Entering the shop');
    },
    async enterVideo(browser: Browser, decision: 'allow' | 'deny'): Promise<void> {
      const asked = await browser.open(`${places.video}/sign-in`);
      requirePlace(asked, places.cardea, '/consent', 'Entering the video service');
      requirePlace(await browser.send(asked, '/consent', { decision }), places.video, '/', 'The answer to it');
    },
    async removeVideo(browser: Browser): Promise<void> {
      await browser.send(await browser.open(`${account}/applications`), '/account/applications/remove');
    },
    async endAnotherSession(browser: Browser): Promise<void> {
      await browser.send(await browser.open(`${account}/sessions`), '/account/sessions/end');
    },
    async signOutEverywhere(browser: Browser): Promise<void> {
      await browser.send(await browser.open(account), '/account/sign-out-everywhere');
    },
  };
}

export type Steps = ReturnType<typeof createSteps>;
