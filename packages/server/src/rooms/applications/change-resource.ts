/** Registers, changes and removes APIs, each with its ledger entry. */
import type { ResourceInput } from '@cardea/contract';
import type { Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Ledger } from '../ledger/index.ts';
import { type Author, demandVersion } from '../tenants/index.ts';
import type { Resource } from './application.ts';
import { canonical } from './canonical.ts';
import { invalid } from './read-metadata.ts';
import { examineDefinition, ownApi, type ResourceDependencies, toResource } from './resources.ts';
import { deleteResource, holdResource, insertResource, writeResource } from './store/resources.ts';

export type ChangeResourceDependencies = ResourceDependencies & { readonly ledger: Ledger };

/** Registers an API; refuses one that is there already, and the name of the tenant's own. */
export async function registerResource(
  deps: ChangeResourceDependencies,
  tx: Transaction,
  tenantId: string,
  input: ResourceInput,
  author: Author,
): Promise<void> {
  const resource = readDefinition(input);
  const { resourceUri } = resource;
  const isOwn = (await ownApi(deps, tenantId, resourceUri)) !== null;
  if (isOwn || !(await insertResource(tx, tenantId, resource))) throw invalid({ resource_uri: 'taken' });
  await record(deps, tx, { tenantId, event: 'resource.registered', resourceUri, author });
}

/** Replaces what an API says about itself, whole; false when it says so already. */
export async function changeResource(
  deps: ChangeResourceDependencies,
  tx: Transaction,
  tenantId: string,
  input: ResourceInput,
  author: Author,
): Promise<boolean> {
  const resource = readDefinition(input);
  const { resourceUri } = resource;
  const row = await holdResource(tx, tenantId, resourceUri);
  if (row === undefined) throw new ProblemError('resource.not_found');
  demandVersion(author, row.version);
  if (canonical(toResource(row)) === canonical(resource)) return false;
  await writeResource(tx, tenantId, resource);
  await record(deps, tx, { tenantId, event: 'resource.changed', resourceUri, author });
  return true;
}

/** Removes an API: no more tokens are made for it. */
export async function removeResource(
  deps: ChangeResourceDependencies,
  tx: Transaction,
  tenantId: string,
  resourceUri: string,
  author: Author,
): Promise<void> {
  const row = await holdResource(tx, tenantId, resourceUri);
  if (row === undefined) throw new ProblemError('resource.not_found');
  demandVersion(author, row.version);
  await deleteResource(tx, tenantId, resourceUri);
  await record(deps, tx, { tenantId, event: 'resource.removed', resourceUri, author });
}

function readDefinition(input: ResourceInput): Resource {
  const read = examineDefinition(input);
  if (read.kind === 'findings') throw invalid(read.findings);
  return read.resource;
}

async function record(
  { ledger }: ChangeResourceDependencies,
  tx: Transaction,
  change: {
    tenantId: string;
    event: 'resource.registered' | 'resource.changed' | 'resource.removed';
    resourceUri: string;
    author: Author;
  },
): Promise<void> {
  const { tenantId, event, resourceUri, author } = change;
  const { actor, requestId } = author;
  await ledger.append(tx, { tenantId, customerId: null, event, actor, requestId, data: { resourceUri } });
}
