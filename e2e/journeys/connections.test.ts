/**
 * Accounts elsewhere: a certified provider plays Google, another a company's. Signing up, signing in, an address that has
 * an account already, the same address by two connections, and a company's own sign-in.
 */
import { describe, expect, test } from 'vitest';
import { answerProvider, comeBy, enterBy, joinProvider, leaveFor } from '../support/account-elsewhere.ts';
import { declineOffer, startConnectedServer } from '../support/connected-server.ts';
import { mailAbout, readCode } from '../support/outbox.ts';
import { freshEmail, type Person, type PersonOptions } from '../support/person.ts';
import { setStage } from '../support/stage.ts';
import { newAccount, placeOf, press, register } from '../support/steps.ts';

const stage = setStage(startConnectedServer);
const provider = () => stage.server().provider;

const everybody: readonly PersonOptions[] = [
  { script: true, screen: 'desktop' },
  { script: false, screen: 'phone', language: 'de' },
];

const visitor = (options: PersonOptions = {}): Promise<Person> =>
  stage.person({ ...options, visits: [provider().origin, stage.server().apple.origin] });

const signOut = async (person: Person) => {
  await person.open('/account');
  await press(person, '/sign-out');
};
const linkedOf = async (person: Person) => {
  await person.open('/account/connections');
  return await person.page.locator('.identities strong').allInnerTexts();
};
const isAskedFor = (person: Person, field: string) => person.page.locator(`[name=${field}][aria-invalid=true]`).count();

describe('somebody new', () => {
  test.each(everybody)('signs up with what Google says, and comes back without a word (%o)', async (options) => {
    const maria = await visitor(options);
    const account = joinProvider(provider());
    await enterBy(maria, 'google', account.login, '/sign-up');
    expect(placeOf(maria)).toBe('/sign-up/with');
    expect(await maria.page.inputValue('[name=email]')).toBe(account.email);
    expect(await maria.page.inputValue('[name=name]')).toBe(account.name);
    await press(maria, '/sign-up/with');
    expect(placeOf(maria)).toBe('/account');
    expect(await maria.page.locator('main').innerText()).toContain(account.email);
    expect(await linkedOf(maria)).toEqual(['Google']);

    await signOut(maria);
    await enterBy(maria, 'google', account.login);
    await declineOffer(maria);
    expect(placeOf(maria)).toBe('/account');
    // The link took along what the key of this browser signs: it is still the one that it was.
    await maria.open('/account/devices');
    expect(await maria.page.locator('.sessions > li').count()).toBe(1);

    const phone = await visitor({ ...options, screen: 'phone' });
    await enterBy(phone, 'google', account.login);
    expect(placeOf(phone)).toBe('/account');
  });

  test.each<[string, { emailVerified?: unknown }]>([
    ['does not call the address verified', { emailVerified: false }],
    ['says nothing of it', { emailVerified: undefined }],
    ['says "true" by a word', { emailVerified: 'true' }],
  ])('whose provider %s, proves it by a code first', async (_, said) => {
    const maria = await visitor();
    const account = joinProvider(provider(), said);
    await enterBy(maria, 'google', account.login, '/sign-up');
    await press(maria, '/sign-up/with');
    expect(placeOf(maria)).toBe('/verify');
    await maria.open('/account');
    expect(placeOf(maria)).toBe('/sign-in');
    await maria.page.goBack();
    await maria.page.fill('[name=code]', await readCode(maria, account.email));
    await press(maria, '/verify');
    expect(placeOf(maria)).toBe('/account');
  });

  test('stays signed in past the end of the browser where that was ticked', async () => {
    const { runVerb } = stage.server();
    await runVerb('settings', 'set', 'session.keepSignedIn=ask');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    for (const keeps of [true, false]) {
      const maria = await visitor();
      const account = joinProvider(provider());
      await enterBy(maria, 'google', account.login, '/sign-up');
      await press(maria, '/sign-up/with');
      await signOut(maria);
      await maria.open('/sign-in');
      if (keeps) await maria.page.check('[name=keep]');
      await comeBy(maria, 'google', account.login);
      await declineOffer(maria);
      const session = (await maria.context.cookies()).find(({ name }) => name === 'cardea_session');
      expect((session?.expires ?? -1) > 0).toBe(keeps);
    }
    await runVerb('settings', 'set', 'session.keepSignedIn=always');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
  });

  test.each([true, false])('who types another address, proves that one (scripts %s)', async (script) => {
    const maria = await visitor({ script });
    const account = joinProvider(provider());
    const own = freshEmail();
    await enterBy(maria, 'google', account.login, '/sign-up');
    await maria.page.fill('[name=email]', '');
    await press(maria, '/sign-up/with');
    expect(await isAskedFor(maria, 'email')).toBe(1);
    await maria.page.fill('[name=email]', own);
    await press(maria, '/sign-up/with');
    await maria.page.fill('[name=code]', await readCode(maria, own));
    await press(maria, '/verify');
    expect(await maria.page.locator('main').innerText()).toContain(own);
  });

  test.each([true, false])('comes by the form that Apple posts from its own site (scripts %s)', async (script) => {
    const maria = await visitor({ script });
    const account = joinProvider(stage.server().apple);
    const there = async () => {
      await leaveFor(maria, 'apple');
      await maria.page.fill('[name=login]', account.login);
      const answered = maria.page.waitForEvent('framenavigated');
      await maria.page.click('button[value=allow]');
      await answered;
      await maria.page.locator('form button').click();
      await maria.page.waitForURL((url) => url.origin === maria.origin);
      await maria.page.waitForLoadState('load');
    };
    await maria.open('/sign-up');
    await there();
    expect(placeOf(maria)).toBe('/sign-up/with');
    await press(maria, '/sign-up/with');
    expect(placeOf(maria)).toBe('/account');
    await signOut(maria);
    await maria.open('/sign-in');
    await there();
    await declineOffer(maria);
    expect(placeOf(maria)).toBe('/account');
  });

  test('finds no account where only linked ones are let in, and another way', async () => {
    const maria = await visitor();
    await enterBy(maria, 'partners', joinProvider(provider()).login);
    expect(await maria.page.locator('h1').innerText()).toBe('There is no account here for that');
    await maria.page.locator('main a.primary').click();
    await maria.page.waitForURL((url) => url.pathname === '/sign-in');
  });
});

