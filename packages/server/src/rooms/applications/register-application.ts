/** Registers an application, and its secret where it needs one, in one transaction with the ledger entry. */
import type { ApplicationMetadataInput } from '@cardea/contract';
import type { Database, Transaction } from '../../foundation/database/index.ts';
import { hashSecret, newId, newSecret } from '../../foundation/ids/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Author } from '../tenants/index.ts';
import { isApplicationId, type MadeBy, needsSecret } from './application.ts';
import type { MetadataRules } from './check-metadata.ts';
import { consoleApplicationId } from './console.ts';
import { isDocumentId } from './of-itself/document-address.ts';
import { invalid, readMetadata } from './read-metadata.ts';
import { insertSecret, type SecretRow } from './store/secrets.ts';
import { insertApplication } from './store.ts';
import { mayAdminister } from './tenant-api.ts';

export type RegisterDependencies = MetadataRules & {
  database: Database;
  ledger: Ledger;
  /** Whether tokens name a customer so: a subject may be either, and must not be both (RFC 9068, section 5). */
  isFormerSubject: (tx: Transaction, tenantId: string, subject: string) => Promise<boolean>;
};

export type NewApplication = {
  readonly metadata: ApplicationMetadataInput;
  readonly firstParty: boolean;
  /** Chosen by the operator; by default a fresh one is made. */
  readonly applicationId?: string | undefined;
  readonly madeBy?: Exclude<MadeBy, 'house'> | undefined;
  /** `make`, the default: a fresh one where one is needed. `none`: one is made or given later. */
  readonly secret?: 'make' | 'none' | SecretRow | undefined;
};

export type Registered = {
  readonly applicationId: string;
  /** Exists only here: the database holds its hash. Null for applications that hold no secret, or not yet. */
  readonly clientSecret: string | null;
};

/** Refuses with `application.invalid` and one finding for each field that is wrong. */
export async function registerApplication(
  deps: RegisterDependencies,
  tx: Transaction,
  tenantId: string,
  wanted: NewApplication,
  { actor, requestId }: Author,
): Promise<Registered> {
  const metadata = readMetadata(wanted.metadata, deps);
  const applicationId = wanted.applicationId ?? newId('application');
  const { secret = 'make', madeBy = 'operator' } = wanted;
  const isId = madeBy === 'metadata_document' ? isDocumentId : isApplicationId;
  if (!isId(applicationId)) throw invalid({ client_id: 'malformed' });
  // Every tenant has it, or will.
  if (applicationId === consoleApplicationId) throw invalid({ client_id: 'taken' });
  // A fresh one has a form that no import takes.
  if (wanted.applicationId !== undefined && (await deps.isFormerSubject(tx, tenantId, applicationId)))
    throw invalid({ client_id: 'taken' });
  const clientSecret = needsSecret(metadata) && secret === 'make' ? newSecret() : null;
  const { client_name: name } = metadata;
  const application = { tenantId, applicationId, name, firstParty: wanted.firstParty, metadata, madeBy };
  if (!(await insertApplication(tx, application))) throw invalid({ client_id: 'taken' });
  if (clientSecret !== null)
    await insertSecret(tx, tenantId, applicationId, { hash: hashSecret(clientSecret), reference: null });
  else if (typeof secret === 'object') await insertSecret(tx, tenantId, applicationId, secret);
  await deps.ledger.append(tx, {
    tenantId,
    customerId: null,
    event: 'application.registered',
    actor,
    requestId,
    data: {
      applicationId,
      firstParty: wanted.firstParty,
      isAdministrative: mayAdminister(metadata.scope),
      ...(madeBy === 'registration' || madeBy === 'metadata_document' ? { ofItself: madeBy } : {}),
    },
  });
  return { applicationId, clientSecret };
}
