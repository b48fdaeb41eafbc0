/** An application that lives in the browser, written with `oidc-client-ts`: another origin, no secret, hidden frames. */
import type { UserManager } from 'oidc-client-ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BrowserApplication, startBrowserApplication } from '../support/browser-application.ts';
import type { Person } from '../support/person.ts';
import { setStage } from '../support/stage.ts';
import { type Account, answerSignIn, press, register } from '../support/steps.ts';

/** The library in the page of the application. */
declare const manager: UserManager;

const stage = setStage();
let application: BrowserApplication;
beforeAll(async () => {
  application = await startBrowserApplication(stage.server());
});
afterAll(() => application.stop());

async function customer(): Promise<{ readonly person: Person; readonly account: Account }> {
  const person = await stage.person({ visits: [application.origin] });
  const account = await register(person);
  await press(person, '/sign-out');
  return { person, account };
}

/** Opens the application and lets it send the person to sign in; `shelf` is what they were looking at. */
async function begin({ page }: Person, shelf: string): Promise<void> {
  await page.goto(application.origin);
  const left = page.waitForURL((url) => url.pathname === '/sign-in');
  await page.evaluate((state) => void manager.signinRedirect({ state }), shelf);
  await left;
}

const arrive = ({ page }: Person) =>
  page.evaluate(async () => {
    const { state, profile } = await manager.signinRedirectCallback();
    return { shelf: state, email: profile.email };
  });

/** Asks without a word to the person, as a page does when it opens. */
const askSilently = ({ page }: Person) =>
  page.evaluate(() =>
    manager.signinSilent({ forceIframeAuth: true }).then(
      (user) => ({ email: user?.profile.email }),
      (refusal: { error?: string }) => ({ error: refusal.error }),
    ),
  );

test('signs in, reads the profile, refreshes by rotation, renews in a hidden frame, and signs out', async () => {
  const { person, account } = await customer();
  const { page } = person;
  const { email } = account;
  await begin(person, 'poetry');
  await answerSignIn(person, account);
  expect(await arrive(person)).toEqual({ shelf: 'poetry', email });

  const tokens = await page.evaluate(async () => {
    const before = await manager.getUser();
    const after = await manager.signinSilent();
    return [before, after].flatMap((user) => [user?.access_token, user?.refresh_token]);
  });
  expect(new Set(tokens.filter((token) => token !== undefined)).size).toBe(4);
  expect(await askSilently(person)).toEqual({ email });

  const left = page.waitForURL(`${application.origin}/signed-out`);
  await page.evaluate(() => void manager.signoutRedirect());
  await left;
  expect(await askSilently(person)).toEqual({ error: 'login_required' });
});

test('two tabs that sign in at once each arrive where they began', async () => {
  const { person, account } = await customer();
  const other = { ...person, page: await person.context.newPage() };
  await begin(person, 'poetry');
  await begin(other, 'travel');
  for (const [tab, shelf] of [
    [other, 'travel'],
    [person, 'poetry'],
  ] as const) {
    await answerSignIn(tab, account);
    expect(await arrive(tab)).toEqual({ shelf, email: account.email });
  }
});
