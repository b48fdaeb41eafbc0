/**
 * What a preset is: how one provider is spoken to, as data, and how its answers are read, as one pure function. What is
 * peculiar to a provider stands in its own file, with the page that says so.
 */
import type { ConnectionPreset, GivenConnectionSettings } from '@cardea/contract';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Everything that a provider said about who came back. */
export type UpstreamAnswers = {
  /** The claims of the ID token, verified; null where the provider makes none. */
  readonly idToken: JsonObject | null;
  /** What the profile address answered; null where it was not asked. */
  readonly userinfo: JsonObject | null;
  /** What the further addresses of the preset answered, by their names. */
  readonly further: JsonObject;
  /** Parameters that came to the callback beside those of the protocol. */
  readonly callback: Readonly<Record<string, string>>;
};

export type UpstreamProfile = {
  /** Who it is there: of the connection's issuer, never reused, never an address. */
  readonly subject: string;
  readonly email: string | null;
  /** The provider says that whoever came back owns the mailbox. Whether that is believed, the connection says. */
  readonly emailVerified: boolean;
  readonly name: string | null;
  readonly claims: JsonObject;
};

/** Null: there is nobody to take this for, or nobody of those whom the connection lets in. */
export type ReadProfile = (answers: UpstreamAnswers, settings: GivenConnectionSettings) => UpstreamProfile | null;

/** Settings that only some presets know. */
export type PresetField =
  | 'issuer'
  | 'microsoft_tenant'
  | 'apple'
  | 'authorization_endpoint'
  | 'token_endpoint'
  | 'userinfo_endpoint'
  | 'subject_claim'
  | 'email_claim'
  | 'email_verified_claim'
  | 'name_claim';

export type Endpoints = {
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly userinfo_endpoint: string;
};

export type Preset = {
  readonly preset: ConnectionPreset;
  readonly kind: 'openid' | 'oauth2';
  /** What must be given beside `client_id`, and what may be. */
  readonly required: readonly PresetField[];
  readonly allowed: readonly PresetField[];
  /** `openid`: where discovery begins, when the operator does not say it. */
  readonly issuer: ((given: GivenConnectionSettings) => string) | null;
  /** `oauth2`: the addresses, when the operator does not say them. */
  readonly endpoints: Endpoints | null;
  /** What the profile address is asked for beside what it answers anyway, where that depends on what was allowed. */
  readonly profileFields?: (scope: string) => Readonly<Record<string, string>>;
  /** Further addresses to ask with the access token. */
  readonly further: (endpoints: Endpoints) => Readonly<Record<string, string>>;
  readonly scope: string;
  readonly tokenEndpointAuthMethod: 'client_secret_basic' | 'client_secret_post';
  readonly responseMode: 'query' | 'form_post';
  /** False where the provider refuses requests that carry a challenge. */
  readonly usesPkce: boolean;
  readonly emailIsAuthoritative: boolean;
  readonly readProfile: ReadProfile;
};
