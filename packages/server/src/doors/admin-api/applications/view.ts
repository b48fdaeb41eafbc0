/** Applications by the names of the contract, and changes of them that ask first who may make them. */
import type { ApplicationMetadataInput } from '@cardea/contract';
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { Application, ApplicationChanges } from '../../../rooms/applications/index.ts';
import { idOf } from '../acting.ts';
import { authorOf } from '../author.ts';
import type { AdminApiDependencies } from '../dependencies.ts';
import type { AdminAnswer, AdminCall } from '../route.ts';

/** One of a list. */
export function toApplication({ applicationId, firstParty, state, madeBy, metadata }: Application): object {
  return { client_id: applicationId, first_party: firstParty, state, made_by: madeBy, ...metadata };
}

type Described = AdminAnswer & { readonly body: object };

/** One, with when its secrets were made. What the house made is nobody's to look at. */
export async function describe(
  { applications }: Pick<AdminApiDependencies, 'applications'>,
  tenantId: string,
  applicationId: string,
): Promise<Described> {
  const found = await applications.find(tenantId, applicationId);
  if (found === null || found.madeBy === 'house') throw new ProblemError('application.not_found');
  const secrets = await describeSecrets({ applications }, tenantId, applicationId);
  return { body: { ...toApplication(found), secrets }, version: found.version };
}

/** When its secrets were made and until when they count. */
export async function describeSecrets(
  { applications }: Pick<AdminApiDependencies, 'applications'>,
  tenantId: string,
  applicationId: string,
): Promise<object[]> {
  return (await applications.secrets(tenantId, applicationId)).map(({ since, until, reference }) => ({
    since: since.toISOString(),
    until: until?.toISOString() ?? null,
    reference,
  }));
}

/**
 * Changes one application in a transaction that holds it. Whoever changes what an application is, or could come by its
 * secret, must hold what it may do (case 180), and it is asked of the row that is changed, not of one that was read before.
 */
export async function changingApplication<T>(
  { database, applications, access }: Pick<AdminApiDependencies, 'database' | 'applications' | 'access'>,
  call: AdminCall<unknown, unknown>,
  work: (changes: ApplicationChanges, former: Application) => Promise<T>,
  { isGiving = true }: { readonly isGiving?: boolean } = {},
): Promise<T> {
  const { tenant, caller } = call;
  return database.transaction({}, async (tx) => {
    const changes = applications.within(tx, authorOf(call));
    const former = await changes.hold(tenant.tenantId, idOf(call, 'application_id'));
    if (isGiving) access.demandMayHandle(tenant, caller, former);
    return work(changes, former);
  });
}

/** What an application says about itself after a merge patch: null takes a field back to its default. */
export function toPatched(
  { metadata, firstParty }: Application,
  patch: Readonly<Record<string, unknown>>,
): { metadata: ApplicationMetadataInput; firstParty: boolean } {
  const { first_party: given, ...fields } = patch;
  // It follows from the grants.
  const { response_types: _derived, ...former } = metadata;
  const merged = Object.entries({ ...former, ...fields }).filter(([, value]) => value !== null && value !== undefined);
  return {
    // Judged field by field where it is changed.
    metadata: Object.fromEntries(merged) as ApplicationMetadataInput,
    firstParty: typeof given === 'boolean' ? given : firstParty,
  };
}
