/**
 * The release room: the one way a customer's attributes leave the server. What it returns is exactly what is sent, and
 * exactly that is written to the disclosure log before it is returned.
 */
import { type Database, type Queries, runPart, type StatementPart } from '../../foundation/database/index.ts';
import type { Encryption } from '../../foundation/encryption/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Application, Applications } from '../applications/index.ts';
import type { Consents } from '../consents/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { ProfileSchemas } from '../tenants/index.ts';
import { claimsAsked, fillClaims } from './claims-of-scopes.ts';
import { type PersonalRecord, type StaffView, showStaff, showStaffList } from './show-staff.ts';
import { countingDisclosure, countingEach, listRecipients } from './store.ts';
import { type Exported, type ExportRecipient, toExport } from './to-export.ts';

export { claimsByScope } from './claims-of-scopes.ts';
export type { PersonalField } from './mask.ts';
export type { PersonalRecord, StaffView } from './show-staff.ts';

export type Release = ReturnType<typeof createRelease>;

export type ReleaseDependencies = {
  readonly database: Database;
  readonly encryption: Encryption;
  readonly ledger: Ledger;
  readonly customers: Pick<Customers, 'profile' | 'subjectOf'>;
  readonly applications: Pick<Applications, 'find' | 'sectorOf'>;
  readonly consents: Pick<Consents, 'scopesGranted'>;
  readonly profileSchema: Pick<ProfileSchemas, 'current'>;
};

export type Recipient = {
  readonly applicationId: string;
  /** Names of all that it received. */
  readonly attributes: readonly string[];
  readonly lastAt: Date;
};

export type ClaimsRequest = {
  readonly tenantId: string;
  readonly customerId: string;
  readonly applicationId: string;
  readonly scopes: readonly string[];
  /** Where they are about to go. */
  readonly use: 'id_token' | 'userinfo';
};

// An identity token says who signed in; userinfo is asked later, by the application, on the customer's behalf.
const purposeOf = { id_token: 'sign_in', userinfo: 'application_access' } as const;

/** Opens the room. */
export function createRelease(deps: ReleaseDependencies) {
  const { database, encryption, customers, applications, consents } = deps;

  /** Pairwise subjects cannot be compared between businesses, nor turned back into a customer without our key. */
  async function subjectFor(queries: Queries, application: Application, customerId: string): Promise<string> {
    const { tenantId } = application;
    if (application.metadata.subject_type === 'public')
      return (await customers.subjectOf(queries, tenantId, customerId)) ?? customerId;
    const text = JSON.stringify([applications.sectorOf(application), customerId]);
    return (await encryption.mac(queries, tenantId, 'pairwise-subject', text)).toString('base64url');
  }

  /** What the customer allowed; our own applications need no leave. */
  async function scopesAllowed(queries: Queries, application: Application, request: ClaimsRequest) {
    if (application.firstParty) return request.scopes;
    const { tenantId, customerId, applicationId } = request;
    const granted = await consents.scopesGranted(queries, tenantId, customerId, applicationId);
    return request.scopes.filter((scope) => granted.includes(scope));
  }

  async function applicationOf(tenantId: string, applicationId: string): Promise<Application> {
    const application = await applications.find(tenantId, applicationId);
    if (application?.state !== 'active') throw new ProblemError('application.not_found');
    return application;
  }

  return {
    /** The name this application knows the customer by. */
    async subject(
      { tenantId, customerId, applicationId }: Pick<ClaimsRequest, 'tenantId' | 'customerId' | 'applicationId'>,
      queries: Queries = database.reader,
    ): Promise<string> {
      return subjectFor(queries, await applicationOf(tenantId, applicationId), customerId);
    },

    /** Who received something of this customer in the last year, the latest first, at most 100. */
    async recipients(queries: Queries, tenantId: string, customerId: string): Promise<Recipient[]> {
      const rows = await listRecipients(queries, tenantId, customerId, 100);
      return rows.map((row) => ({
        applicationId: row.recipient_id,
        attributes: row.attributes,
        lastAt: row.last_at,
      }));
    },

    /** Counts what an interface of the business is about to show a customer of themselves; it may do so only afterwards. */
    async showOwner(shown: {
      tenantId: string;
      customerId: string;
      applicationId: string;
      attributes: readonly string[];
    }): Promise<void> {
      const { applicationId: recipientId, ...rest } = shown;
      await runPart(database.reader, countingDisclosure({ ...rest, recipientId, purpose: 'self_service' }));
    },

    /**
     * Personal fields as staff may see them: masked, or whole for a reason, which is recorded first. The one way by
     * which they reach anybody who manages customers.
     */
    toStaff: (view: StaffView, records: readonly PersonalRecord[]): Promise<Readonly<Record<string, unknown>>[]> =>
      showStaff(deps, view, records),

    /** Whether staff may see such a list of these customers whole; recorded when they may. */
    listToStaff: (
      view: StaffView,
      list: { readonly name: string; readonly customerIds: readonly string[] },
    ): Promise<boolean> => showStaffList(deps, view, list),

    /** Customers whole, on their way into a file; nobody gets them otherwise. */
    toExport: (to: ExportRecipient, page: readonly Exported[]): Promise<Exported['record'][]> =>
      toExport(database.reader, to, page),

    /**
     * Counts that the subject alone leaves in an identity token, for each row of a table within a statement that is
     * prepared ahead; see `countingEach`.
     */
    countingSubjects: (rows: Parameters<typeof countingEach>[0]) =>
      countingEach(rows, { purpose: purposeOf.id_token, attributes: ['sub'] }),

    /**
     * The claims that leave, by scope and, for third parties, by consent; each call is counted in the disclosure log.
     * @param options.queries the transaction of the request, so that what is rolled back and never sent is not counted.
     * @param options.count takes over the counting, for a caller that writes something else before the claims leave:
     * they may leave only when the part has been run.
     */
    async claims(
      request: ClaimsRequest,
      options: { readonly queries?: Queries; readonly count?: (part: StatementPart) => void } = {},
    ): Promise<Record<string, unknown>> {
      const { queries = database.reader, count } = options;
      const { tenantId, customerId, applicationId } = request;
      const application = await applicationOf(tenantId, applicationId);
      const asked = claimsAsked(
        await deps.profileSchema.current(tenantId),
        await scopesAllowed(queries, application, request),
      );
      const claims: Record<string, unknown> = {};
      if (request.scopes.includes('openid')) claims['sub'] = await subjectFor(queries, application, customerId);
      if (asked.length > 0) {
        const profile = await customers.profile(queries, tenantId, customerId);
        if (profile !== null) Object.assign(claims, fillClaims(asked, profile));
      }
      const attributes = Object.keys(claims);
      if (attributes.length > 0) {
        const purpose = purposeOf[request.use];
        const part = countingDisclosure({ tenantId, customerId, recipientId: applicationId, purpose, attributes });
        if (count === undefined) await runPart(queries, part);
        else count(part);
      }
      return claims;
    },
  };
}
