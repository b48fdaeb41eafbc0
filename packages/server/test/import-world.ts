/** Files for imports, in memory, and a house that imports them. */
import type { Finding, ImportChoices, ImportOutcome } from '../src/rooms/directory/index.ts';
import type { TestHouse } from './house.ts';

type Wanted = Partial<ImportChoices> & {
  readonly format?: Parameters<TestHouse['house']['moving']['importFile']>[0]['file']['format'];
  readonly mapping?: Parameters<TestHouse['house']['moving']['importFile']>[0]['file']['mapping'];
  readonly hashes?: Parameters<TestHouse['house']['moving']['importFile']>[0]['file']['hashes'];
  readonly begin?: 'new' | 'resume' | 'anew';
  readonly isDryRun?: boolean;
  readonly tenantId?: string;
  readonly onProgress?: () => void;
};

export type Imported = { readonly outcome: ImportOutcome; readonly findings: readonly Finding[] };

export const lines = (...records: readonly object[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('');

/** Imports a text, handed over in pieces of awkward size, so that every cut is met. */
export async function importText(
  house: TestHouse,
  text: string | Uint8Array | (() => AsyncIterable<Uint8Array>),
  wanted: Wanted = {},
): Promise<Imported> {
  const { moving, tenants } = house.house;
  const {
    format = 'ndjson',
    mapping = null,
    hashes = null,
    begin = 'new',
    isDryRun = false,
    onProgress,
    ...choices
  } = wanted;
  const [first = ''] = await tenants.listIds();
  const tenant = await tenants.byId(choices.tenantId ?? first);
  if (tenant === null) throw new Error('no such tenant');
  const findings: Finding[] = [];
  const outcome = await moving.importFile({
    tenant,
    file: { format, mapping, hashes, open: typeof text === 'function' ? text : () => pieces(Buffer.from(text)) },
    choices: {
      duplicates: 'skip',
      undeclared: 'reject',
      keepSubjects: false,
      trustEmails: false,
      invite: false,
      invitationsPerMinute: 6000,
      ...choices,
    },
    actor: { kind: 'system' },
    begin,
    isDryRun,
    onFinding: (finding) => findings.push(finding),
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  return { outcome, findings };
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += 1009) yield bytes.subarray(from, from + 1009);
}
