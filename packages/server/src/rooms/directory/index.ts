/**
 * The directory room: how staff and services of the business find customers, what they see of them and what they do to
 * them. Whatever is personal leaves it through the release room.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import type { StaffView } from '../release/index.ts';
import {
  type Bulk,
  type BulkAction,
  bulkTask,
  cancelBulk,
  carryOutBulk,
  listBulkActions,
  readBulk,
  type Selection,
  startBulk,
} from './bulk.ts';
import { type CustomerChange, changeCustomer, createCustomer, type NewCustomerByStaff } from './change-customer.ts';
import { checkCaller } from './check-caller.ts';
import { listConsents, listDevices, listRecipients, listSessions, type PageRequest } from './customer-lists.ts';
import { type CustomerDetail, demandCustomer, readCustomer } from './customer-page.ts';
import type { Acting, DirectoryDependencies } from './dependencies.ts';
import { type FactorItem, listCustomerFactors } from './factors.ts';
import { type CustomerSearch, findCustomers, summariesOf } from './find.ts';
import { type CustomerIdentity, listCustomerIdentities, unlinkCustomerIdentity } from './identities.ts';
import { type ImportProgress, pageOfFindings, pageOfImports, readImport } from './imports.ts';
import { type CustomerListing, listCustomers, type Page } from './list.ts';
import { addNote, readNotes, removeNote } from './notes.ts';
import { type LedgerItem, type LedgerSearch, readLedger } from './read-ledger.ts';
import { actUpon, close, disable, enable, endAllSessions, endOneSession, keep, mayActOn } from './states.ts';
import type { CustomerSummary } from './summaries.ts';

export type { Bulk } from './bulk.ts';
export type { CustomerDetail } from './customer-page.ts';
export type { Acting } from './dependencies.ts';
export { csvLines } from './export/csv-lines.ts';
export type { CustomerSearch } from './find.ts';
export { type FormatName, formatNames } from './import/formats.ts';
export { type CsvMapping, csvMapping } from './import/mappings/csv.ts';
export { type FirebaseHashes, readFirebaseHashes } from './import/mappings/firebase.ts';
export type { Counts, Finding, ImportChoices, ImportOutcome, ImportRefusal, LeftOut } from './import/options.ts';
export type { ImportProgress } from './imports.ts';
export { createMoving, type Moving } from './moving.ts';
export type { LedgerItem } from './read-ledger.ts';
export { purgeFindings } from './store/imports.ts';
export type { CustomerSummary } from './summaries.ts';

export type Directory = ReturnType<typeof createDirectory>;

/** Opens the room. */
export function createDirectory(deps: DirectoryDependencies) {
  return {
    /** Customers by age, of one state or of all, as this viewer may see them. */
    list: (view: StaffView, wanted: CustomerListing): Promise<Page<CustomerSummary>> =>
      listCustomers(deps, view, wanted),
    /** Customers by what they are found by. */
    find: (view: StaffView, search: CustomerSearch): Promise<Page<CustomerSummary>> =>
      findCustomers(deps, view, search),
    /** These customers by id; whoever is not there is left out. */
    summaries: (view: StaffView, customerIds: readonly string[]): Promise<CustomerSummary[]> =>
      summariesOf(deps, view, customerIds),
    /** One customer, whole. */
    read: (view: StaffView, customerId: string): Promise<CustomerDetail> => readCustomer(deps, view, customerId),

    /** Writes a customer without a password; returns the id. */
    create: (acting: Acting, wanted: NewCustomerByStaff): Promise<string> => createCustomer(deps, acting, wanted),
    /** Changes what was read and nothing newer. */
    change: (acting: Acting, change: CustomerChange): Promise<void> => changeCustomer(deps, acting, change),

    /** Pauses an account: nobody is signed in to it from this moment. */
    disable: (acting: Acting, customerId: string): Promise<void> => actUpon(deps, acting, customerId, disable),
    /** Opens a paused account again. */
    enable: (acting: Acting, customerId: string): Promise<void> => actUpon(deps, acting, customerId, enable),
    /** Begins the grace at the end of which the account is closed. */
    close: (acting: Acting, customerId: string): Promise<void> => actUpon(deps, acting, customerId, close),
    /** Undoes that while the grace lasts. */
    keep: (acting: Acting, customerId: string): Promise<void> => actUpon(deps, acting, customerId, keep),
    /** Ends every session of the customer. */
    endSessions: (acting: Acting, customerId: string): Promise<void> => endAllSessions(deps, acting, customerId),
    /** Ends one of them. */
    endSession: (acting: Acting, customerId: string, sessionId: string): Promise<void> =>
      endOneSession(deps, acting, customerId, sessionId),
    /** Refuses to act upon who is not there, or may do more than the caller; before anything is done for it. */
    async demandMayActOn(acting: Acting, customerId: string): Promise<void> {
      await demandCustomer(deps, acting.tenantId, customerId);
      await deps.database.transaction({}, (tx: Transaction) => mayActOn(deps, tx, acting, { customerId }));
    },
    /** The same in the transaction that acts, under the customer's lock. */
    async demandStillMayActOn(tx: Transaction, acting: Acting, customerId: string): Promise<void> {
      await mayActOn(deps, tx, acting, { customerId });
    },

    /** What hangs on the customer, page by page. */
    sessions: (view: StaffView, customerId: string, page: PageRequest) => listSessions(deps, view, customerId, page),
    devices: (tenantId: string, customerId: string, page: PageRequest) => listDevices(deps, tenantId, customerId, page),
    consents: (tenantId: string, customerId: string, page: PageRequest) =>
      listConsents(deps, tenantId, customerId, page),
    recipients: (tenantId: string, customerId: string, page: PageRequest) =>
      listRecipients(deps, tenantId, customerId, page),

    /** The second factors of the customer, without their secrets. */
    factors: (view: StaffView, customerId: string): Promise<FactorItem[]> =>
      listCustomerFactors(deps, view, customerId),
    /** The accounts elsewhere that the customer signs in with. */
    identities: (view: StaffView, customerId: string): Promise<CustomerIdentity[]> =>
      listCustomerIdentities(deps, view, customerId),
    /** Ends one; its sessions with it. */
    unlinkIdentity: (acting: Acting, customerId: string, identityId: string): Promise<void> =>
      unlinkCustomerIdentity(deps, acting, customerId, identityId),
    /** Whether a caller has the code of the customer's account page; it counts once. */
    checkCaller: (acting: Acting, called: { readonly customerId: string; readonly code: string }): Promise<boolean> =>
      checkCaller(deps, acting, called),

    /** What staff wrote about the customer. */
    notes: (view: StaffView, customerId: string, page: PageRequest) => readNotes(deps, view, customerId, page),
    addNote: (acting: Acting, customerId: string, text: string) => addNote(deps, acting, customerId, text),
    removeNote: (acting: Acting, customerId: string, noteId: string) => removeNote(deps, acting, customerId, noteId),

    /** The ledger, newest first. */
    ledger: (view: StaffView, search: LedgerSearch): Promise<Page<LedgerItem>> => readLedger(deps, view, search),
    /** The same of one customer. */
    async activity(view: StaffView, customerId: string, page: PageRequest): Promise<Page<LedgerItem>> {
      await demandCustomer(deps, view.tenantId, customerId);
      const all = { actorId: null, events: null, from: null, to: null };
      return readLedger(deps, view, { ...all, ...page, customerId });
    },

    /** One action upon many customers, in the background. */
    startBulk: (acting: Acting, wanted: { action: BulkAction; selection: Selection }): Promise<Bulk> =>
      startBulk(deps, acting, wanted),
    bulk: (tenantId: string, bulkId: string): Promise<Bulk> => readBulk(deps, tenantId, bulkId),
    bulkActions: (tenantId: string, page: PageRequest): Promise<Page<Bulk>> => listBulkActions(deps, tenantId, page),
    cancelBulk: (acting: Acting, bulkId: string): Promise<Bulk> => cancelBulk(deps, acting, bulkId),

    /** Files that were or are being brought in, newest first. */
    imports: (tenantId: string, page: PageRequest): Promise<Page<ImportProgress>> =>
      pageOfImports(deps, tenantId, page),
    import: (tenantId: string, importId: string): Promise<ImportProgress> => readImport(deps, tenantId, importId),
    /** What of one was not imported, while that is kept. */
    importFindings: (tenantId: string, importId: string, page: PageRequest) =>
      pageOfFindings(deps, tenantId, importId, page),

    /** The jobs of this room, for the runner. */
    tasks: { [bulkTask]: (payload: unknown) => carryOutBulk(deps, payload) } as Readonly<
      Record<string, (payload: unknown) => Promise<void>>
    >,
  };
}
