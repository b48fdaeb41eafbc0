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
  readonly customerState: string;
  readonly tenantState: string;
};

export type SessionSummary = {
  readonly sessionId: string;
  readonly client: Client;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
};

export type SessionLifetimes = { readonly idleSeconds: number; readonly absoluteSeconds: number };
