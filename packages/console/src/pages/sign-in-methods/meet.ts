/** What a customer will meet under a policy, step by step, and what of the policy would keep people out. Pure. */
import type { TextId } from '../../texts/index.ts';

/** A policy as the form holds it: every value is there, as text. */
export type Policy = {
  readonly password: string;
  readonly passkey: string;
  readonly emailCode: string;
  readonly emailLink: string;
  readonly smsCode: string;
  readonly authenticator: string;
  readonly connection: string;
  readonly secondFactor: string;
  readonly graceDays: number;
  readonly rememberDays: number;
  readonly nudges: boolean;
  readonly lostHours: number;
  /** Whether customers may have a phone number at all. */
  readonly phone: string;
  /** Whether an account may begin with a number and no address. */
  readonly numberAlone: string;
  /** Whether text messages can be sent; undefined while that is not known. */
  readonly canSend: boolean | undefined;
  /** Whether there is any to sign in by. */
  readonly hasConnections: boolean;
};

export type Sentence = {
  readonly id: TextId;
  /** Ways to choose from, to be put in as one list. */
  readonly ways?: readonly TextId[];
  readonly count?: number;
};
export type Warning = Sentence & { readonly locksOut: boolean };
export type Meeting = { readonly steps: readonly Sentence[]; readonly warnings: readonly Warning[] };

const when = (isOn: boolean, ...names: readonly TextId[]): readonly TextId[] => (isOn ? names : []);

const firstWays = (policy: Policy): readonly TextId[] => [
  ...when(policy.password === 'on', 'methods.way.password'),
  ...when(policy.passkey === 'on', 'methods.way.passkey'),
  ...when(policy.emailCode === 'on', 'methods.way.email-code'),
  ...when(policy.emailLink === 'on', 'methods.way.email-link'),
  ...when(policy.smsCode === 'on', 'methods.way.sms-first'),
];

const secondWays = (policy: Policy): readonly TextId[] => [
  ...when(policy.passkey === 'on', 'methods.way.passkey'),
  ...when(policy.authenticator === 'on', 'methods.way.authenticator'),
  ...when(policy.smsCode !== 'off', 'methods.way.sms'),
];

/** What somebody meets who has an account. */
export function meetingOf(policy: Policy): Meeting {
  const first = firstWays(policy);
  const second = secondWays(policy);
  const asksSecond = policy.secondFactor !== 'off' && second.length > 0;
  const isRequired = policy.secondFactor === 'required';
  // Beside the others: whoever has no account elsewhere must get in as well.
  const elsewhere = when(policy.connection === 'on' && policy.hasConnections, 'methods.way.connection');
  // A passkey with a fingerprint, a face or a PIN is two factors by itself.
  const needsMore = [...first, ...elsewhere].some((way) => way !== 'methods.way.passkey');
  const steps: Sentence[] = first.length === 0 ? [] : [{ id: 'methods.meet.first', ways: [...first, ...elsewhere] }];
  if (first.length > 0 && asksSecond && needsMore) {
    steps.push({ id: isRequired ? 'methods.meet.required' : 'methods.meet.enrolled', ways: second });
    if (isRequired)
      steps.push(
        policy.graceDays === 0
          ? { id: 'methods.meet.enrol', ways: second }
          : { id: 'methods.meet.grace', count: policy.graceDays },
      );
    if (policy.passkey === 'on') steps.push({ id: 'methods.meet.passkey-alone' });
    if (policy.rememberDays > 0) steps.push({ id: 'methods.meet.remember', count: policy.rememberDays });
  }
  if (policy.numberAlone === 'on' && policy.smsCode === 'on') steps.push({ id: 'methods.meet.number-alone' });
  if (policy.nudges && policy.passkey === 'on' && policy.password === 'on') steps.push({ id: 'methods.meet.nudge' });
  if (first.length > 0) steps.push({ id: 'methods.meet.in' });
  if (first.length > 0 && asksSecond) steps.push({ id: 'methods.meet.lost', count: policy.lostHours });
  return { steps, warnings: warningsOf(policy, first, second) };
}

function warningsOf(policy: Policy, first: readonly TextId[], second: readonly TextId[]): readonly Warning[] {
  const isRequired = policy.secondFactor === 'required';
  const onlySms = second.length === 1 && policy.smsCode !== 'off';
  const usesSms = policy.smsCode !== 'off';
  const found: readonly (readonly [boolean, TextId, boolean])[] = [
    [first.length === 0, 'methods.warn.no-first', true],
    [isRequired && second.length === 0, 'methods.warn.no-second', true],
    [
      usesSms && policy.phone === 'off' && (onlySms || first.length === 1),
      'methods.warn.no-phone',
      isRequired && onlySms,
    ],
    [
      usesSms && policy.canSend === false,
      'methods.warn.no-way',
      (isRequired && onlySms) || onlySmsFirst(policy, first),
    ],
    [
      policy.password === 'off' && first.every((way) => way === 'methods.way.passkey'),
      'methods.warn.passkey-only',
      true,
    ],
    [isRequired && second.length > 0 && policy.graceDays === 0, 'methods.warn.at-once', false],
    [isRequired && onlySms, 'methods.warn.only-sms', false],
    [policy.numberAlone === 'on' && policy.smsCode !== 'on', 'methods.warn.number-alone', policy.smsCode === 'off'],
    [policy.secondFactor !== 'off' && second.length > 0 && policy.lostHours === 0, 'methods.warn.no-delay', false],
  ];
  // Nothing else matters where nobody gets in.
  if (first.length === 0) return [{ id: 'methods.warn.no-first', locksOut: true }];
  return found.filter(([isSo]) => isSo).map(([, id, locksOut]) => ({ id, locksOut }));
}

const onlySmsFirst = (policy: Policy, first: readonly TextId[]): boolean =>
  policy.smsCode === 'on' && first.length === 1;

const demands = ['off', 'enrolled', 'required'];

/** What counts on the way to an application: it may ask for more than the business does, never for less. */
export function towards(business: Policy, own: Readonly<Record<string, string>>): Policy {
  const methods = { ...business };
  const names = ['password', 'passkey', 'emailCode', 'emailLink', 'smsCode', 'authenticator', 'connection'] as const;
  for (const name of names) if (own[name] !== undefined && own[name] !== '') methods[name] = own[name];
  const chosen = firstWays(methods).length === 0 ? business : methods;
  const asked = Math.max(demands.indexOf(own['secondFactor'] ?? ''), demands.indexOf(business.secondFactor));
  const secondFactor = demands[asked] ?? business.secondFactor;
  const number = (name: string) => (own[name] === undefined || own[name] === '' ? undefined : Number(own[name]));
  const grace = number('graceDays');
  return {
    ...chosen,
    secondFactor,
    graceDays:
      secondFactor === business.secondFactor ? Math.min(grace ?? business.graceDays, business.graceDays) : (grace ?? 0),
    rememberDays: Math.min(number('rememberDays') ?? business.rememberDays, business.rememberDays),
    nudges: own['nudges'] === undefined || own['nudges'] === '' ? business.nudges : own['nudges'] === 'true',
  };
}
