/** How what is done about factors is sent: often two requests, what is asked and the answer to it. */
import type { MakeOptions, UseOptions } from '../../packages/server/test/passkey-authenticator.ts';
import type { Answer, Visitor } from '../../packages/server/test/visitor.ts';
import type { Model } from './model.ts';
import type { Move, Answer as Proof } from './moves.ts';
import { enrolPhone, type Phones, proveByPhone } from './send-phones.ts';
import { codeOfApp, type Wallet } from './wallet.ts';

/** An answer, and what it told that is shown once: a secret, codes, the id of a key. */
export type Told = { readonly answer: Answer; readonly told: readonly string[] };

type Fields = Readonly<Record<string, string>>;
type Sending = {
  readonly visitor: Visitor;
  readonly wallet: Wallet;
  readonly phones: Phones;
  readonly model: Model;
  /** The fields that a form of the account carries. */
  readonly inAccount: Fields;
};

export type FactorMove = Extract<
  Move,
  {
    do:
      | 'sign-in-link'
      | 'ask-mail'
      | 'passkey'
      | 'second'
      | 'confirm-factor'
      | 'begin-passkey'
      | 'enrol-passkey'
      | 'enrol-app'
      | 'enrol-phone'
      | 'enrol-in'
      | 'sms'
      | 'make-codes'
      | 'end-remembered'
      | 'keep-factors'
      | 'remove-factor'
      | 'lose'
      | 'lose-code'
      | 'stop-lost';
  }
>;

const factorsPage = '/account/factors';
const json = { accept: 'application/json' };

export async function sendFactorMove(sending: Sending, move: FactorMove): Promise<Told> {
  const { visitor, model, inAccount } = sending;
  const plain = async (path: string, fields: Fields): Promise<Told> => ({
    answer: await visitor.post(path, fields),
    told: [],
  });
  const token = 'letter' in move ? (model.letters[move.letter]?.token ?? '') : '';
  switch (move.do) {
    case 'ask-mail':
      return plain('/sign-in/code/request', { flow: move.flow, identifier: move.address });
    case 'sign-in-link':
      return plain('/sign-in/link', { token });
    case 'stop-lost':
      return plain('/stop-lost-factor', { token });
    case 'lose':
      return plain('/sign-in/lost-factor', { flow: move.flow });
    case 'lose-code':
      return plain('/sign-in/lost-factor/verify', { flow: move.flow, code: move.code });
    case 'passkey':
      return prove(sending, '/sign-in/passkey', { flow: move.flow }, { ...move, way: 'passkey', code: '' });
    case 'second': {
      const fields = { flow: move.flow, method: move.way };
      return prove(sending, '/sign-in/second', fields, move, move.remember ? { remember: 'yes' } : {});
    }
    case 'confirm-factor':
      return prove(sending, '/account/confirm', { ...inAccount, to: '/account', method: move.way }, move);
    case 'begin-passkey':
      return makePasskey(sending, move, '/sign-up/passkey', { flow: move.flow });
    case 'enrol-passkey':
      return makePasskey(sending, move, `${factorsPage}/passkey`, inAccount);
    case 'enrol-app':
      return enrolApp(sending, `${factorsPage}/authenticator/add`, `${factorsPage}/authenticator/add`, inAccount);
    case 'enrol-phone':
      return enrolPhone({ ...sending, number: move.number }, inAccount);
    case 'enrol-in':
      return enrolInJourney(sending, move);
    case 'sms': {
      const number = numberOf(model, move.factor);
      const asking = { path: '/sign-in/code/request', fields: { flow: move.flow, identifier: number } };
      const entering = { path: '/sign-in/code', fieldsOf: () => ({ flow: move.flow }) };
      return { answer: await proveByPhone({ ...sending, number }, asking, entering), told: [] };
    }
    case 'make-codes':
      return makeCodes(sending);
    case 'end-remembered':
      return plain(`${factorsPage}/devices/end-all`, inAccount);
    case 'keep-factors':
      return plain(`${factorsPage}/keep`, inAccount);
    case 'remove-factor': {
      const factor = model.factors.find(({ key }) => key === move.factor);
      const id = factor?.credentialId ?? 'crd_none';
      if (factor?.method === 'sms-code') return plain(`${factorsPage}/phone/remove`, inAccount);
      return factor?.method === 'authenticator'
        ? plain(`${factorsPage}/authenticator/remove`, { ...inAccount, factor: id })
        : plain(`${factorsPage}/passkey/remove`, { ...inAccount, passkey: id });
    }
  }
}

