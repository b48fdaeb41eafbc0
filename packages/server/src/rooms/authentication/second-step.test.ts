import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acrLevels, reaches } from './acr.ts';
import { assess } from './assurance.ts';
import { type ProofMethod, type ProofRecord, proofMethods, proven } from './flow.ts';
import type { Policy } from './policy.ts';
import { type Facts, secondStep } from './second-step.ts';

const policy: Policy = {
  first: ['password', 'passkey', 'email-code'],
  second: ['passkey', 'authenticator', 'recovery-code'],
  secondFactor: 'enrolled',
  enrolmentGraceDays: 0,
  rememberDeviceDays: 30,
  nudgePasskey: false,
};
type Told = Partial<Omit<Facts, 'policy'>> & { readonly policy?: Partial<Policy> };
const ask = (proofs: readonly ProofRecord[], told: Told) =>
  secondStep(proofs, {
    enrolled: [],
    requiredAcr: null,
    isEnrolmentDue: true,
    ...told,
    policy: { ...policy, ...told.policy },
  });
const asks = (...ways: ProofMethod[]) => ({ step: 'prove-second', ways });
const enrols = (...ways: ProofMethod[]) => ({ step: 'enrol-second', ways });
const complete = { step: 'complete' };
const password = proven('password');

describe('the second step', () => {
  it('is asked of whoever has a factor that the policy allows', () => {
    expect(ask(password, { enrolled: ['password'] })).toEqual(complete);
    expect(ask(password, { enrolled: ['password', 'authenticator'] })).toEqual(asks('authenticator'));
    expect(ask(password, { enrolled: ['password', 'sms-code'] })).toEqual(complete);
    expect(ask(password, { enrolled: ['authenticator'], policy: { secondFactor: 'off' } })).toEqual(complete);
    const given = proven('password', 'authenticator');
    expect(ask(given, { enrolled: ['password', 'authenticator', 'passkey'] })).toEqual(complete);
  });

  it('offers recovery codes beside a factor, and never alone where nothing is required', () => {
    const both = ['password', 'authenticator', 'recovery-code'] as const;
    expect(ask(password, { enrolled: both })).toEqual(asks('authenticator', 'recovery-code'));
    expect(ask(password, { enrolled: ['password', 'recovery-code'] })).toEqual(complete);
  });

  it('asks a password to be confirmed where the account does not know the browser, by whatever else there is', () => {
    const unconfirmed: ProofRecord[] = [{ method: 'password', unconfirmed: 'attack' }];
    const mailbox = { enrolled: ['password'], confirming: ['email-code'] } as const;
    const forDevice = (...ways: ProofMethod[]) => ({ ...asks(...ways), isForDevice: true });
    expect(ask(unconfirmed, mailbox)).toEqual(forDevice('email-code'));
    expect(ask(password, mailbox)).toEqual(complete);
    expect(ask([...unconfirmed, { method: 'email-code' }], mailbox)).toEqual(complete);
    expect(ask([...unconfirmed, { method: 'remembered-device' }], mailbox)).toEqual(complete);
    // Nothing to confirm with: nobody is locked out.
    expect(ask(unconfirmed, { enrolled: ['password'], confirming: [] })).toEqual(complete);
    // What is asked anyway confirms it too; what is not asked of anybody does as well.
    const both = { enrolled: ['password', 'authenticator'], confirming: ['authenticator', 'email-code'] } as const;
    expect(ask(unconfirmed, both)).toEqual(asks('authenticator'));
    expect(ask(unconfirmed, { ...both, policy: { secondFactor: 'off' } })).toEqual(
      forDevice('authenticator', 'email-code'),
    );
    // Nobody sets a factor up for an account with no more than its password.
    const required = { ...mailbox, policy: { secondFactor: 'required' } } as const;
    expect(ask(unconfirmed, required)).toEqual(forDevice('email-code'));
    expect(ask([...unconfirmed, { method: 'email-code' }], required)).toEqual(enrols('passkey', 'authenticator'));
  });

  it('does not ask a passkey with user verification for more, nor a remembered browser', () => {
    const enrolled = ['password', 'authenticator', 'passkey'] as const;
    expect(ask([{ method: 'passkey', userVerified: true }], { enrolled })).toEqual(complete);
    expect(ask(proven('password', 'remembered-device'), { enrolled })).toEqual(complete);
  });

  it('asks again behind a remembered browser where an application wants more', () => {
    const told = { enrolled: ['password', 'authenticator'], requiredAcr: 'urn:cardea:aal2' } as const;
    expect(ask(proven('password', 'remembered-device'), told)).toEqual(asks('authenticator'));
  });

  it('asks for what is allowed elsewhere of whoever has nothing else, and lets nobody set one up beside it', () => {
    const towards = { second: ['passkey', 'recovery-code'], elsewhere: ['authenticator'] } as const;
    for (const secondFactor of ['enrolled', 'required'] as const) {
      const policy = { ...towards, secondFactor };
      expect(ask(password, { enrolled: ['password', 'authenticator'], policy })).toEqual(asks('authenticator'));
      expect(ask(password, { enrolled: ['password', 'authenticator', 'passkey'], policy })).toEqual(asks('passkey'));
      const given = proven('email-code', 'authenticator');
      expect(ask(given, { enrolled: ['password', 'authenticator'], policy })).toEqual(complete);
    }
  });

  it('is not excused by a remembered browser where none is remembered', () => {
    const told = { enrolled: ['password', 'authenticator'], policy: { rememberDeviceDays: 0 } } as const;
    expect(ask(proven('password', 'remembered-device'), told)).toEqual(asks('authenticator'));
  });

  it('has a factor set up where one is required, once the grace is over', () => {
    const told = { enrolled: ['password'], policy: { secondFactor: 'required' } } as const;
    expect(ask(password, told)).toEqual(enrols('passkey', 'authenticator'));
    expect(ask(password, { ...told, isEnrolmentDue: false })).toEqual(complete);
    expect(ask(proven('password', 'authenticator'), { ...told, enrolled: ['password', 'authenticator'] })).toEqual(
      complete,
    );
  });

  it('never lets whoever has a factor set up another one instead of using it (case 62)', () => {
    const told = { enrolled: ['password', 'authenticator'], policy: { secondFactor: 'required' } } as const;
    expect(ask(password, told)).toEqual(asks('authenticator'));
  });

  it('asks for a password besides a mailed code only where that raises the level', () => {
    const told = { enrolled: ['password', 'authenticator'], requiredAcr: 'urn:cardea:aal2' } as const;
    expect(ask(proven('email-code'), told)).toEqual(asks('authenticator', 'password'));
    expect(ask(proven('email-code', 'authenticator'), told)).toEqual(asks('password'));
    expect(ask(proven('email-code', 'authenticator'), { ...told, requiredAcr: null })).toEqual(complete);
  });

  it('asks for a passkey and nothing else where an application wants one (case 64)', () => {
    const told = { enrolled: ['password', 'authenticator', 'passkey'], requiredAcr: 'phr' } as const;
    expect(ask(password, told)).toEqual(asks('passkey'));
    expect(ask(proven('password', 'authenticator'), told)).toEqual(asks('passkey'));
  });

  it('goes on with what there is where the level cannot be reached', () => {
    const told = { enrolled: ['password', 'authenticator'], requiredAcr: 'phr' } as const;
    expect(ask(proven('password', 'authenticator'), told)).toEqual(complete);
  });

  it('has whoever began with their only factor set up another, where everybody shows two', () => {
    const policy = { secondFactor: 'required', first: ['sms-code'], second: ['sms-code', 'authenticator'] } as const;
    const told = { enrolled: ['sms-code'], policy } as const;
    expect(ask(proven('sms-code'), told)).toEqual(enrols('authenticator'));
    expect(ask(proven('sms-code'), { ...told, policy: { ...policy, secondFactor: 'enrolled' } })).toEqual(complete);
    const both = { ...told, enrolled: ['sms-code', 'authenticator'] } as const;
    expect(ask(proven('sms-code'), both)).toEqual(asks('authenticator'));
    expect(ask(proven('sms-code', 'authenticator'), both)).toEqual(complete);
  });

  it('always ends: every way it offers is new, and after all of them nothing more is asked', () => {
    const methods = fc.subarray([...proofMethods]);
    const facts = fc.record({
      enrolled: methods,
      requiredAcr: fc.constantFrom(null, ...acrLevels),
      isEnrolmentDue: fc.boolean(),
      policy: fc.record({ secondFactor: fc.constantFrom<Policy['secondFactor']>('off', 'enrolled', 'required') }),
    });
    fc.assert(
      fc.property(fc.constantFrom<ProofMethod>('password', 'email-code', 'passkey'), facts, (first, told) => {
        let proofs: ProofRecord[] = [{ method: first, userVerified: false }];
        for (let step = 0; step < 8; step += 1) {
          const next = ask(proofs, told);
          if (next.step === 'complete') {
            return;
          }
          const [way] = next.ways;
          if (way === undefined) throw new Error('a question without an answer');
          expect(proofs.some(({ method }) => method === way && first !== 'passkey')).toBe(false);
          if (next.step === 'enrol-second') told = { ...told, enrolled: [...told.enrolled, way] };
          proofs = [...proofs, { method: way, userVerified: true, synced: false }];
        }
        throw new Error('it never ended');
      }),
    );
  });

  it('is complete below what is asked only where nothing that is there could reach it', () => {
    const told = { enrolled: ['password', 'authenticator'], requiredAcr: 'urn:cardea:aal2' } as const;
    fc.assert(
      fc.property(fc.subarray<ProofMethod>(['password', 'email-code', 'authenticator'], { minLength: 1 }), (given) => {
        const proofs = proven(...given);
        if (ask(proofs, told).step === 'complete') expect(reaches(assess(proofs).acr, 'urn:cardea:aal2')).toBe(true);
      }),
    );
  });
});
