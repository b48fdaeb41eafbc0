/**
 * Whether a password alone may administer. On this machine it may; anywhere else a passkey or a code of an app is
 * required besides. A text message is not enough: a number is too easily taken over (NIST SP 800-63B-4 §3.1.3.3).
 */
export type Assurance = {
  /** PUBLIC_URL and HOST are this machine. */
  readonly isLoopback: boolean;
  /** Whether this version has any second factor that a customer can set up. */
  readonly factorsExist: boolean;
};

/** What the rule says here: nothing, something for later, or that it counts. */
export function secondFactorRule({ isLoopback, factorsExist }: Assurance): 'none' | 'once_available' | 'required' {
  if (isLoopback) return 'none';
  return factorsExist ? 'required' : 'once_available';
}

const strong = ['otp', 'swk', 'hwk'];

/** Whether a session with these proofs (RFC 8176) is too weak to administer. */
export function refusesSession(assurance: Assurance, amr: readonly string[]): boolean {
  if (secondFactorRule(assurance) !== 'required') return false;
  return !amr.includes('mfa') || !amr.some((value) => strong.includes(value));
}
