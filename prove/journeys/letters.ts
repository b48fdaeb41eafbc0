/** Puts the mails that came into the model: whom each went to, what it can do, and whether it should have gone there. */
import type { Mail } from '../product/mailbox.ts';
import type { SeenMessage } from './look.ts';
import { accountOf, flowOf, type Letter, type LetterKind, type Model } from './model.ts';

const triesOfACode = 5;
const kindOfPage: Readonly<Record<string, LetterKind>> = {
  'verify/link': 'verify',
  'recover/link': 'recover',
  'undo-email-change': 'undo',
  'secure-account': 'secure',
  'keep-account': 'keep',
  'sign-in/link': 'sign-in',
  'stop-lost-factor': 'stop',
};

/** Adds the letters; `former` is the model before the step, because what was asked for then may arrive now. */
export function receive(model: Model, former: Model, mails: readonly Mail[], messages: readonly SeenMessage[]): void {
  for (const mail of mails) {
    const message = messages.find(({ messageId }) => messageId === mail.messageId);
    if (message === undefined) {
      model.faults.push(`a mail to ${mail.to} that nothing in the database asked for`);
      continue;
    }
    const letter = read(model, mail, message);
    if (letter === null) continue;
    model.letters.push(letter);
    const flow = flowOf(model, letter.flow);
    if (flow !== undefined && message.counts) flow.letter = letter.key;
    if (!mayGoTo(model, letter) && !mayGoTo(former, letter))
      model.faults.push(`a letter (${letter.kind}) went to ${letter.to}`);
  }
}

function read(model: Model, mail: Mail, message: SeenMessage): Letter | null {
  const account = model.accounts.find(({ customerId }) => customerId !== null && customerId === message.customerId);
  const kind = mail.link === undefined ? codeKind(model, mail, message) : kindOfPage[mail.link.page];
  if (kind === undefined) return null;
  const isAboutFlow = aboutFlow.has(kind);
  return {
    key: model.letters.length,
    kind,
    to: mail.to,
    flow: isAboutFlow ? message.flow : null,
    account: account?.key ?? null,
    change: kind === 'undo' ? changeOf(model, mail.to, account?.key, message.change) : null,
    code: mail.code ?? '',
    token: mail.link?.token ?? '',
    triesLeft: triesOfACode,
    isSpent: false,
  };
}

const aboutFlow: ReadonlySet<LetterKind> = new Set(['verify', 'recover', 'change', 'sign-in', 'lost']);

/** A code without a link changes an address, or stands for lost factors; every other mail without a link can do nothing. */
function codeKind(model: Model, mail: Mail, { flow }: SeenMessage): LetterKind | undefined {
  if (mail.code === undefined) return undefined;
  const kind = flowOf(model, flow)?.kind;
  return kind === 'email-change' ? 'change' : kind === 'sign-in' ? 'lost' : undefined;
}

function changeOf(model: Model, to: string, account: number | undefined, changeId: string | null): number | null {
  const known = model.changes.find((change) => change.changeId === changeId);
  const found =
    known ??
    model.changes.findLast((change) => change.account === account && change.former === to && change.changeId === null);
  if (found === undefined) return null;
  found.changeId = changeId;
  return found.key;
}

function mayGoTo(model: Model, { kind, to, flow, account, change }: Letter): boolean {
  if (kind === 'undo') return model.changes.some(({ key, former }) => key === change && former === to);
  if (kind === 'secure' || kind === 'keep' || kind === 'stop' || kind === 'lost')
    return accountOf(model, account)?.email === to;
  return flowOf(model, flow)?.address === to;
}
