/**
 * What counts as an e-mail address, and when two are the same. Only ASCII letters are folded: Unicode case mapping
 * would make `mıke` or a Kelvin sign collide with somebody else's address (security case 11).
 */
import { domainToASCII } from 'node:url';

export type EmailAddress = {
  /** As typed, in NFC, with the domain in lower-case ASCII: where mail is sent. */
  readonly value: string;
  /** What the blind index is computed of. */
  readonly normalised: string;
};

const maximumLength = 254; // RFC 5321 §4.5.3.1.3, less the angle brackets
const foldAscii = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Reads an address, or null when it is none that we would send to. */
export function parseEmailAddress(input: string): EmailAddress | null {
  const trimmed = input.trim();
  if (trimmed.length === 0 || trimmed.length > maximumLength || !trimmed.isWellFormed()) return null;
  const value = trimmed.normalize('NFC');
  // A character that turns into another one when normalised imitates it: full width, ligatures, the Kelvin sign.
  if (value !== trimmed.normalize('NFKC') || hasSingleton(trimmed)) return null;
  if (/[\p{C}\p{Z}]/u.test(value)) return null;
  const at = value.lastIndexOf('@');
  const local = value.slice(0, at);
  const domain = domainToASCII(value.slice(at + 1));
  if (at < 1 || local.length > 64 || !isLocalPart(local) || !isDomain(domain)) return null;
  return { value: `${local}@${domain}`, normalised: `${foldAscii(local)}@${domain}` };
}

/** Whether some character has another single one as its canonical form, which NFC would put in its place. */
function hasSingleton(text: string): boolean {
  return [...text].some((character) => {
    const canonical = character.normalize('NFC');
    return canonical !== character && [...canonical].length === 1;
  });
}

function isLocalPart(local: string): boolean {
  return /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+)*$/u.test(local);
}

function isDomain(domain: string): boolean {
  return /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/.test(domain);
}

/** The address as its owner recognises it and a stranger does not: `m•••@example.com`. */
export function maskEmail(value: string): string {
  const at = value.lastIndexOf('@');
  const [first = ''] = value.slice(0, at);
  return `${first}•••${value.slice(at)}`;
}
