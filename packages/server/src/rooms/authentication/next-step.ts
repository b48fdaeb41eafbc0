/**
 * What comes next in a journey: a table of states and one pure function over it. Methods only produce proofs; nothing
 * else in the house decides whether enough has been proven.
 */
import type { FlowKind, ProofMethod } from './flow.ts';

export type Step =
  | 'ask-details'
  | 'prove-address'
  | 'prove-factor'
  | 'choose-password'
  | 'ask-password'
  | 'complete'
  | 'start-again';

export type Progress = {
  readonly kind: FlowKind;
  readonly state: 'open' | 'finished' | 'abandoned';
  readonly proofs: readonly ProofMethod[];
  /** Factors of the account that are asked besides: recovering one of them never skips the others (case 49). */
  readonly factors?: readonly ProofMethod[];
  /** Whether the form that begins the journey has been accepted. */
  readonly hasDetails: boolean;
};

type Rule = { readonly when: (progress: Progress) => boolean; readonly step: Step };

const hasProven = (progress: Progress, ...methods: ProofMethod[]) =>
  methods.some((method) => progress.proofs.includes(method));

/** A change that waits for a code to the new address or number. */
function changing(method: ProofMethod): readonly Rule[] {
  return [
    { when: (progress) => !progress.hasDetails, step: 'ask-details' },
    { when: (progress) => hasProven(progress, method), step: 'complete' },
    { when: () => true, step: 'prove-address' },
  ];
}

const table: Readonly<Record<FlowKind, readonly Rule[]>> = {
  'sign-in': [
    { when: (progress) => hasProven(progress, 'password'), step: 'complete' },
    { when: () => true, step: 'ask-password' },
  ],
  registration: [
    { when: (progress) => !progress.hasDetails, step: 'ask-details' },
    { when: (progress) => hasProven(progress, 'email-code', 'email-link'), step: 'complete' },
    { when: () => true, step: 'prove-address' },
  ],
  recovery: [
    { when: (progress) => !progress.hasDetails, step: 'ask-details' },
    { when: (progress) => !hasProven(progress, 'email-code', 'email-link'), step: 'prove-address' },
    {
      when: (progress) => progress.factors?.every((factor) => hasProven(progress, factor)) === false,
      step: 'prove-factor',
    },
    { when: (progress) => hasProven(progress, 'password'), step: 'complete' },
    { when: () => true, step: 'choose-password' },
  ],
  'email-change': changing('email-code'),
  'phone-change': changing('sms-code'),
};

/** The one step that this journey allows now. */
export function nextStep(progress: Progress): Step {
  if (progress.state !== 'open') return 'start-again';
  return table[progress.kind].find((rule) => rule.when(progress))?.step ?? 'start-again';
}