/** A code is sent; a passkey is asked first. */
async function prove(
  { visitor, wallet, phones, model }: Sending,
  path: string,
  fields: Fields,
  { way, factor: key, code, isVerified }: Proof,
  more: Fields = {},
): Promise<Told> {
  if (way === 'sms-code') {
    const entering = { path, fieldsOf: () => ({ ...fields, ...more }) };
    const to = { visitor, phones, number: numberOf(model, key) };
    return { answer: await proveByPhone(to, { path: `${path}/send`, fields }, entering), told: [] };
  }
  if (way !== 'passkey') {
    const shown = way === 'password' ? { password: code } : { code };
    return { answer: await visitor.post(path, { ...fields, ...more, ...shown }), told: [] };
  }
  const asked = await visitor.post(`${path}/options`, fields, json);
  if (asked.status !== 200) return { answer: asked, told: [] };
  const options = optionsIn<UseOptions>(asked);
  const id = model.factors.find((factor) => factor.key === key)?.secret ?? '';
  const credential = wallet.use(options, id, isVerified);
  return { answer: await visitor.post(path, { ...fields, ...more, credential }), told: [] };
}

async function makePasskey(
  { visitor, wallet }: Sending,
  { isSynced, isVerified }: { readonly isSynced: boolean; readonly isVerified: boolean },
  page: string,
  fields: Fields,
): Promise<Told> {
  const asked = await visitor.post(`${page}/options`, fields, json);
  if (asked.status !== 200) {
    // A browser opens the page instead, which leads to "Confirm it is you".
    const leads = asked.status === 401 ? await visitor.post(`${page}/options`, fields) : asked;
    return { answer: leads, told: [] };
  }
  const { credential, id } = wallet.make(optionsIn<MakeOptions>(asked), isSynced, isVerified);
  return { answer: await visitor.post(page, { ...fields, credential }), told: [id] };
}

/** The page shows what the app takes in; the code that it shows then goes to `path`. */
async function enrolApp(
  { visitor }: Sending,
  page: string,
  path: string,
  fields: Fields,
  isRight = true,
): Promise<Told> {
  const shown = await visitor.request(page);
  const secret = /<code dir="ltr">([A-Z2-7 ]+)<\/code>/.exec(shown.body)?.[1]?.replaceAll(' ', '');
  if (secret === undefined) return { answer: shown, told: [] };
  const code = isRight ? codeOfApp(secret) : 'wrong';
  return { answer: await visitor.post(path, { ...fields, code, name: '' }), told: [secret] };
}

/** What is asked of everybody, set up before there is a session. */
async function enrolInJourney(sending: Sending, move: Extract<Move, { do: 'enrol-in' }>): Promise<Told> {
  const { way, flow, number, isRight } = move;
  const path = '/sign-in/enrol';
  const fields = { flow, method: way };
  if (way === 'passkey') return makePasskey(sending, move, path, fields);
  if (way === 'authenticator') return enrolApp(sending, `${path}?flow=${flow}&method=${way}`, path, fields, isRight);
  const asking = { path: `${path}/send`, fields: { ...fields, phone: number } };
  const answer = await proveByPhone({ ...sending, number }, asking, { path, fieldsOf: () => fields });
  return { answer, told: [number] };
}

/** The page that shows the codes is the answer itself: where there are any, they were made. */
async function makeCodes({ visitor, inAccount }: Sending): Promise<Told> {
  const answer = await visitor.post(`${factorsPage}/recovery-codes`, inAccount);
  const told = [...answer.body.matchAll(/<li><code>([0-9a-z-]{14})<\/code><\/li>/g)].map((match) => match[1] ?? '');
  return { answer: told.length > 0 ? { ...answer, status: 303 } : answer, told };
}

const numberOf = (model: Model, key: number | null): string =>
  model.factors.find((factor) => factor.key === key)?.secret ?? '';

const optionsIn = <Options>({ body }: Answer): Options => (JSON.parse(body) as { public_key: Options }).public_key;
