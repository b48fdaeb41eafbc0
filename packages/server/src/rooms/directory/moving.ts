/** Customers who move: in from a file of another system or of another Cardea, and out into one. */
import type { Database } from '../../foundation/database/index.ts';
import {
  type Export,
  type ExportDependencies,
  type ExportRequest,
  exportCustomers,
} from './export/export-customers.ts';
import type { ImportDependencies } from './import/dependencies.ts';
import { createInviting, inviteTask } from './import/invitations.ts';
import type { Finding, ImportOutcome, ImportRequest } from './import/options.ts';
import { runImport } from './import/run-import.ts';
import { listFindings } from './store/imports.ts';

export type MovingDependencies = ImportDependencies &
  ExportDependencies & {
    /** Asks a customer without a password by mail to choose one; whoever needs none is passed over. */
    readonly inviteCustomer: (tenantId: string, customerId: string) => Promise<unknown>;
  };

export type Moving = ReturnType<typeof createMoving>;

export function createMoving(deps: MovingDependencies) {
  return {
    /** Imports a file, or goes on with it; nothing is kept of a dry run. */
    importFile: (request: ImportRequest): Promise<ImportOutcome> => runImport(deps, request),
    /** All records of an import that were not imported, in the order of the file. */
    findings: (tenantId: string, importId: string): AsyncGenerator<Finding> =>
      allFindings(deps.database, tenantId, importId),
    /** Begins an export. Owners are told of it. */
    exportCustomers: (request: ExportRequest): Promise<Export> => exportCustomers(deps, request),
    /** The jobs of this part, for the runner. */
    tasks: { [inviteTask]: createInviting(deps.inviteCustomer) },
  };
}

const page = 1000;

async function* allFindings(database: Database, tenantId: string, importId: string): AsyncGenerator<Finding> {
  for (let after = 0; ; ) {
    const found = await listFindings(database.reader, tenantId, importId, { after, limit: page });
    yield* found;
    if (found.length < page) return;
    after = found.at(-1)?.record ?? after;
  }
}
