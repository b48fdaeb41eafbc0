/** What a one-time proof can be for, and how long its two forms live. A proof of one purpose is nothing at another. */

export type ProofPurpose = 'verify-email';

export type ProofLifetimes = { readonly codeSeconds: number; readonly linkSeconds: number };

/** ASVS 5.0 6.5.5: ten minutes for a code. The link of a sign-up proves nothing alone, so it may wait an hour. */
export const lifetimes: Readonly<Record<ProofPurpose, ProofLifetimes>> = {
  'verify-email': { codeSeconds: 10 * 60, linkSeconds: 60 * 60 },
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
