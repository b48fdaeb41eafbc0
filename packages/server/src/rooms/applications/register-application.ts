/** Registers an application, and its secret where it needs one, in one transaction with the ledger entry. */
import { type ApplicationMetadata, type ApplicationMetadataInput, applicationMetadata } from '@cardea/contract';
import type { Database } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import { hashSecret, newId, newSecret } from '../../foundation/ids/index.ts';
import type { Ledger } from '../ledger/index.ts';
import { isApplicationId, needsSecret } from './application.ts';
import { checkMetadata } from './check-metadata.ts';
import { insertApplication, insertSecret } from './store.ts';

export type RegisterDependencies = { database: Database; ledger: Ledger; development: boolean };

export type NewApplication = {
  readonly metadata: ApplicationMetadataInput;
  readonly firstParty: boolean;
  /** Chosen by the operator; by default a fresh one is made. */
  readonly applicationId?: string | undefined;
};

export type Registered = {
  readonly applicationId: string;
  /** Exists only here: the database holds its hash. Null for applications that hold no secret. */
  readonly clientSecret: string | null;
};

/** Refuses with `application.invalid` and one finding for each field that is wrong. */
export async function registerApplication(
  deps: RegisterDependencies,
  tenantId: string,
  wanted: NewApplication,
): Promise<Registered> {
  const metadata = readMetadata(wanted.metadata, deps.development);
  const applicationId = wanted.applicationId ?? newId('application');
  if (!isApplicationId(applicationId)) throw invalid({ client_id: 'malformed' });
  const clientSecret = needsSecret(metadata) ? newSecret() : null;
  await deps.database.transaction({}, async (tx) => {
    const { client_name: name } = metadata;
    const application = { tenantId, applicationId, name, firstParty: wanted.firstParty, metadata };
    if (!(await insertApplication(tx, application))) throw invalid({ client_id: 'taken' });
    if (clientSecret !== null) await insertSecret(tx, tenantId, applicationId, hashSecret(clientSecret));
    await deps.ledger.append(tx, {
      tenantId,
      customerId: null,
      event: 'application.registered',
      actor: { kind: 'system' },
      data: { applicationId, firstParty: wanted.firstParty },
    });
  });
  return { applicationId, clientSecret };
}

function readMetadata(input: ApplicationMetadataInput, development: boolean): ApplicationMetadata {
  const parsed = applicationMetadata.safeParse(input);
  if (!parsed.success) {
    const fields = parsed.error.issues.flatMap((issue): [string, string][] =>
      issue.code === 'unrecognized_keys' && issue.path.length === 0
        ? issue.keys.map((key) => [key, 'unknown'])
        : [[String(issue.path[0] ?? 'metadata'), 'malformed']],
    );
    throw invalid(Object.fromEntries(fields));
  }
  const findings = checkMetadata(parsed.data, { development });
  if (Object.keys(findings).length > 0) throw invalid(findings);
  const usesCode = parsed.data.grant_types.includes('authorization_code');
  return { ...parsed.data, response_types: usesCode ? ['code'] : [] };
}

function invalid(fields: Readonly<Record<string, string>>): ProblemError {
  return new ProblemError('application.invalid', { fields });
}
