/**
 * What comes next in a journey: a table of states and one pure function over it. Methods only produce proofs; nothing
 * else in the house decides whether enough has been proven.
 */
import type { FlowKind, ProofMethod, ProofRecord } from './flow.ts';
import { type Facts, isMailed, secondMethods, secondStep } from './second-step.ts';

export type Step =
  | 'ask-details'
  | 'prove-address'
  | 'prove-factor'
  | 'choose-password'
  | 'come-back'
  | 'choose-credential'
  | 'ask-first'
  | 'prove-second'
  | 'enrol-second'
  | 'complete'
  | 'start-again';

export type Progress = {
  readonly kind: FlowKind;
  readonly state: 'open' | 'finished' | 'abandoned';
  readonly proofs: readonly ProofRecord[];
  /** What is known of the customer, once it is known who they are; without it nothing is complete. */
  readonly facts?: Facts | null;
  /** Whether the form that begins the journey has been accepted. */
  readonly hasDetails: boolean;
};

type Rule = { readonly when: (progress: Progress) => boolean; readonly step: Step };

const hasProven = (progress: Progress, ...methods: ProofMethod[]) =>
  progress.proofs.some(({ method }) => methods.includes(method));

/** A change that waits for a code to the new address or number. */
function changing(method: ProofMethod): readonly Rule[] {
  return [
    { when: (progress) => !progress.hasDetails, step: 'ask-details' },
    { when: (progress) => hasProven(progress, method), step: 'complete' },
    { when: () => true, step: 'prove-address' },
  ];
}

const second = (step: Step) => ({
  when: ({ proofs, facts }: Progress) =>
    proofs.length > 0 && facts !== undefined && facts !== null && secondStep(proofs, facts).step === step,
  step,
});

const table: Readonly<Record<FlowKind, readonly Rule[]>> = {
  'sign-in': [
    second('prove-second'),
    second('enrol-second'),
    second('complete'),
    { when: ({ proofs, hasDetails }) => proofs.length === 0 && hasDetails, step: 'prove-address' },
    { when: ({ proofs }) => proofs.length === 0, step: 'ask-first' },
  ],
  registration: [
    { when: (progress) => !progress.hasDetails, step: 'ask-details' },
    // With a password chosen before, the account begins with the proof of the address; without one it waits for a passkey.
    { when: (progress) => hasProven(progress, 'email-code', 'email-link', 'sms-code'), step: 'choose-credential' },
    { when: () => true, step: 'prove-address' },
  ],
  recovery: [
    { when: (progress) => !progress.hasDetails, step: 'ask-details' },
    { when: (progress) => !hasProven(progress, 'email-code', 'email-link', 'sms-code'), step: 'prove-address' },
    { when: (progress) => factorsToProve(progress).length > 0, step: 'prove-factor' },
    { when: (progress) => hasProven(progress, 'password'), step: 'complete' },
    // Where a password is no way in there is none to choose: the mailbox and the factors are what it takes.
    { when: ({ facts }) => facts?.policy.first.includes('password') === false, step: 'come-back' },
    { when: () => true, step: 'choose-password' },
  ],
  'email-change': changing('email-code'),
  'phone-change': changing('sms-code'),
};

/**
 * The second factors of an account that recovers its password: one of them is asked besides, so that a mailbox alone is
 * no way round them (case 49).
 */
export function factorsToProve({ proofs, facts }: Pick<Progress, 'proofs' | 'facts'>): readonly ProofMethod[] {
  if (facts === undefined || facts === null || facts.policy.secondFactor === 'off') return [];
  // Of an account without an address the number stands for the mailbox: it is no factor besides.
  const isByMail = proofs.some(({ method }) => isMailed(method));
  const ways = secondMethods(facts).filter(
    (method) => facts.enrolled.includes(method) && (isByMail || method !== 'sms-code'),
  );
  return proofs.some(({ method }) => ways.includes(method)) || ways.every((way) => way === 'recovery-code') ? [] : ways;
}

/** The one step that this journey allows now. */
export function nextStep(progress: Progress): Step {
  if (progress.state !== 'open') return 'start-again';
  return table[progress.kind].find((rule) => rule.when(progress))?.step ?? 'start-again';
}
