/** A session: one browser of one customer, from its proofs to its one end. */

export type Client = {
  /** The peer's network address, as the listener determined it. */
  readonly address: string;
  readonly userAgent: string;
};

export type SessionStanding = {
  readonly sessionId: string;
  readonly customerId: string;
  readonly amr: readonly string[];
  readonly acr: string;
  readonly authenticatedAt: Date;
  readonly endsAt: Date;
  /** Not ended, within its absolute life, and of the current epochs of customer and tenant. */
  readonly isLive: boolean;
  /** The cookie has been used recently enough. */
  readonly isCookieLive: boolean;
  readonly isTouchDue: boolean;
  readonly isKept: boolean;
  /** The customer has proven themselves within the last minutes. */
  readonly isFresh: boolean;
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
