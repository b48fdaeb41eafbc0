/** What a tenant, or an application, accepts as a way to sign in: a pure reading of the settings. */
import type { EffectiveSettings } from '../applications/index.ts';
import type { Connection } from '../connections/index.ts';
import type { ProofMethod } from './flow.ts';

/** Whether a journey may go by it, on the way to an application with these settings, or to none. */
export function isOffered(
  { signIn }: Pick<EffectiveSettings, 'signIn'>,
  { connectionId, state }: Pick<Connection, 'connectionId' | 'state'>,
): boolean {
  const isOn = signIn.methods.connection === 'on' && state === 'active';
  return isOn && signIn.connections?.includes(connectionId) !== false;
}

export type Policy = {
  /** What a sign-in may begin with. */
  readonly first: readonly ProofMethod[];
  /** What may be asked after it. */
  readonly second: readonly ProofMethod[];
  /** What the tenant lets be asked besides and this application does without: for whoever has nothing else. */
  readonly elsewhere?: readonly ProofMethod[];
  /** `enrolled`: of whoever has one. */
  readonly secondFactor: 'off' | 'enrolled' | 'required';
  readonly enrolmentGraceDays: number;
  /** How long a browser may be remembered; 0: never. */
  readonly rememberDeviceDays: number;
  readonly nudgePasskey: boolean;
};

/** The policy that these settings state. */
export function policyOf(settings: Pick<EffectiveSettings, 'signIn'>, { hasConnections = false } = {}): Policy {
  const { methods, ...rules } = settings.signIn;
  const when = (isOn: boolean, ...names: readonly ProofMethod[]) => (isOn ? names : []);
  const second = [
    ...when(methods.passkey === 'on', 'passkey'),
    ...when(methods.authenticator === 'on', 'authenticator'),
    ...when(methods.smsCode !== 'off', 'sms-code'),
  ];
  return {
    ...rules,
    first: [
      ...when(methods.password === 'on', 'password'),
      ...when(methods.passkey === 'on', 'passkey'),
      ...when(methods.emailCode === 'on', 'email-code'),
      ...when(methods.emailLink === 'on', 'email-link'),
      ...when(methods.smsCode === 'on', 'sms-code'),
      ...when(methods.connection === 'on' && hasConnections, 'connection'),
    ],
    // Codes on paper stand in for a factor that may be used; alone they are none.
    second: [...second, ...when(second.length > 0, 'recovery-code')],
  };
}
