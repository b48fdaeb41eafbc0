/** The tenant's own applications that are in use, one after the other; read a page at a time. */
import type { Queries } from '../../foundation/database/index.ts';
import { type Application, isOfItself } from './application.ts';
import { toApplication } from './known-applications.ts';
import { listApplications } from './store.ts';

const page = 200;

/** Active, and our own: what the host of a tenant vouches for. */
export async function* ownApplications(queries: Queries, tenantId: string): AsyncGenerator<Application> {
  for (let after = ''; ; ) {
    const rows = await listApplications(queries, tenantId, after, page);
    // Whatever a row says: nobody of the house has looked at one that registered itself.
    for (const application of rows.map(toApplication))
      if (application.state === 'active' && application.firstParty && !isOfItself(application)) yield application;
    const last = rows.at(-1);
    if (rows.length < page || last === undefined) return;
    after = last.application_id;
  }
}
