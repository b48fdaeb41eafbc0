/** Every kind of file that can be imported: how it is read, and how its records become ours. */

import { readCsv } from './formats/csv.ts';
import type { Found, Source } from './formats/found.ts';
import { readArray } from './formats/json-array.ts';
import { readLines } from './formats/lines.ts';
import { readInserts } from './formats/sql-inserts.ts';
import { auth0 } from './mappings/auth0.ts';
import { type CsvMapping, csvMappingOf } from './mappings/csv.ts';
import { type FirebaseHashes, firebaseWith } from './mappings/firebase.ts';
import { keycloak } from './mappings/keycloak.ts';
import { isObject, type Mapping } from './mappings/mapping.ts';
import { wordpress } from './mappings/wordpress.ts';

export const formatNames = [
  'ndjson',
  'csv',
  'auth0',
  'firebase',
  'keycloak',
  'wordpress-csv',
  'wordpress-sql',
] as const;
export type FormatName = (typeof formatNames)[number];

export type Format = {
  read(source: Source): AsyncIterable<Found>;
  readonly mapping: Mapping;
  /** Whether values come as texts only, so that the profile schema decides what they are. */
  readonly isTextOnly: boolean;
  /** Whether accounts elsewhere name connections of ours, not providers of theirs. */
  readonly namesConnections?: true;
};

const asItIs: Mapping = (given) => (isObject(given) ? { record: given } : { refused: 'record.malformed' });

/** What some formats need to be told. */
export type FormatDetails = { readonly csv: CsvMapping | null; readonly hashes: FirebaseHashes | null };

export function formatOf(name: FormatName, { csv, hashes }: FormatDetails): Format {
  switch (name) {
    case 'ndjson':
      return { read: readLines, mapping: asItIs, isTextOnly: false, namesConnections: true };
    case 'auth0':
      return { read: readLines, mapping: auth0, isTextOnly: false };
    case 'firebase':
      return { read: (source) => readArray(source, 'users'), mapping: firebaseWith(hashes), isTextOnly: false };
    case 'keycloak':
      return { read: (source) => readArray(source, 'users'), mapping: keycloak, isTextOnly: true };
    case 'csv':
      return { read: (source) => readCsv(source, csv?.delimiter), mapping: csvMappingOf(csv), isTextOnly: true };
    case 'wordpress-csv':
      return { read: (source) => readCsv(source), mapping: wordpress, isTextOnly: true };
    case 'wordpress-sql':
      return { read: readInserts, mapping: wordpress, isTextOnly: true };
  }
}
