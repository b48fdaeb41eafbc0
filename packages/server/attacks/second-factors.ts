/** Customers with an authenticator app, as the attack tests of second factors share them. */
import { Secret, TOTP } from 'otpauth';
import type { TestHouse } from '../test/house.ts';
import type { Answer, Visitor } from '../test/visitor.ts';
import { registerCustomer, signIn } from './people.ts';

/** The code that an app shows, so many steps from now. */
export function codeOfApp(secret: string, steps = 0): string {
  const totp = new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 });
  return totp.generate({ timestamp: Date.now() + steps * 30_000 });
}

/** Done once more where a step of half a minute ended meanwhile: the code was then of another one than was meant. */
export async function withinOneStep<Done>(act: () => Promise<Done>): Promise<Done> {
  const step = () => Math.floor(Date.now() / 30_000);
  const begun = step();
  const done = await act();
  return step() === begun ? done : withinOneStep(act);
}

/** A code that is none of the present ones. */
export function wrongCode(secret: string): string {
  const right = [-2, -1, 0, 1, 2].map((step) => codeOfApp(secret, step));
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !right.includes(code)) ?? '666666';
}

export const addPath = '/account/factors/authenticator/add';

/** The key on the page that sets an app up. */
export function keyOn(page: Answer): string {
  return /<code dir="ltr">([A-Z2-7 ]+)<\/code>/.exec(page.body)?.[1]?.replaceAll(' ', '') ?? '';
}

/** Sets an app up in the account of this browser; the key it was told. */
export async function enrolApp(visitor: Visitor, name = ''): Promise<string> {
  const secret = keyOn(await visitor.get(addPath));
  const answer = await visitor.fill(addPath, { code: codeOfApp(secret), name });
  if (answer.status !== 303) throw new Error(`no authenticator: ${answer.status}`);
  return secret;
}

/** As half a minute later: the last code may be used again by its owner, which no test can wait for. */
export const forgetSteps = (house: TestHouse) => house.sql('update authenticators set last_step = last_step - 10');

/** Makes budgets whole again, as after a day. */
export const forgetBudgets = (house: TestHouse) => house.sql('delete from budgets');

export type Protected = { readonly email: string; readonly owner: Visitor; readonly secret: string };

/** A customer with an app, signed in. */
export async function protectedCustomer(house: TestHouse, email: string): Promise<Protected> {
  const owner = await registerCustomer(house, email);
  const secret = await enrolApp(owner);
  await forgetSteps(house);
  return { email, owner, secret };
}

/** A browser that has given the password and is asked for more; the address of that page. */
export async function halfSignedIn(house: TestHouse, email: string, visitor: Visitor = house.visitor()) {
  const answer = await signIn(visitor, email);
  const place = answer.headers['location'] ?? '';
  if (!place.startsWith('/sign-in/second?flow=')) throw new Error(`not asked for more: ${answer.status} ${place}`);
  return { visitor, place, flow: /flow=(flw_\w+)/.exec(place)?.[1] ?? '' };
}

/** Answers the second question. */
export function answerSecond(
  { visitor, flow }: { visitor: Visitor; flow: string },
  code: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return visitor.post('/sign-in/second', { flow, method: 'authenticator', code, ...more });
}

/** Makes recovery codes in the account of this browser. */
export async function makeCodes(visitor: Visitor): Promise<string[]> {
  const path = '/account/factors/recovery-codes';
  const answer = await visitor.fill(path, {});
  return [...answer.body.matchAll(/<li><code>([0-9a-z-]{14})<\/code><\/li>/g)].map((match) => match[1] ?? '');
}

/** Waits for the newest mail to this address that holds a text; others may come in between. */
export async function mailHolding(house: TestHouse, email: string, text: string) {
  for (let tries = 0; tries < 800; tries += 1) {
    const mail = (await house.mails()).find((each) => each.to === email && each.text.includes(text));
    if (mail !== undefined) return mail;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`no mail to ${email} that holds ${text}`);
}
