/**
 * What an application that registered itself may have at this moment, worked out when it is read: each API that its
 * tenant opened to such applications, and nothing once the tenant takes no documents any more, or once nobody could say
 * for a day whether there still is one.
 */
import type { Queries } from '../../../foundation/database/index.ts';
import type { Tenants } from '../../tenants/index.ts';
import type { Application } from '../application.ts';
import { findDocument } from '../store/documents.ts';
import { listOpenResources } from '../store/resources.ts';

export async function asOfNow(
  { queries, tenants }: { readonly queries: Queries; readonly tenants: Pick<Tenants, 'byId'> },
  application: Application,
): Promise<Application> {
  const { tenantId, applicationId, madeBy, metadata } = application;
  const open = await listOpenResources(queries, tenantId);
  const scopes = open.flatMap(({ scopes: words }) => Object.keys(words as object));
  const agents = (await tenants.byId(tenantId))?.settings.agents;
  const isTaken =
    madeBy !== 'metadata_document' ||
    (agents?.metadataDocuments === 'on' &&
      (await findDocument(queries, tenantId, applicationId))?.is_believed === true);
  return {
    ...application,
    // Whatever a row says: nobody of the house has looked at it.
    firstParty: false,
    state: isTaken ? application.state : 'disabled',
    metadata: {
      ...metadata,
      scope: [...new Set([...metadata.scope.split(' '), ...scopes])].join(' '),
      allowed_resources: open.map((resource) => resource.resource_uri),
      default_resource: undefined,
      direct_sign_in: false,
    },
  };
}
