/**
 * Stands in for a proof of work where nothing solves one: whoever has shown in this journey that they read a mailbox may
 * sign in with that very address for a while, by what accounts hold to be the same. It is drawn into the form and checked
 * from memory.
 */
import { isMessageCode } from '../../../foundation/encryption/index.ts';
import { parseEmailAddress } from '../../customers/index.ts';

const passSeconds = 600;

/** What a pass is good for. */
export type PassPlace = {
  readonly tenantId: string;
  readonly neighbourhood: string;
  readonly flowId: string;
  readonly address: string;
};

type Mac = (tenantId: string, purpose: string, text: string) => Promise<Buffer>;

const purpose = 'challenge-mailbox-pass';
const accountOf = ({ address }: PassPlace) => parseEmailAddress(address)?.normalised ?? null;
const textOf = (place: PassPlace, until: number) =>
  JSON.stringify([place.neighbourhood, place.flowId, accountOf(place), until]);

export async function makePass(mac: Mac, place: PassPlace, now: Date): Promise<string> {
  const until = Math.floor(now.getTime() / 1000) + passSeconds;
  const code = await mac(place.tenantId, purpose, textOf(place, until));
  return `pass.${until}.${code.toString('base64url')}`;
}

/** Whether it is a pass of ours for this place, and not over. */
export async function isPass(
  mac: Mac,
  given: { readonly pass: string; readonly place: PassPlace; readonly now: Date },
): Promise<boolean> {
  const [, said = '', code = ''] = /^pass\.(\d{1,12})\.([\w-]{43})$/.exec(given.pass) ?? [];
  if (code === '' || Number(said) * 1000 <= given.now.getTime() || accountOf(given.place) === null) return false;
  const expected = await mac(given.place.tenantId, purpose, textOf(given.place, Number(said)));
  return isMessageCode(expected, Buffer.from(code, 'base64url'));
}