describe('an address that has an account', () => {
  test.each(everybody)('is linked once its owner has signed in here, and never before (%o)', async (options) => {
    const maria = await visitor(options);
    const account = await register(maria, newAccount());
    const elsewhere = joinProvider(provider(), { email: account.email });
    await signOut(maria);

    const stranger = await visitor(options);
    await enterBy(stranger, 'google', elsewhere.login);
    expect(placeOf(stranger)).toBe('/sign-in');
    await stranger.page.fill('[name=password]', 'not the password');
    await press(stranger, '/sign-in');
    expect(placeOf(stranger)).toBe('/sign-in');

    await enterBy(maria, 'google', elsewhere.login);
    expect(placeOf(maria)).toBe('/sign-in');
    expect(await maria.page.inputValue('[name=identifier]')).toBe(account.email);
    expect(await maria.page.locator('.told').innerText()).toContain('Google');
    await maria.page.fill('[name=password]', account.password);
    await press(maria, '/sign-in');
    expect(placeOf(maria)).toBe('/account');
    expect(await linkedOf(maria)).toEqual(['Google']);
    await mailAbout(maria, account.email, /linked to yours|mit Ihrem .* verknüpft/);

    await signOut(maria);
    await enterBy(maria, 'google', elsewhere.login);
    await declineOffer(maria);
    expect(placeOf(maria)).toBe('/account');
  });

  test('that came by one connection is joined by another only with the first', async () => {
    const maria = await visitor();
    const atGoogle = joinProvider(provider());
    await enterBy(maria, 'google', atGoogle.login, '/sign-up');
    await press(maria, '/sign-up/with');
    await signOut(maria);

    const atFabrikam = joinProvider(provider(), { email: atGoogle.email });
    const second = await visitor();
    await enterBy(second, 'fabrikam', atFabrikam.login);
    expect(placeOf(second)).toBe('/sign-in');
    expect(await second.page.locator('.told').innerText()).toContain('Fabrikam');
    // They are signed in at the provider as somebody else by now: it forgets them, and asks again.
    await second.context.clearCookies({ name: /^upstream/ });
    await comeBy(second, 'google', atGoogle.login);
    await declineOffer(second);
    expect(placeOf(second)).toBe('/account');
    expect((await linkedOf(second)).sort()).toEqual(['Fabrikam', 'Google']);
  });

  test('but is not proven by the provider, tells whoever asks nothing, and its owner by mail', async () => {
    const maria = await visitor();
    const account = await register(maria);
    const thief = await visitor();
    const elsewhere = joinProvider(provider(), { email: account.email, emailVerified: false });
    await enterBy(thief, 'google', elsewhere.login, '/sign-up');
    await press(thief, '/sign-up/with');
    expect(placeOf(thief)).toBe('/verify');
    await thief.open('/account');
    expect(placeOf(thief)).toBe('/sign-in');
    await mailAbout(maria, account.email, /account already|already have an account/i);
    expect(await linkedOf(maria)).toEqual([]);
  });
});

describe('on the way', () => {
  test.each(everybody)('whoever cancels there is told so, and goes on here (%o)', async (options) => {
    const maria = await visitor(options);
    const account = joinProvider(provider());
    await enterBy(maria, 'google', null);
    expect(await maria.page.locator('h1').count()).toBe(1);
    expect(await maria.page.locator('main').innerText()).toContain('Google');
    await maria.page.locator('main .aside a').click();
    await answerProvider(maria, account.login);
    expect(placeOf(maria)).toBe('/sign-up/with');
    await maria.page.locator('main .aside a').click();
    await maria.page.waitForURL((url) => url.pathname === '/sign-in');
  });

  test.each(everybody)('the people of a company are led to its own sign-in (%o)', async (options) => {
    const maria = await visitor(options);
    const account = joinProvider(provider(), { email: `maria.${Date.now()}@fabrikam.example` });
    await maria.open('/sign-in');
    await maria.page.fill('[name=identifier]', account.email);
    await maria.page.fill('[name=password]', 'whatever they guess');
    await press(maria, '/sign-in');
    expect(await maria.page.locator('main').innerText()).toContain('Fabrikam');
    expect(await maria.page.locator('[name=password]').count()).toBe(0);
    await leaveFor(maria, 'fabrikam');
    expect(await maria.page.inputValue('[name=login]')).toBe(account.email);
    await answerProvider(maria, account.login);
    await press(maria, '/sign-up/with');
    expect(placeOf(maria)).toBe('/account');
  });
});
