/** What a check of an access token comes to: the token as it was meant, or a refusal that can be sent as it is. */
import type { JWTPayload } from 'jose';

/** What a route asks of a token, besides that it is good. */
export type Requirement = {
  /** Scopes that the token must have, all of them. */
  readonly scope?: string | readonly string[];
  /** How the person must have signed in: as one of these says, such as `urn:cardea:aal2`, or more strongly. */
  readonly acr?: readonly string[];
  /** How long ago the person may have proved who they are. */
  readonly maxAgeSeconds?: number;
  /** Ask Cardea whether the token still counts at this moment: its session may have ended since. */
  readonly live?: boolean;
};

/** An access token that was made for this API and is good. */
export type AccessToken = {
  /** Who it speaks for: a customer, or the application itself when that acts on its own behalf. */
  readonly subject: string;
  readonly clientId: string;
  readonly scopes: ReadonlySet<string>;
  /** The session that it belongs to; null for a machine. */
  readonly sessionId: string | null;
  readonly acr: string | null;
  readonly authenticatedAt: Date | null;
  readonly expiresAt: Date;
  /** Whether only the holder of a key (DPoP) or of a certificate can use it. */
  readonly isBound: boolean;
  /** Everything it says. */
  readonly claims: JWTPayload;
};

export type RefusalError =
  | 'token_required'
  | 'invalid_request'
  | 'invalid_token'
  | 'invalid_dpop_proof'
  | 'use_dpop_nonce'
  | 'insufficient_scope'
  | 'insufficient_user_authentication'
  | 'temporarily_unavailable';

export type Refusal = {
  readonly ok: false;
  readonly status: 400 | 401 | 403 | 503;
  readonly error: RefusalError;
  /** For whoever calls: says what to do, never why exactly. */
  readonly description: string;
  /** To send with it: `www-authenticate`, and `dpop-nonce` where one is asked for. */
  readonly headers: Readonly<Record<string, string>>;
  /** For the log, never for the answer. */
  readonly reason: string;
};

export type Verdict =
  | { readonly ok: true; readonly token: AccessToken; readonly headers: Readonly<Record<string, string>> }
  | Refusal;

/** Why something is refused, thrown inside the check and turned into a refusal at its edge. */
export type Objection = { readonly error: RefusalError; readonly reason: string };
