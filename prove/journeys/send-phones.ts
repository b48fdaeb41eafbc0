/** How codes by text message are asked for and entered, by whoever has the phone in hand. */
import type { Answer, Visitor } from '../../packages/server/test/visitor.ts';
import type { Mailbox } from '../product/mailbox.ts';

type Fields = Readonly<Record<string, string>>;
export type Phones = Pick<Mailbox, 'to' | 'newer'>;

const patienceMilliseconds = 60_000;

/** Asks for a code and enters it; the answer to what was refused, where it was. */
export async function proveByPhone(
  { visitor, phones, number }: { readonly visitor: Visitor; readonly phones: Phones; readonly number: string },
  asking: { readonly path: string; readonly fields: Fields },
  entering: { readonly path: string; fieldsOf(asked: Answer): Fields },
): Promise<Answer> {
  const known = phones.to(number).length;
  const asked = await visitor.post(asking.path, asking.fields);
  if (asked.status !== 303 || !/[?&]sent=1|\/(?:code|verify)\?flow=/.test(asked.headers['location'] ?? ''))
    return asked;
  const code = await codeTo(phones, number, known);
  if (code === undefined) throw new Error(`no code came to ${number}`);
  return visitor.post(entering.path, { ...entering.fieldsOf(asked), code });
}

/** The newest code that came since; a notice that was still on its way may come before it. */
async function codeTo(phones: Phones, number: string, known: number): Promise<string | undefined> {
  for (;;) {
    const came = phones.to(number);
    const code = came.slice(known).findLast((message) => message.code !== undefined)?.code;
    if (code !== undefined) return code;
    if ((await phones.newer(number, came.length, patienceMilliseconds)) === undefined) return undefined;
  }
}

/** Adds the number to the account, then makes it a factor. */
export async function enrolPhone(
  to: { readonly visitor: Visitor; readonly phones: Phones; readonly number: string },
  inAccount: Fields,
): Promise<{ readonly answer: Answer; readonly told: readonly string[] }> {
  const root = '/account/sign-in/phone';
  const added = await proveByPhone(
    to,
    { path: root, fields: { ...inAccount, phone: to.number } },
    {
      path: `${root}/verify`,
      fieldsOf: ({ headers }) => ({ ...inAccount, flow: /flow=(flw_\w+)/.exec(headers['location'] ?? '')?.[1] ?? '' }),
    },
  );
  if (added.headers['location']?.includes('notice=phone_changed') !== true) return { answer: added, told: [] };
  const page = '/account/factors/phone';
  const asking = { path: `${page}/send`, fields: inAccount };
  const answer = await proveByPhone(to, asking, { path: page, fieldsOf: () => inAccount });
  return { answer, told: [to.number] };
}
