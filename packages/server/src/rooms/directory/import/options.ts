/** What whoever imports decides, and what became of a file. */
import type { Actor } from '../../ledger/index.ts';
import type { Tenant } from '../../tenants/index.ts';
import type { Source } from './formats/found.ts';
import type { FormatName } from './formats.ts';
import type { CsvMapping } from './mappings/csv.ts';
import type { FirebaseHashes } from './mappings/firebase.ts';

export type ImportChoices = {
  /** Whoever is here already, or twice in the file: passed over, or the end of the import. */
  readonly duplicates: 'skip' | 'fail';
  /** Attributes that the profile schema does not declare: the record is rejected, or loses them. */
  readonly undeclared: 'reject' | 'drop';
  /** Whether tokens go on naming customers by the ids of the file. */
  readonly keepSubjects: boolean;
  /** Whether addresses count as proven although the file does not say so. */
  readonly trustEmails: boolean;
  /** Whether whoever comes without a hash is invited by mail to choose a password. */
  readonly invite: boolean;
  /** So many invitations a minute at most. */
  readonly invitationsPerMinute: number;
  /** A provider as the file calls it → the connection it is here. An import that was begun before there were any has none. */
  readonly connections?: Readonly<Record<string, string>>;
};

export type ImportFile = {
  readonly format: FormatName;
  readonly mapping: CsvMapping | null;
  /** What the hashes of a file of Firebase take besides. It is a secret, and kept with no import. */
  readonly hashes?: FirebaseHashes | null;
  /** The file from its beginning; called more than once. */
  readonly open: () => Source;
};

export type ImportRequest = {
  readonly tenant: Tenant;
  readonly file: ImportFile;
  readonly choices: ImportChoices;
  readonly actor: Actor;
  /** `anew` gives up what was begun with this file before; `resume` goes on with it. */
  readonly begin: 'new' | 'resume' | 'anew';
  readonly isDryRun: boolean;
  readonly onProgress?: (counts: Counts) => void;
  /** Told of each record that is not imported; of a resumed import, only of those from here on. */
  readonly onFinding?: (finding: Finding) => void;
};

export type Counts = {
  /** Records of the file that are behind. */
  readonly records: number;
  readonly imported: number;
  readonly completed: number;
  readonly skipped: number;
  readonly rejected: number;
};

/** Why a record was not imported: where it stands and a code, nothing of what it holds. */
export type Finding = {
  readonly record: number;
  readonly line: number;
  readonly outcome: 'rejected' | 'skipped';
  readonly code: string;
  readonly field: string | null;
};

export type ImportOutcome =
  | { readonly kind: 'finished'; readonly importId: string | null; readonly counts: Counts; readonly leftOut: LeftOut }
  /** A duplicate where duplicates end the import; what was imported before it stays. */
  | { readonly kind: 'stopped'; readonly importId: string | null; readonly counts: Counts; readonly at: Finding }
  | { readonly kind: 'refused'; readonly reason: ImportRefusal };

export type ImportRefusal =
  | 'file.compressed'
  | 'file.empty'
  | 'import.connection_changed'
  | 'import.connection_unknown'
  | 'import.begun_before'
  | 'import.nothing_to_resume'
  | 'import.runs_elsewhere';

/** Fields that this tenant does not keep, and how many records had them. */
export type LeftOut = Readonly<Record<string, number>>;
