/** What an application and a resource are to the rest of the house. Nothing here does any I/O. */
import type { ApplicationMetadata } from '@cardea/contract';
import type { ApplicationSettings } from './effective-settings.ts';

const makers = ['operator', 'house', 'environment', 'registration', 'metadata_document'] as const;

/**
 * `house`: the console, which nobody changes; `environment`: what BOOTSTRAP_CLIENT_ID made; `registration`: itself, at
 * `/oauth/register`; `metadata_document`: itself, by the document that its client_id is the address of.
 */
export type MadeBy = (typeof makers)[number];

/** Who made it, as a row says; what is unknown counts as the operator's. */
export function toMadeBy(text: string): MadeBy {
  return makers.find((one) => one === text) ?? 'operator';
}

/** Whether nobody of the house has looked at what it says about itself. */
export function isOfItself({ madeBy }: { readonly madeBy: MadeBy }): boolean {
  return madeBy === 'registration' || madeBy === 'metadata_document';
}

export type Application = {
  readonly applicationId: string;
  readonly tenantId: string;
  readonly name: string;
  /** Our own, or a business partner's: customers are not asked for consent. */
  readonly firstParty: boolean;
  readonly state: 'active' | 'disabled';
  readonly metadata: ApplicationMetadata;
  /** What it sets differently from its tenant. */
  readonly settings: ApplicationSettings;
  /** Rises with each change: names what may be cached. */
  readonly version: string;
  readonly madeBy: MadeBy;
};

/** An API that access tokens can be made for. */
export type Resource = {
  readonly resourceUri: string;
  readonly name: string;
  /** Scope → what it allows, in words; empty where the scope is its own name. */
  readonly scopes: Readonly<Record<string, string>>;
  readonly accessTokenSeconds: number;
  /** Whether applications that registered themselves may ask for it. */
  readonly openToAgents: boolean;
};

/** Whether an application needs a secret of its own to prove who it is. */
export function needsSecret(metadata: ApplicationMetadata): boolean {
  return metadata.token_endpoint_auth_method.startsWith('client_secret_');
}

/**
 * Ids that an operator may choose. Never in the form of a customer's id: where a token's `sub` is an application, it
 * must not be taken for a person (RFC 9068, section 5).
 */
export function isApplicationId(value: string): boolean {
  return /^[a-z0-9][a-z0-9._-]{2,39}$/.test(value) && !value.startsWith('cus_');
}
