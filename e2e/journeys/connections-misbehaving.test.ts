/**
 * Providers that lie, fail or say nothing: nobody is signed in by them, the page that tells so names every other way, and
 * every other way works.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Misbehaviour, Upstream } from '../../packages/server/test/upstream/index.ts';
import { applyConnections, comeBy, enterBy, joinProvider, startProvider } from '../support/account-elsewhere.ts';
import { declineOffer } from '../support/connected-server.ts';
import type { Person, PersonOptions } from '../support/person.ts';
import { setStage } from '../support/stage.ts';
import { answerSignIn, newAccount, placeOf, press, register } from '../support/steps.ts';

const stage = setStage();

// Before anybody has pressed their button.
const silentFromTheBeginning = {
  hanging: { at: { discovery: 'hangs' } },
  redirecting: { at: { discovery: 'redirects' } },
  elsewhere: { discovery: { issuer: 'https://accounts.google.com' } },
  gone: { at: { discovery: 'gone' } },
} as const satisfies Record<string, Misbehaviour>;

// When somebody comes back.
const lying: Readonly<Record<string, Misbehaviour>> = {
  'names another issuer': { idToken: { iss: 'https://accounts.google.com' } },
  'names another audience': { idToken: { aud: 'somebody-else' } },
  'repeats an old answer': { idToken: { nonce: 'another' } },
  'signs with nothing': { signedBy: 'none' },
  'answers another question': { answer: { state: 'another' } },
};
const failing: Readonly<Record<string, Misbehaviour>> = {
  'never answers when the code is redeemed': { at: { token: 'hangs' } },
  'is out of order when the code is redeemed': { at: { token: 'fails' } },
};
const ids = ['honest', 'lying', 'failing', ...Object.keys(silentFromTheBeginning)] as const;

const providers = new Map<string, Upstream>();
const providerOf = (id: string): Upstream => {
  const provider = providers.get(id);
  if (provider === undefined) throw new Error(`no provider ${id}`);
  return provider;
};

beforeAll(async () => {
  const server = stage.server();
  await Promise.all(ids.map(async (id) => providers.set(id, await startProvider(server, [id]))));
  for (const [id, how] of Object.entries(silentFromTheBeginning)) Object.assign(providerOf(id).misbehaves, how);
  await applyConnections(
    server,
    Object.fromEntries(
      ids.map((id, order) => [
        id,
        {
          ...{ name: `Provider ${id}`, preset: 'openid', order },
          ...{ issuer: providerOf(id).issuer, email_is_authoritative: true },
        },
      ]),
    ),
  );
});
afterAll(async () => {
  for (const provider of providers.values()) await provider.stop();
});

const visitor = (options: PersonOptions = {}): Promise<Person> =>
  stage.person({ ...options, visits: [...providers.values()].map(({ origin }) => origin) });

/** The page says what happened, and one press leads to the other ways. */
async function takeAnotherWay(person: Person): Promise<void> {
  expect(await person.page.locator('h1').count()).toBe(1);
  await person.page.locator('main a.primary').click();
  await person.page.waitForURL((url) => url.pathname === '/sign-in');
}

test.each(Object.keys(silentFromTheBeginning))('a provider that is %s is one button out of order', async (id) => {
  for (const options of [{ script: true }, { script: false, screen: 'phone', language: 'de' }] as const) {
    const maria = await visitor(options);
    const account = await register(maria, newAccount());
    await press(maria, '/sign-out');
    await enterBy(maria, id, null);
    expect(new URL(maria.page.url()).origin).toBe(maria.origin);
    expect(await maria.page.locator('main').innerText()).toContain(`Provider ${id}`);
    await takeAnotherWay(maria);
    await answerSignIn(maria, account);
    expect(placeOf(maria)).toBe('/account');
  }
  // Nothing is followed to where it leads.
  expect(providerOf(id).received.every(({ path }) => path.startsWith('/.well-known/'))).toBe(true);
});

test.each(Object.entries({ ...lying, ...failing }))('an answer of a provider that %s opens nothing', async (_, how) => {
  const provider = providerOf(Object.values(failing).includes(how) ? 'failing' : 'lying');
  const id = provider === providerOf('failing') ? 'failing' : 'lying';
  const maria = await visitor();
  const account = joinProvider(provider);
  Object.assign(provider.misbehaves, how);
  try {
    await enterBy(maria, id, account.login);
    expect(placeOf(maria)).toBe(`/sign-in/with/${id}/callback`);
    await takeAnotherWay(maria);
    await maria.open('/account');
    expect(placeOf(maria)).toBe('/sign-in');
    await comeBy(maria, 'honest', joinProvider(providerOf('honest')).login);
    expect(placeOf(maria)).toBe('/sign-up/with');
  } finally {
    for (const part of Object.keys(how)) Reflect.deleteProperty(provider.misbehaves, part);
  }
});

test('a provider that changes its keys goes on signing people in', { timeout: 180_000 }, async () => {
  const provider = providerOf('honest');
  const account = joinProvider(provider);
  const maria = await visitor();
  await enterBy(maria, 'honest', account.login, '/sign-up');
  await press(maria, '/sign-up/with');
  await press(maria, '/sign-out');
  await provider.rotateKeys();
  await enterBy(maria, 'honest', account.login);
  await declineOffer(maria);
  expect(placeOf(maria)).toBe('/account');
});
