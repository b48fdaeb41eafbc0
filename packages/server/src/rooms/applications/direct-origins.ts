/**
 * The origins of our own applications that ask customers in an interface of their own: the only foreign pages that may
 * use a tenant's passkeys, and what its host says so of (Web Authentication §5.11, related origins).
 */
import type { Queries } from '../../foundation/database/index.ts';
import { ownApplications } from './own-applications.ts';

// Browsers look at no more labels than this; a longer list helps nobody.
const most = 100;

/** The origins, without repetition. */
export async function directOrigins(queries: Queries, tenantId: string): Promise<string[]> {
  const origins = new Set<string>();
  for await (const { metadata } of ownApplications(queries, tenantId)) {
    if (!metadata.direct_sign_in) continue;
    for (const address of metadata.redirect_uris) {
      const url = URL.parse(address);
      if (url !== null && /^https?:$/.test(url.protocol)) origins.add(url.origin);
    }
    if (origins.size >= most) break;
  }
  return [...origins].slice(0, most);
}
