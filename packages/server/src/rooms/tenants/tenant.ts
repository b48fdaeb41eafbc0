/**
 * A tenant: one business with its own host, keys, settings and customers. Nothing of one is ever visible to another.
 */
import type { TenantSettings } from './settings.ts';

export type Tenant = {
  readonly tenantId: string;
  readonly name: string;
  readonly state: 'active' | 'suspended';
  /** Scheme, host and port, without a path: the issuer, and the base of every link. Never taken from a request. */
  readonly origin: string;
  readonly settings: TenantSettings;
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
