/**
 * How strongly a customer has proven who they are: a pure function of the proofs, so that no claim says more than was
 * done (case 65). A mailbox is no factor, and a remembered browser is none either.
 */
import type { Acr } from './acr.ts';
import type { ProofMethod, ProofRecord } from './flow.ts';

export type Assurance = { readonly acr: Acr; readonly amr: readonly string[] };

const factorMethods: ReadonlySet<ProofMethod> = new Set<ProofMethod>([
  'password',
  'connection',
  'passkey',
  'authenticator',
  'sms-code',
  'recovery-code',
]);

// RFC 8176.
const amrOf: { readonly [Method in ProofMethod]: (proof: ProofRecord) => readonly string[] } = {
  password: () => ['pwd'],
  // How the provider asked is its affair: nothing of it was done here.
  connection: () => [],
  passkey: ({ synced, userVerified }) => [synced === false ? 'hwk' : 'swk', ...(userVerified === true ? ['user'] : [])],
  authenticator: () => ['otp'],
  'recovery-code': () => ['otp'],
  'sms-code': () => ['sms'],
  'email-code': () => [],
  'email-link': () => [],
  'remembered-device': () => [],
};

/** The level and the methods that these proofs justify. */
export function assess(given: readonly ProofRecord[]): Assurance {
  // What was chosen by virtue of a factor says nothing beside it.
  const proofs = given.filter(({ chosen }) => chosen !== true);
  const acr = levelOf(proofs);
  const amr = new Set(proofs.flatMap((proof) => amrOf[proof.method]?.(proof) ?? []));
  if (acr !== 'urn:cardea:aal1') amr.add('mfa');
  return { acr, amr: [...amr] };
}

/** An account elsewhere is what somebody knows, as a password is: both together are one factor. */
const kindOf = ({ method }: ProofRecord): ProofMethod => (method === 'connection' ? 'password' : method);

function levelOf(proofs: readonly ProofRecord[]): Acr {
  const verified = proofs.filter(({ method, userVerified }) => method === 'passkey' && userVerified === true);
  if (verified.some(({ synced }) => synced === false)) return 'phrh';
  if (verified.length > 0) return 'phr';
  const factors = new Set(proofs.map(kindOf).filter((method) => factorMethods.has(method)));
  return factors.size > 1 ? 'urn:cardea:aal2' : 'urn:cardea:aal1';
}
