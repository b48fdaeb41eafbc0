/**
 * A flow: one journey of one browser, kept on the server. It is bound to the browser that began it, so a flow link
 * sent to somebody else is worth nothing (case 33), and each step is taken from its state, never from the request.
 */
import type { ConfirmReason } from '../protection/index.ts';
import type { Acr } from './acr.ts';

export type FlowKind = 'sign-in' | 'registration' | 'recovery' | 'email-change' | 'phone-change';

export const proofMethods = [
  'password',
  'connection',
  'passkey',
  'authenticator',
  'email-code',
  'email-link',
  'sms-code',
  'recovery-code',
  'remembered-device',
] as const;
export type ProofMethod = (typeof proofMethods)[number];

/** One thing that was proven. Its moment is the database's, given when it is written down. */
export type ProofRecord = {
  readonly method: ProofMethod;
  readonly at?: string;
  /** Which factor, where a customer may have several of the kind. */
  readonly credentialId?: string;
  /** Of passkeys: the authenticator checked who holds it; its key lives on several devices. */
  readonly userVerified?: boolean;
  readonly synced?: boolean;
  /** Of passwords: others know it, so its owner is asked for another once they are in. */
  readonly leaked?: boolean;
  /** Of passwords: chosen in this journey by whoever had shown a factor, which alone stands behind it. */
  readonly chosen?: boolean;
  /** Given in a sign-up or a recovery, of an account or of its factors: those have rules of their own of what begins them. */
  readonly fromOtherJourney?: boolean;
  /** Of passwords: given where the account knows no browser, in a time when that is not enough; and why. */
  readonly unconfirmed?: ConfirmReason;
};

/** Proofs of methods that say nothing more about themselves. */
export const proven = (...methods: readonly ProofMethod[]): ProofRecord[] => methods.map((method) => ({ method }));

export type Flow = {
  readonly flowId: string;
  readonly tenantId: string;
  readonly kind: FlowKind;
  readonly state: 'open' | 'finished' | 'abandoned';
  readonly browserHash: Buffer;
  readonly proofs: readonly ProofRecord[];
  /** Whose journey it is, once that is known: securing their account ends it. */
  readonly customerId: string | null;
  readonly hasPayload: boolean;
  readonly returnTo: string | null;
  readonly locale: string;
  readonly expiresAt: Date;
  /** The assurance that the application asks for, as far as it can be given here. */
  readonly requiredAcr: Acr | null;
  /** The open session that is to be raised: its proofs count here for as long as it is open. */
  readonly sessionId: string | null;
  /** The answer to "stay signed in", where it was asked with the first proof. */
  readonly keepsSignedIn: boolean | null;
  /** The application's request that this journey is the answer to. */
  readonly interaction: FlowInteraction | null;
};

export type FlowInteraction = {
  /** What the request is found by; the request itself belongs to the sessions room. */
  readonly reference: Buffer;
  readonly applicationId: string;
  /** The application's name, for the person to see where they are going. */
  readonly destination: string;
  /** The origin or scheme that the journey ends at: the only other place that its forms may lead to. */
  readonly formTarget: string;
};

export const flowLifetimeSeconds: Readonly<Record<FlowKind, number>> = {
  'sign-in': 60 * 60,
  // A sign-up waits for a mail, which may be read in the evening.
  registration: 24 * 60 * 60,
  // So does a recovery; its codes live for minutes, and so does whatever it has proven.
  recovery: 24 * 60 * 60,
  'email-change': 60 * 60,
  'phone-change': 60 * 60,
};

/**
 * A place on this origin to go back to, or null. Everything that a browser could read as another origin is refused:
 * `//host`, `/\host`, schemes, user info, control characters, encoded slashes at the start (case 34).
 */
export function safeReturnTo(value: string | undefined, origin: string): string | null {
  if (value === undefined || value.length > 1024 || !/^\/(?![/\\]|%2f|%5c)[\x21-\x7e]*$/i.test(value)) return null;
  if (value.includes('\\')) return null;
  const url = URL.parse(value, origin);
  if (url === null || url.origin !== origin) return null;
  const place = `${url.pathname}${url.search}${url.hash}`;
  // `/.//evil` becomes `//evil` when it is resolved
  return place.startsWith('//') ? null : place;
}
