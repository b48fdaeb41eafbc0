import fc from 'fast-check';
import { expect, it } from 'vitest';
import { reaches } from './acr.ts';
import { assess } from './assurance.ts';
import { type ProofMethod, type ProofRecord, proofMethods, proven } from './flow.ts';

const passkey = (userVerified: boolean, synced: boolean): ProofRecord => ({ method: 'passkey', userVerified, synced });

it.each([
  [proven('password'), 'urn:cardea:aal1', ['pwd']],
  [proven('email-code'), 'urn:cardea:aal1', []],
  [proven('email-link', 'email-code'), 'urn:cardea:aal1', []],
  [proven('email-link', 'password'), 'urn:cardea:aal1', ['pwd']],
  [proven('password', 'remembered-device'), 'urn:cardea:aal1', ['pwd']],
  [proven('email-code', 'authenticator'), 'urn:cardea:aal1', ['otp']],
  [proven('password', 'authenticator'), 'urn:cardea:aal2', ['pwd', 'otp', 'mfa']],
  [proven('password', 'sms-code'), 'urn:cardea:aal2', ['pwd', 'sms', 'mfa']],
  [proven('connection'), 'urn:cardea:aal1', []],
  [proven('password', 'connection'), 'urn:cardea:aal1', ['pwd']],
  [proven('connection', 'authenticator'), 'urn:cardea:aal2', ['otp', 'mfa']],
  [proven('password', 'recovery-code'), 'urn:cardea:aal2', ['pwd', 'otp', 'mfa']],
  [[passkey(false, true)], 'urn:cardea:aal1', ['swk']],
  [[...proven('password'), passkey(false, false)], 'urn:cardea:aal2', ['pwd', 'hwk', 'mfa']],
  [[passkey(true, true)], 'phr', ['swk', 'user', 'mfa']],
  [[passkey(true, false)], 'phrh', ['hwk', 'user', 'mfa']],
])('%j is worth %s', (proofs, acr, amr) => {
  expect(assess(proofs)).toEqual({ acr, amr });
});

const anyProof = fc.record({
  method: fc.constantFrom<ProofMethod>(...proofMethods),
  userVerified: fc.boolean(),
  synced: fc.boolean(),
});

it('never falls by a further proof, and says mfa exactly from the second level on', () => {
  fc.assert(
    fc.property(fc.array(anyProof), anyProof, (proofs, more) => {
      const { acr, amr } = assess(proofs);
      expect(reaches(assess([...proofs, more]).acr, acr)).toBe(true);
      expect(amr.includes('mfa')).toBe(reaches(acr, 'urn:cardea:aal2'));
    }),
  );
});
