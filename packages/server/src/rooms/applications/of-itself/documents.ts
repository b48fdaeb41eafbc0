/**
 * Applications whose client_id is the address of a document (draft-ietf-oauth-client-id-metadata-document). What it says
 * is kept as an application of the tenant for a while, and read again after that; when it is gone, so is what hangs on
 * it. It is read before anything else happens: no connection to the database is held meanwhile.
 */
import { LRUCache } from 'lru-cache';
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { Tenant } from '../../tenants/index.ts';
import { changesWithin } from '../changes.ts';
import { findDocument, writeDocument } from '../store/documents.ts';
import { countOfThemselves, holdRegistrations, listChosenNames } from '../store/of-itself.ts';
import type { OfItselfDependencies } from './dependencies.ts';
import { readDocumentAddress } from './document-address.ts';
import { fetchDocument } from './fetch-document.ts';
import { looksLikeOneOf } from './names.ts';

// How soon one that could not be read is asked for again.
const pauseMilliseconds = 60_000;
const withdrawnSeconds = 300;

type Reading = { readonly tenant: Tenant; readonly address: URL; readonly requestId: string };
type Known = Awaited<ReturnType<typeof findDocument>>;

export function createDocuments(deps: OfItselfDependencies) {
  const inVain = new LRUCache<string, true>({ max: 2000, ttl: pauseMilliseconds });
  const underWay = new Map<string, Promise<void>>();

  async function read({ tenant, address, requestId }: Reading, known: Known): Promise<boolean> {
    const { tenantId } = tenant;
    const applicationId = address.href;
    const found = await fetchDocument(address, deps);
    if (found.kind === 'unreachable' && (known === undefined || known.is_believed)) return false;
    if (found.kind !== 'document' && known === undefined) return false;
    return deps.database.transaction({}, async (tx) => {
      const changes = changesWithin(deps, tx, { actor: { kind: 'system' }, requestId });
      await holdRegistrations(tx, tenantId);
      const now = await findDocument(tx, tenantId, applicationId);
      const isAllowed =
        found.kind === 'document' &&
        !looksLikeOneOf(found.offer.metadata.client_name, await listChosenNames(tx, tenantId));
      if (!isAllowed) {
        if (now === undefined) return false;
        // Disabled already, but not by us: an operator's word stays.
        const isWithdrawn = now.withdrawn_at !== null || (await changes.setState(tenantId, applicationId, 'disabled'));
        await writeDocument(tx, { tenantId, applicationId, freshSeconds: withdrawnSeconds, isWithdrawn });
        return true;
      }
      if (now === undefined) {
        if ((await countOfThemselves(tx, tenantId)) >= tenant.settings.agents.mostApplications) return false;
        const { metadata } = found.offer;
        await changes.register(tenantId, { applicationId, metadata, firstParty: false, madeBy: 'metadata_document' });
      } else {
        await changes.change(tenantId, applicationId, { metadata: found.offer.metadata, firstParty: false });
        if (now.withdrawn_at !== null) await changes.setState(tenantId, applicationId, 'active');
      }
      await writeDocument(tx, { tenantId, applicationId, freshSeconds: found.freshSeconds, isWithdrawn: false });
      return true;
    });
  }

  return {
    /**
     * Has the application of this address known as its document describes it now; nothing where the tenant takes none,
     * where the address is none, or where nothing can be read. `mayRead` is asked before anything goes out.
     */
    async resolve(
      tenant: Tenant,
      clientId: string,
      { mayRead, requestId }: { readonly mayRead: (host: string) => Promise<boolean>; readonly requestId: string },
    ): Promise<void> {
      const { tenantId, settings } = tenant;
      if (settings.agents.metadataDocuments !== 'on') return;
      const address = readDocumentAddress(clientId, deps);
      if (address === null || address.href !== clientId) return;
      const known = await findDocument(deps.database.reader, tenantId, clientId);
      const key = `${tenantId} ${clientId}`;
      if (known?.is_fresh === true || inVain.has(key)) return;
      const running = underWay.get(key);
      if (running !== undefined) return running;
      const work = (async () => {
        if (!(await mayRead(address.host))) return;
        const isKept = await read({ tenant, address, requestId }, known).catch((error: unknown) => {
          // A name that a row of another kind has.
          if (error instanceof ProblemError) return false;
          throw error;
        });
        if (!isKept) inVain.set(key, true);
      })();
      underWay.set(key, work);
      await work.finally(() => underWay.delete(key));
    },
  };
}
