import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FlowKind, ProofMethod } from './flow.ts';
import { nextStep } from './next-step.ts';

const open = { state: 'open', hasDetails: true } as const;

describe('the next step', () => {
  it.each([
    ['sign-in', [], 'ask-password'],
    ['sign-in', ['password'], 'complete'],
    ['sign-in', ['email-code'], 'ask-password'],
    ['registration', [], 'prove-address'],
    ['registration', ['email-code'], 'complete'],
    ['registration', ['email-link'], 'complete'],
    ['registration', ['password'], 'prove-address'],
    ['recovery', [], 'prove-address'],
    ['recovery', ['password'], 'prove-address'],
    ['recovery', ['email-code'], 'choose-password'],
    ['recovery', ['email-link'], 'choose-password'],
    ['recovery', ['email-link', 'password'], 'complete'],
  ] as const)('of a %s with %j proven is %s', (kind, proofs, step) => {
    expect(nextStep({ ...open, kind, proofs })).toBe(step);
  });

  it('of a registration without details is to ask for them, whatever is claimed to be proven', () => {
    expect(nextStep({ kind: 'registration', state: 'open', proofs: ['email-code'], hasDetails: false })).toBe(
      'ask-details',
    );
  });

  it('of a recovery asks for every other factor of the account before a new password is chosen (case 49)', () => {
    const recovery = { ...open, kind: 'recovery', factors: ['sms-code'] } as const;
    expect(nextStep({ ...recovery, proofs: [] })).toBe('prove-address');
    expect(nextStep({ ...recovery, proofs: ['email-code'] })).toBe('prove-factor');
    expect(nextStep({ ...recovery, proofs: ['email-code', 'password'] })).toBe('prove-factor');
    expect(nextStep({ ...recovery, proofs: ['email-code', 'sms-code'] })).toBe('choose-password');
  });

  it('is never complete without a proof, and never anything once the journey has ended', () => {
    const progress = fc.record({
      kind: fc.constantFrom<FlowKind>('sign-in', 'registration', 'recovery'),
      state: fc.constantFrom<'open' | 'finished' | 'abandoned'>('open', 'finished', 'abandoned'),
      proofs: fc.array(fc.constantFrom<ProofMethod>('password', 'email-code', 'email-link')),
      hasDetails: fc.boolean(),
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
