/** A page that only looks like ours, and passes everything on: what it gets of a password, and of a passkey. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Mail, mailAbout, readCode } from '../support/outbox.ts';
import { plugIn } from '../support/passkeys.ts';
import { freshEmail, type Person } from '../support/person.ts';
import { type Relay, startRelay } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';
import {
  type Account,
  answerSignIn,
  fillSignIn,
  newAccount,
  placeOf,
  press,
  register,
  signUp,
  verifyByCode,
} from '../support/steps.ts';

const stage = setStage();
let relay: Relay;
beforeAll(async () => {
  relay = await startRelay(stage.server().origin);
});
afterAll(() => relay.stop());

const originOf = (person: Person): string => new URL(person.page.url()).origin;

/** A person takes longer than the browser does to make its key and to sign; a test would not. */
async function signed({ page }: Person, action: string): Promise<void> {
  await page.waitForFunction(`new FormData(document.querySelector('form[action="${action}"]')).has('device_proof')`);
}

/** Whether copies of our form sign, and what leads away from the host: a form, a button that was turned, a link. */
const signsFor = ({ page }: Person) =>
  page.evaluate(`(() => {
    const [own, foreign] = [1, 2].map(() => document.querySelector('form[action="/sign-in"]').cloneNode(true));
    const [turned, link] = [document.createElement('button'), document.createElement('a')];
    foreign.setAttribute('action', 'https://elsewhere.example/sign-in');
    turned.setAttribute('formaction', '//elsewhere.example/sign-in');
    link.href = 'https://elsewhere.example/sign-in/with/google?flow=' + own.elements.flow.value;
    const all = [own, foreign, link];
    document.body.append(...all);
    own.append(turned);
    const signs = (form) => new FormData(form).has('device_proof');
    let isHeld;
    const stay = (event) => {
      isHeld = event.defaultPrevented;
      event.preventDefault();
    };
    for (const kind of ['click', 'submit']) addEventListener(kind, stay);
    const ours = signs(own);
    own.dispatchEvent(new SubmitEvent('submit', { submitter: turned, bubbles: true, cancelable: true }));
    const byButton = signs(own);
    link.click();
    for (const kind of ['click', 'submit']) removeEventListener(kind, stay);
    for (const each of all) each.remove();
    return { ours, foreign: signs(foreign), byButton, byLink: isHeld };
  })()`);

/** Follows a link of the phisher's, and types the password there. */
async function fallFor({ origin }: Relay, person: Person, account: Account): Promise<void> {
  await person.open(`${origin}/sign-in`);
  await person.page.fill('[name=identifier]', account.email);
  await person.page.fill('[name=password]', account.password);
  await signed(person, '/sign-in');
  await press(person, '/sign-in');
  expect(originOf(person)).toBe(origin);
}

test('a password that is typed into it opens nothing, and its owner hears of it', async () => {
  const maria = await stage.person({ visits: [relay.origin] });
  const account = newAccount();
  await signUp(maria, account);
  await signed(maria, '/verify');
  await verifyByCode(maria, account);
  await press(maria, '/sign-out');
  relay.strips = false;
  await fallFor(relay, maria, account);
  expect(relay.caught.some((body) => body.includes(encodeURIComponent(relay.origin)))).toBe(true);
  expect(placeOf(maria)).toBe('/sign-in');
  expect(await maria.page.locator('[data-problems]').count()).toBe(1);
  await maria.open(`${relay.origin}/account`);
  expect(placeOf(maria)).toBe('/sign-in');
  const mail = await mailAbout(maria, account.email, /typed into a page that is not ours/);

  // The real page knows the browser as before; the click in the mail locks the password, and the code is on its way.
  await maria.open('/sign-in');
  await signed(maria, '/sign-in');
  expect(await signsFor(maria)).toEqual({ ours: true, foreign: false, byButton: false, byLink: false });
  await answerSignIn(maria, account);
  await maria.open(/\/secure-account\?token=[\w-]{43}/.exec(mail.text)?.[0] ?? '');
  await press(maria, '/secure-account');
  await maria.page.locator('main a.button').click();
  await maria.page.waitForURL('**/recover/verify?flow=*');
  await mailAbout(maria, account.email, /\/recover\/link/);
  const other = await stage.person();
  await fillSignIn(other, account);
  expect(placeOf(other)).toBe('/sign-in');
  // Her own browser has shown its key all along: nobody was told of a new one.
  const mails = (await (await maria.context.request.get('/dev/outbox.json')).json()) as Mail[];
  expect(mails.filter(({ to, subject }) => to === account.email && /New sign-in/.test(subject))).toEqual([]);
});

test('one that takes our script’s word away is a browser that nobody knows, and its owner hears of that', async () => {
  const maria = await stage.person({ visits: [relay.origin] });
  const account = await register(await stage.person());
  relay.strips = true;
  await fallFor(relay, maria, account);
  await mailAbout(maria, account.email, /New sign-in/);
});

test('a passkey gives it nothing at all', async () => {
  const maria = await stage.person({ visits: [relay.origin] });
  const phone = await plugIn(maria, { synced: true });
  const email = freshEmail();
  await maria.open('/sign-up');
  await maria.page.fill('[name=email]', email);
  await maria.page.locator('button[name=with][value=passkey]').click();
  await maria.page.waitForURL((url) => url.pathname === '/verify');
  await maria.page.fill('[name=code]', await readCode(maria, email));
  await press(maria, '/verify');
  await maria.page.locator('form[action="/sign-up/passkey"][data-passkey] button').click();
  await maria.page.waitForURL((url) => url.pathname === '/account');

  const before = relay.caught.length;
  await maria.open(`${relay.origin}/sign-in`);
  await maria.page.locator('form[action="/sign-in/passkey"][data-passkey] button').click();
  await maria.page.locator('form[data-passkey] [data-said]:not([hidden])').waitFor();
  expect(placeOf(maria)).toBe('/sign-in');
  expect(relay.caught.slice(before).filter((body) => body.includes('credential='))).toEqual([]);
  expect((await phone.keys()).map(({ signCount }) => signCount)).toEqual([1]);
  await phone.remove();
});
