/**
 * A tenant: one business with its own host, keys, settings and customers. Nothing of one is ever visible to another.
 */
import type { TenantSettings } from './settings.ts';

/** What a tenant says in other words than ours: locale → id of the text → its text. */
export type TextOverrides = Readonly<Record<string, Readonly<Record<string, string>>>>;

export type Tenant = {
  readonly tenantId: string;
  readonly name: string;
  readonly state: 'active' | 'suspended';
  /** The first tenant: its administrators manage the others. */
  readonly isDefault: boolean;
  /** Scheme, host and port, without a path: the issuer, and the base of every link. Never taken from a request. */
  readonly origin: string;
  /** The host that was asked is another of the tenant's names: its pages are at `origin`. */
  readonly isAlias: boolean;
  readonly settings: TenantSettings;
  readonly texts: TextOverrides;
  /** Rises with each change of the row: names what may be cached. */
  readonly version: string;
};

/**
 * The host of a request in the form that tenants are stored under: lower case, with the port unless it is the
 * scheme's own. Returns null for anything that is not a plain `host[:port]`.
 */
export function normaliseHost(header: string | undefined, scheme: string): string | null {
  if (header === undefined || !/^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?$/i.test(header)) return null;
  try {
    return new URL(`${scheme}//${header}`).host;
  } catch {
    return null;
  }
}
