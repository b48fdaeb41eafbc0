/**
 * The origins of our own applications that ask customers in an interface of their own: the only foreign pages that may
 * use a tenant's passkeys, and what its host says so of (Web Authentication §5.11, related origins).
 */
import type { Queries } from '../../foundation/database/index.ts';
import { toApplication } from './known-applications.ts';
import { listApplications } from './store.ts';

const page = 200;
// Browsers look at no more labels than this; a longer list helps nobody.
const most = 100;

/** The origins, without repetition. */
export async function directOrigins(queries: Queries, tenantId: string): Promise<string[]> {
  const origins = new Set<string>();
  for (let after = ''; ; ) {
    const rows = await listApplications(queries, tenantId, after, page);
    for (const { state, firstParty, metadata } of rows.map(toApplication)) {
      if (state !== 'active' || !firstParty || !metadata.direct_sign_in) continue;
      for (const address of metadata.redirect_uris) {
        const url = URL.parse(address);
        if (url !== null && /^https?:$/.test(url.protocol)) origins.add(url.origin);
      }
    }
    const last = rows.at(-1);
    if (rows.length < page || last === undefined || origins.size >= most) return [...origins].slice(0, most);
    after = last.application_id;
  }
}
