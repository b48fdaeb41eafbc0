/** What a one-time proof can be for, and how long its two forms live. A proof of one purpose is nothing at another. */

export type ProofPurpose =
  | 'accept-invitation'
  | 'verify-email'
  | 'recover-account'
  | 'sign-in'
  | 'secure-account'
  | 'keep-account'
  | 'change-email'
  | 'change-phone'
  | 'verify-phone'
  | 'undo-email-change'
  | 'lost-factor'
  | 'stop-lost-factor'
  | 'become-administrator';

export type ProofLifetimes = { readonly codeSeconds: number; readonly linkSeconds: number };

const day = 24 * 60 * 60;

/**
 * ASVS 5.0 6.5.5: ten minutes for a code, and for a link that opens an account. The link of a sign-up proves nothing
 * alone, so it may wait an hour; links that only protect or keep an account wait for as long as they may be needed.
 */
export const lifetimes: Readonly<Record<ProofPurpose, ProofLifetimes>> = {
  // The longest that an invitation may wait; what decides is its own date.
  'accept-invitation': { codeSeconds: 0, linkSeconds: 30 * day },
  'verify-email': { codeSeconds: 10 * 60, linkSeconds: 60 * 60 },
  'recover-account': { codeSeconds: 10 * 60, linkSeconds: 10 * 60 },
  'sign-in': { codeSeconds: 10 * 60, linkSeconds: 10 * 60 },
  // Only the code of a change is sent: it is entered where the change was asked for.
  'change-email': { codeSeconds: 10 * 60, linkSeconds: 0 },
  'verify-phone': { codeSeconds: 10 * 60, linkSeconds: 0 },
  'change-phone': { codeSeconds: 10 * 60, linkSeconds: 0 },
  'undo-email-change': { codeSeconds: 0, linkSeconds: 7 * day },
  'secure-account': { codeSeconds: 0, linkSeconds: 7 * day },
  // The longest grace there can be; what decides is the account's own date.
  'keep-account': { codeSeconds: 0, linkSeconds: 90 * day },
  'lost-factor': { codeSeconds: 10 * 60, linkSeconds: 0 },
  // For as long as there may be something to stop: the longest delay, and a week to come back in.
  'stop-lost-factor': { codeSeconds: 0, linkSeconds: 14 * day },
  // The longest that such an invitation may wait; what decides is its own date.
  'become-administrator': { codeSeconds: 0, linkSeconds: 3 * day },
};

const codeDigits = 6;

/** The decimal code in a secret of at least 48 bits; the bias of the division is below one in a hundred million. */
export function toDecimalCode(secret: Buffer): string {
  return (secret.readUIntBE(0, 6) % 10 ** codeDigits).toString().padStart(codeDigits, '0');
}

export type MintedProof = { readonly code: string; readonly linkToken: string; readonly codeSeconds: number };

/** A link that could still be used, as seen without touching it. */
export type OpenLink = {
  readonly proofId: string;
  /** What it proves: whoever uses the link compares it with what is to be proven. */
  readonly subject: string;
  readonly flowId: string;
  readonly browserHash: Buffer;
  readonly askedAt: Date;
};
