/**
 * People with names and addresses that stand nowhere else, registered through the real pages, together with all that
 * must stay secret about them.
 */
import type { Answer, Visitor } from '../../packages/server/test/visitor.ts';
import type { Product } from '../product/product.ts';
import type { Random } from '../random.ts';

export type KnownPerson = {
  readonly name: string;
  readonly surname: string;
  readonly email: string;
  readonly localPart: string;
  readonly password: string;
  readonly visitor: Visitor;
  /** Public, and certainly stored: shows that the place searched really holds this person. */
  flowId: string;
};

const beginnings = [
  'Vandel',
  'Okwu',
  'Štěpán',
  'Brünhild',
  'Katsuo',
  'Ngozi',
  "O'Shaugh",
  'Lindqvi',
  'Amaran',
  'Þórvald',
];
const middles = ['mor', 'tesk', 'ibar', 'öll', 'wick', 'unda', 'ré', 'gast', 'hova', 'zyn'];
const endings = ['hoofster', 'andrakis', 'lewandos', 'bergmann', 'okafores', 'sdóttirs', 'ivanenko', 'quistgar'];
const givenNames = ['Aurelianna', 'Bartholoma', 'Chrysantha', 'Désirée-Lu', 'Ekaterinaj', 'Frederikus'];

/** Somebody whose every word is unmistakable. */
export function inventPerson(product: Product, index: number, random: Random): KnownPerson {
  const pick = (from: readonly string[]) => from[random.below(from.length)] ?? '';
  const tag = wordOf(index);
  const surname = `${pick(beginnings)}${pick(middles)}${pick(endings)}${tag}`;
  const localPart = `${index % 3 === 0 ? 'Reader' : 'reader'}.${tag}.${pick(endings)
    .normalize('NFD')
    .replace(/[^a-z]/g, '')}`;
  return {
    surname,
    localPart,
    name: `${pick(givenNames)} ${surname}`,
    email: `${localPart}@letters-of-${tag}.example`,
    password: `${pick(middles)} keeps ${wordOf(index * 7919 + 13)} under the ${pick(endings)}`,
    visitor: product.visitor(),
    flowId: '',
  };
}

/** Sends the sign-up form and waits for its mail. */
export async function signUp(product: Product, person: KnownPerson): Promise<void> {
  const { visitor, email, password, name } = person;
  const page = await visitor.get('/sign-up');
  person.flowId = page.hidden('/sign-up')['flow'] ?? '';
  const answer = await visitor.post('/sign-up', { flow: person.flowId, email, password, name });
  expectStatus(answer, 303, 'a sign-up');
  if ((await product.mailbox.newer(email, 0, 30_000)) === undefined) throw new Error('a mail did not come');
}

/** Proves the address, and mistypes the code before, as people do. */
export async function proveAddress(product: Product, person: KnownPerson, mistypes: boolean): Promise<void> {
  const { visitor, email, flowId: flow } = person;
  const code = product.mailbox.to(email).at(-1)?.code ?? '';
  if (mistypes) expectStatus(await visitor.post('/verify', { flow, code: `${code}7` }), 400, 'a typo');
  const answer = await visitor.post('/verify', { flow, code });
  expectStatus(answer, 303, 'a verification');
}

/** What makes a server talk: forms that are refused, strangers who guess, an address that has an account already. */
export async function provokeRefusals(product: Product, person: KnownPerson): Promise<void> {
  const { email, name, password } = person;
  await product.visitor().fill('/sign-up', { email, name, password: 'short' });
  await product.visitor().fill('/sign-up', { email: `${email} ${name}`, name, password });
  await product.visitor().fill('/sign-in', { identifier: email, password: `${password}, they say` });
  await product.visitor().fill('/sign-in', { identifier: `not-${email}`, password });
  await product.visitor().fill('/sign-up', { email, name, password });
  await product.visitor().get(`/verify/link?token=${encodeURIComponent(email)}`);
  await product.visitor().get(`/no-such-page/${encodeURIComponent(email)}?name=${encodeURIComponent(name)}`);
}

function expectStatus(answer: Answer, status: number, what: string): void {
  if (answer.status !== status) throw new Error(`${what} was answered with ${answer.status} instead of ${status}`);
}

/** A made-up word of seven letters for a number; different numbers give different words. */
function wordOf(index: number): string {
  const [consonants, vowels] = ['bdfghklmnprstvz', 'aeiou'];
  let left = index + 100_003;
  let word = 'q';
  for (let place = 0; place < 6; place += 1) {
    const letters = place % 2 === 0 ? vowels : consonants;
    word += letters[left % letters.length];
    left = Math.floor(left / letters.length);
  }
  return word;
}
