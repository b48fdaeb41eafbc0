/** The words of detection: how an attempt ended, what was found, and what a tenant's posture is. */
import type { FindingAction, FindingKind } from '@cardea/contract';

/** What somebody arrives for. */
export type ArrivalAction = 'sign-in' | 'sign-up' | 'recovery' | 'mailed-code';

/** What is known of somebody before any account is looked up. */
export type Arrival = {
  readonly tenantId: string;
  readonly action: ArrivalAction;
  readonly client: WatchedClient;
  /** Whether the browser brings a device token of ours. */
  readonly hasDeviceToken: boolean;
};

/** How much work is asked for first. 0: none; 1, 2 and 3: about 0.3, 2 and 8 seconds on a phone. */
export type ChallengeLevel = 0 | 1 | 2 | 3;

export type WatchedClient = { readonly address: string; readonly userAgent: string };

/** How one attempt ended. */
export type Outcome = {
  readonly action: ArrivalAction;
  readonly client: WatchedClient;
  /** A digest that stands for the account that was named, whether there is one or not. */
  readonly accountKey: string;
  readonly isKnownAccount: boolean;
  /**
   * `challenged`: work was asked for and not done. `refused`: a budget was used up. `turned_away`: there was too much to do to
   * look, so it says nothing but that somebody came.
   */
  readonly result: 'success' | 'failure' | 'challenged' | 'refused' | 'turned_away';
  /** A message was asked for: it says who is named, and nothing has been proven yet. */
  readonly isRequest?: boolean;
  /** Whether the account knows the browser; null where that was not looked up. */
  readonly isKnownDevice: boolean | null;
  readonly hasDeviceToken: boolean;
  /** What stands for the browser that brings a token: the digest of its secret. */
  readonly deviceKey?: string;
  /** What stands for the password that was tried, by `markOf`. */
  readonly passwordMark?: string;
  /** Whose account it is, so that a finding about one account can say so. */
  readonly customerId?: string | null;
};

/** What flags are kept for, and windows; those of the tenant as a whole besides. */
export const flagKinds = ['source', 'neighbourhood', 'network', 'user_agent'] as const;
export type FlagKind = (typeof flagKinds)[number];
export type KeyKind = FlagKind | 'tenant';

/** A key that arrivals are asked for work from. `digest` is keyed: it tells nobody what it stands for. */
export type Flag = {
  readonly kind: FlagKind;
  readonly digest: string;
  readonly level: ChallengeLevel;
  readonly finding: FindingKind;
};

/** What was taken back by an administrator, and is not raised again until then. Milliseconds since 1970. */
export type Pardon = { readonly finding: FindingKind; readonly digest: string; readonly until: number };

/** What every node does about the attacks upon a tenant. */
export type Posture = {
  readonly mode: 'calm' | 'attack';
  readonly findingId: string | null;
  /** By whom it was begun: `system` where detection did. */
  readonly begunBy: string | null;
  readonly beganAt: Date | null;
  /** When it ends by itself; null: when somebody ends it. */
  readonly until: Date | null;
  readonly flags: readonly Flag[];
  readonly pardons: readonly Pardon[];
};

export const calmPosture: Posture = {
  mode: 'calm',
  findingId: null,
  begunBy: null,
  beganAt: null,
  until: null,
  flags: [],
  pardons: [],
};

/** What a finding rests on: figures only. */
export type Figures = Readonly<Record<string, number>>;

/** What was seen in memory and is to be written down. */
export type Sighting = {
  readonly tenantId: string;
  readonly kind: FindingKind;
  readonly action: FindingAction;
  /** What it is about, in clear; empty: the tenant as a whole. It rests as a keyed digest, and sealed for a month. */
  readonly key: string;
  /** Its digest, where the clear text is not at hand. */
  readonly digest?: string;
  readonly flag?: { readonly kind: FlagKind; readonly level: ChallengeLevel };
  readonly customerId?: string | null;
  readonly figures: Figures;
};

export type { FindingAction, FindingKind };
