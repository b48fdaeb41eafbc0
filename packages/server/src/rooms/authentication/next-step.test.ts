import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FlowKind, type ProofMethod, proofMethods, proven } from './flow.ts';
import { nextStep } from './next-step.ts';
import type { Facts } from './second-step.ts';

const open = { state: 'open', hasDetails: true } as const;
const policy = {
  first: ['password', 'passkey', 'email-code'],
  second: ['passkey', 'authenticator', 'recovery-code'],
  secondFactor: 'enrolled',
  enrolmentGraceDays: 0,
  rememberDeviceDays: 30,
  nudgePasskey: false,
} as const;
const facts = (enrolled: readonly ProofMethod[], more: Partial<Facts> = {}): Facts => ({
  policy,
  enrolled,
  requiredAcr: null,
  isEnrolmentDue: true,
  ...more,
});

describe('the next step', () => {
  it.each([
    ['sign-in', [], 'prove-address'],
    ['sign-in', ['password'], 'complete'],
    ['sign-in', ['email-code'], 'complete'],
    ['registration', [], 'prove-address'],
    ['registration', ['email-code'], 'choose-credential'],
    ['registration', ['email-link', 'password'], 'choose-credential'],
    ['registration', ['password'], 'prove-address'],
    ['recovery', [], 'prove-address'],
    ['recovery', ['password'], 'prove-address'],
    ['recovery', ['email-code'], 'choose-password'],
    ['recovery', ['email-link'], 'choose-password'],
    ['recovery', ['email-link', 'password'], 'complete'],
  ] as const)('of a %s with %j proven is %s, where there is no more to ask for', (kind, proofs, step) => {
    expect(nextStep({ ...open, kind, proofs: proven(...proofs), facts: facts(['password']) })).toBe(step);
  });

  it('of a sign-in begins with a first proof, and without facts about its customer goes nowhere', () => {
    expect(nextStep({ kind: 'sign-in', state: 'open', hasDetails: false, proofs: [] })).toBe('ask-first');
    expect(nextStep({ ...open, kind: 'sign-in', proofs: proven('password') })).toBe('start-again');
  });

  it('of a registration without details is to ask for them, whatever is claimed to be proven', () => {
    const claimed = { kind: 'registration', state: 'open', proofs: proven('email-code'), hasDetails: false } as const;
    expect(nextStep(claimed)).toBe('ask-details');
  });

  it('of a recovery asks for one of the other factors of the account before a new password is chosen (case 49)', () => {
    const recovery = { ...open, kind: 'recovery', facts: facts(['password', 'passkey', 'authenticator']) } as const;
    expect(nextStep({ ...recovery, proofs: [] })).toBe('prove-address');
    expect(nextStep({ ...recovery, proofs: proven('email-code') })).toBe('prove-factor');
    expect(nextStep({ ...recovery, proofs: proven('email-code', 'password') })).toBe('prove-factor');
    expect(nextStep({ ...recovery, proofs: proven('email-code', 'authenticator') })).toBe('choose-password');
  });

  it('is never complete without a proof, and never anything once the journey has ended', () => {
    const progress = fc.record({
      kind: fc.constantFrom<FlowKind>('sign-in', 'registration', 'recovery'),
      state: fc.constantFrom<'open' | 'finished' | 'abandoned'>('open', 'finished', 'abandoned'),
      proofs: fc.array(fc.record({ method: fc.constantFrom<ProofMethod>(...proofMethods) })),
      hasDetails: fc.boolean(),
      facts: fc.constantFrom(null, facts(['password']), facts(['password', 'authenticator'])),
    });
    fc.assert(
      fc.property(progress, (given) => {
        const step = nextStep(given);
        if (given.state !== 'open') expect(step).toBe('start-again');
        if (given.proofs.length === 0) expect(step).not.toBe('complete');
      }),
    );
  });
});
