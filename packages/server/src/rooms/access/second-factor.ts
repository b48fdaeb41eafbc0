/**
 * Whether a password alone may administer. On this machine it may; anywhere else a second factor is required. There is
 * none yet that anybody could have, and a rule that nobody can satisfy would only lock everybody out: it begins to
 * refuse with the first factor that exists.
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

/** Whether a session with these proofs (RFC 8176) is too weak to administer. */
export function refusesSession(assurance: Assurance, amr: readonly string[]): boolean {
  return secondFactorRule(assurance) === 'required' && !amr.includes('mfa');
}
