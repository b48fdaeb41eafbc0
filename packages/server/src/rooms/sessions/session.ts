/** A session: one browser of one customer, from its proofs to its one end. */

export type Client = {
  /** The peer's network address, as the listener determined it. */
  readonly address: string;
  readonly userAgent: string;
};

/** One thing that its owner proved; `at` is the database's moment where it is not given. */
export type SessionProof = {
  readonly method: string;
  readonly at?: string;
  readonly credentialId?: string;
  /** Of passkeys: whether their authenticator checked who holds it, and whether they live on several devices. */
  readonly userVerified?: boolean;
  readonly synced?: boolean;
};

/** RFC 8176 values of what was proven, and the level that follows from it. */
export type SessionAssurance = { readonly amr: readonly string[]; readonly acr: string };

export type SessionStanding = {
  readonly sessionId: string;
  readonly customerId: string;
  readonly amr: readonly string[];
  readonly acr: string;
  /** What `amr` and `acr` follow from; empty with sessions of an older version, which knew passwords only. */
  readonly proofs: readonly SessionProof[];
  readonly authenticatedAt: Date;
  readonly endsAt: Date;
  /** When the browser's part of it is over, where an app stays for longer. */
  readonly browserEndsAt: Date;
  /** Not ended, within its absolute life, and of the current epochs of customer and tenant. */
  readonly isLive: boolean;
  /** The cookie has been used recently enough. */
  readonly isCookieLive: boolean;
  readonly isTouchDue: boolean;
  readonly isKept: boolean;
  /** The customer has proven something within the last minutes, and which proofs these are. */
  readonly isFresh: boolean;
  readonly provenLately: readonly SessionProof[];
  readonly customerState: string;
  readonly tenantState: string;
};

export type SessionSummary = {
  readonly sessionId: string;
  readonly client: Client;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
};

/** An application that a session signed in to. */
export type SessionUsage = {
  readonly sessionId: string;
  readonly applicationId: string;
  /** When it last received a code or token there, as far as those are still kept. */
  readonly lastUsedAt: Date;
};

/** Why one session ends. */
export type EndReason =
  | 'signed_out'
  | 'ended_by_customer'
  | 'replaced'
  | 'ended_by_administrator'
  /** The account elsewhere that it was begun with is linked no longer, or its owner signed out there. */
  | 'identity_unlinked'
  | 'signed_out_elsewhere';

/** Why all sessions of a customer end. */
export type EndAllReason =
  | 'ended_by_customer'
  | 'password_changed'
  | 'account_recovered'
  | 'account_secured'
  | 'account_closing'
  | 'ended_by_administrator'
  | 'account_disabled';

export type SessionLifetimes = {
  readonly idleSeconds: number;
  readonly absoluteSeconds: number;
  /** Whether the cookie outlives the browser's own end; the row decides about everything else. */
  readonly isKept: boolean;
};
