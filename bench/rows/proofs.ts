/** Sign-ins without a password: by a passkey, and by the code or the link of a mail. */
import {
  createPasskeyAuthenticator,
  type PasskeyAuthenticator,
} from '../../packages/server/test/passkey-authenticator.ts';
import { hiddenField } from '../../prove/product/browser.ts';
import type { Answer } from '../../prove/product/http.ts';
import type { Mail } from '../../prove/product/mailbox.ts';
import type { Product } from '../../prove/product/product.ts';
import type { Operation } from '../load.ts';
import { expectRedirect, holdsCode, mailAfter, openSignIn, type Person, registerPeople } from '../people.ts';
import type { Prepared, Row } from '../row.ts';
import type { Stage } from '../stage.ts';
import { ofProduct } from './people.ts';

const atOnce = 4;
// A known browser may have eight mails that begin a sign-in, and then one each five minutes.
const mailsOfADay = 7;
const settleMilliseconds = 1_500; // until the server has heard of a changed setting

type KeyHolder = { readonly person: Person; readonly authenticator: PasskeyAuthenticator };

export const passkeySignIn: Row = {
  name: 'passkey-sign-in',
  note: 'sign-in page, challenge, answer, session; a known browser, from a new network; ratio = CPU of the whole ÷ CPU of one verification',
  floor: 'floor-verify-es256',
  ratio: 'ours-by-floor',
  async prepare(stage) {
    const registered = await registerPeople(stage.product, stage.people);
    const { origin } = stage.product.place;
    const free = await Promise.all(registered.map((person) => addPasskey(person, origin)));
    return ofProduct(stage, atOnce, oneEach(free, signInByPasskey));
  },
};

export const emailCode: Row = {
  name: 'email-code',
  note: 'sign-in page, address, mail composed and handed over, code page, code, session; ratio = CPU of the whole ÷ CPU of its secrets',
  floor: 'floor-mailed-secret',
  ratio: 'ours-by-floor',
  prepare: (stage) =>
    byMail(stage, 'emailCode', async (person) => {
      const { flow, mail } = await askForMail(stage.product, person, holdsCode);
      const { code = '' } = mail;
      expectRedirect('code', await person.submit('/sign-in/code', { flow, code }), '/account');
    }),
};

export const magicLink: Row = {
  name: 'magic-link',
  note: 'sign-in page, address, mail composed and handed over, the page of its link, its button, session; ratio as with the code',
  floor: 'floor-mailed-secret',
  ratio: 'ours-by-floor',
  prepare: (stage) =>
    byMail(stage, 'emailLink', async (person) => {
      const { mail } = await askForMail(stage.product, person, holdsLink);
      const token = mail.link?.token ?? '';
      const page = await person.open(`/sign-in/link?token=${token}`);
      const form = { token: hiddenField(page.body, 'token') };
      expectRedirect('link', await person.submit('/sign-in/link', form), '/account');
    }),
};

const holdsLink = (mail: Mail): boolean => mail.link?.page === 'sign-in/link';

/** Rows by mail: the method is switched on for as long as they last, so that every other row measures what it did. */
async function byMail(
  stage: Stage,
  method: 'emailCode' | 'emailLink',
  signIn: (person: Person) => Promise<void>,
): Promise<Prepared> {
  const { product } = stage;
  const free = await registerPeople(product, stage.people);
  await set(product, `signIn.methods.${method}=on`);
  const operation = oneEach(free, signIn);
  let signIns = 0;
  const prepared = ofProduct(stage, atOnce, async () => {
    signIns += 1;
    // A day goes by, so that the mailboxes may be sent more; once in more than a hundred sign-ins.
    if (signIns % (stage.people * mailsOfADay) === 0)
      await product.query("delete from budgets where budget like 'mail.%'");
    await operation();
  });
  return { ...prepared, close: () => set(product, `signIn.methods.${method}=off`) };
}

async function set(product: Product, setting: string): Promise<void> {
  await product.runVerb('settings', 'set', setting);
  await new Promise((resolve) => setTimeout(resolve, settleMilliseconds));
}

/** Each has one in hand that nobody else has, and gives it back at the end of the queue. */
export function oneEach<Item>(free: Item[], work: (item: Item) => Promise<void>): Operation {
  return async () => {
    const item = free.shift();
    if (item === undefined) throw new Error('more sign-ins at once than people');
    try {
      await work(item);
    } finally {
      free.push(item);
    }
  };
}

/** Asks for the mail and has the page that waits for it open. */
async function askForMail(product: Product, person: Person, isWanted: (mail: Mail) => boolean) {
  const flow = await openSignIn(person);
  const mail = await mailAfter(product, person.email, isWanted, async () => {
    const asked = await person.submit('/sign-in/code/request', { flow, identifier: person.email });
    expectRedirect('request', asked, '/sign-in/code?flow=');
    await person.open(asked.location);
  });
  return { flow, mail };
}

async function addPasskey(person: Person, origin: string): Promise<KeyHolder> {
  const page = '/account/factors/passkey';
  const authenticator = createPasskeyAuthenticator({ origin });
  const token = hiddenField((await person.open(page)).body, 'token');
  const options = publicKeyIn<Parameters<typeof authenticator.make>[0]>(
    await person.submit(`${page}/options`, { token }),
  );
  const credential = JSON.stringify(authenticator.make(options));
  expectRedirect('passkey', await person.submit(page, { token, credential }), page);
  return { person, authenticator };
}

/** The whole of a sign-in: the page, what its script asks, and the answer of the authenticator. */
async function signInByPasskey({ person, authenticator }: KeyHolder): Promise<void> {
  const flow = await openSignIn(person);
  const options = publicKeyIn<Parameters<typeof authenticator.use>[0]>(
    await person.submit('/sign-in/passkey/options', { flow }),
  );
  const credential = JSON.stringify(authenticator.use(options));
  expectRedirect('sign-in', await person.submit('/sign-in/passkey', { flow, credential }), '/account');
}

function publicKeyIn<Options>({ status, body }: Answer): Options {
  if (status !== 200) throw new Error(`the options were answered with ${status} ${body.slice(0, 200)}`);
  return (JSON.parse(body) as { public_key: Options }).public_key;
}
