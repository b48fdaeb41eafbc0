/** `cardea customers import`: brings customers in from a file, and tells how far it is. */
import { createReadStream, readFileSync, rmSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { systemClock } from '../../foundation/clock/index.ts';
import { environment, readSettings, settingsRefusal } from '../../foundation/config/index.ts';
import {
  type CsvMapping,
  csvMapping,
  type FirebaseHashes,
  type FormatName,
  formatNames,
  type ImportOutcome,
  type ImportRefusal,
  readFirebaseHashes,
} from '../../rooms/directory/index.ts';
import { customersCommand } from './customers-command.ts';
import { createFindingsFile } from './findings-file.ts';
import { createProgress } from './import-progress.ts';
import type { MovingRooms, WithRooms } from './rooms.ts';
import { jsonOption, tenantOf, tenantOption } from './tenant-of.ts';

type Options = {
  readonly format?: FormatName;
  readonly mapping?: string;
  readonly hashConfig?: string;
  readonly dryRun?: boolean;
  readonly resume?: boolean;
  readonly anew?: boolean;
  readonly duplicates: 'skip' | 'fail';
  readonly undeclared: 'reject' | 'drop';
  readonly keepSubjects?: boolean;
  readonly trustEmails?: boolean;
  readonly invite?: boolean;
  readonly invitationsPerMinute: number;
  readonly connection?: Readonly<Record<string, string>>;
  readonly rejected?: string;
  readonly tenant?: string;
  readonly json?: boolean;
};

const help = `
Formats: ndjson (our own, docs/import/customer-record.schema.json), csv, auth0, firebase, keycloak, wordpress-csv,
wordpress-sql.
Files that end in .ndjson, .jsonl or .csv need not say theirs.

  ./cardea customers import customers.csv --mapping columns.json --dry-run
  ./cardea customers import users.ndjson --format auth0 --keep-subjects
  ./cardea customers import users.ndjson --format auth0 --connection google-oauth2=google --connection apple=apple
  ./cardea customers import users.ndjson --format auth0 --resume
  ./cardea customers import users.json --format firebase --hash-config hash-config.txt

Records that were not imported are listed beside the file, by line and reason, without anything of what they hold.
See docs/import/.`;

const sentences: Readonly<Record<ImportRefusal, string>> = {
  'file.compressed': 'The file is compressed. Unpack it first: it is read as it is, however large.',
  'file.empty': 'The file is empty.',
  'import.connection_changed':
    'A connection was removed, or its issuer changed, while the import ran. What was imported stays; --resume goes on.',
  'import.connection_unknown':
    'There is no such connection: --connection PROVIDER=CONNECTION names one of this tenant.',
  'import.begun_before':
    'An import of this very file was begun and not finished: --resume goes on with it, --anew begins from its first line.',
  'import.nothing_to_resume': 'No import of this very file and format waits to be resumed.',
  'import.runs_elsewhere': 'Another process is importing this file at this moment.',
};

/** Adds the verb to the command line. */
export function addImportVerb(
  program: Command,
  { withRooms, say }: { readonly withRooms: WithRooms<MovingRooms>; readonly say: (line: string) => void },
): void {
  customersCommand(program)
    .command('import <file>')
    .description('bring customers in from a file; safe to stop and to resume')
    .addOption(new Option('--format <name>', 'what kind of file it is').choices(formatNames))
    .option('--mapping <file>', 'JSON that says which column of a CSV file is what')
    .option('--hash-config <file>', 'the password hash parameters of a Firebase project, as its console shows them')
    .option('--dry-run', 'say what would become of each line, and change nothing')
    .option('--resume', 'go on with an import of this file that was cut off, as it was begun')
    .option('--anew', 'begin from the first line although an import of this file was cut off')
    .addOption(
      new Option('--duplicates <what>', 'whoever is here already: pass over, or stop')
        .choices(['skip', 'fail'])
        .default('skip'),
    )
    .addOption(
      new Option(
        '--undeclared <what>',
        'attributes that the profile schema does not know: reject the line, or drop them',
      )
        .choices(['reject', 'drop'])
        .default('reject'),
    )
    .option('--keep-subjects', 'tokens go on naming customers by the ids of the file')
    .option('--trust-emails', 'addresses count as verified although the file does not say so')
    .option('--invite', 'invite by mail who comes without a password, to choose one')
    .option('--invitations-per-minute <number>', 'how many of those at most', wholeNumber, 60)
    .option(
      '--connection <provider=connection>',
      'the connection that stands for a provider of the file; once for each',
      mappedConnection,
    )
    .option('--rejected <file>', 'where the lines that were not imported are listed')
    .addOption(tenantOption())
    .addOption(jsonOption())
    .addHelpText('after', help)
    .action(async (file: string, options: Options) => {
      const size = sizeOf(file);
      const format = options.format ?? formatByName(file);
      if (options.resume === true && (options.anew === true || options.dryRun === true))
        throw settingsRefusal(['--resume goes on as it was begun: it takes neither --anew nor --dry-run.']);
      const mapping = options.mapping === undefined ? null : readMapping(options.mapping);
      if (mapping !== null && format !== 'csv') throw settingsRefusal(['--mapping is for files of the format csv.']);
      const hashes = options.hashConfig === undefined ? null : readHashConfig(options.hashConfig);
      if (hashes !== null && format !== 'firebase')
        throw settingsRefusal(['--hash-config is for files of the format firebase.']);
      const findingsPath = options.rejected ?? `${file}.rejected.ndjson`;
      if (options.rejected !== undefined && statSync(options.rejected, { throwIfNoEntry: false }) !== undefined)
        throw settingsRefusal([`${options.rejected} is there already; choose another name for --rejected.`]);
      const outcome = await withRooms(readSettings(environment), async (rooms) => {
        const tenant = await rooms.tenants.byId(await tenantOf(rooms, options.tenant));
        if (tenant === null) throw settingsRefusal(['There is no such tenant.']);
        const progress = createProgress({ output: process.stderr, clock: systemClock, size });
        const isDryRun = options.dryRun === true;
        rmSync(findingsPath, { force: true });
        const findings = createFindingsFile(findingsPath);
        const done = await rooms.moving.importFile({
          tenant,
          file: {
            format,
            mapping,
            hashes,
            open: () => progress.watch(createReadStream(file, { highWaterMark: 256 * 1024 })),
          },
          choices: {
            duplicates: options.duplicates,
            undeclared: options.undeclared,
            keepSubjects: options.keepSubjects === true,
            trustEmails: options.trustEmails === true,
            invite: options.invite === true,
            invitationsPerMinute: options.invitationsPerMinute,
            connections: options.connection ?? {},
          },
          actor: { kind: 'system' },
          begin: options.resume === true ? 'resume' : options.anew === true ? 'anew' : 'new',
          isDryRun,
          onProgress: progress.tell,
          ...(isDryRun ? { onFinding: findings.add } : {}),
        });
        progress.done();
        // Of the table, so that what an earlier part of the import found is there too.
        if (done.kind !== 'refused' && done.importId !== null)
          for await (const finding of rooms.moving.findings(tenant.tenantId, done.importId)) findings.add(finding);
        return { done, seconds: progress.seconds(), listed: findings.close() };
      });
      report(say, { ...outcome, file, findingsPath, options });
    });
}

type Reported = {
  readonly done: ImportOutcome;
  readonly seconds: number;
  readonly listed: number;
  readonly file: string;
  readonly findingsPath: string;
  readonly options: Options;
};

function report(say: (line: string) => void, { done, seconds, listed, file, findingsPath, options }: Reported): void {
  if (done.kind === 'refused') throw settingsRefusal([sentences[done.reason]]);
  const { counts } = done;
  if (counts.imported + counts.completed < counts.records || done.kind === 'stopped') process.exitCode = 2;
  if (options.json === true) {
    say(
      JSON.stringify({
        import: done.importId,
        state: options.dryRun === true ? 'dry_run' : done.kind,
        ...counts,
        left_out: done.kind === 'finished' ? done.leftOut : {},
        seconds,
        findings: listed > 0 ? findingsPath : null,
      }),
    );
    return;
  }
  const { records, imported, completed, skipped, rejected } = counts;
  const would = options.dryRun === true ? 'would be ' : '';
  say(
    `${records} records of ${file} in ${seconds.toFixed(1)} s: ${imported} ${would}imported, ${skipped} skipped, ${rejected} rejected.`,
  );
  if (completed > 0) say(`${completed} customers ${would}given the password hash that they lacked.`);
  if (done.kind === 'finished')
    for (const [field, count] of Object.entries(done.leftOut)) say(leftOutSentence(field, count));
  if (done.kind === 'stopped')
    say(
      `Stopped at line ${done.at.line}: ${done.at.code}. What stands before its batch is imported; --resume goes on from there.`,
    );
  if (listed > 0) say(`Those that were not are listed in ${findingsPath}.`);
}

function leftOutSentence(field: string, count: number): string {
  const [, provider] = /^identities\.(.+)$/.exec(field) ?? [];
  return provider === undefined
    ? `Left out, as this tenant keeps none: ${field} of ${count}.`
    : `Left out: the accounts of ${count} at ${provider}; --connection ${provider}=CONNECTION says which connection that is.`;
}

function sizeOf(file: string): number {
  const status = statSync(file, { throwIfNoEntry: false });
  if (status?.isFile() !== true) throw settingsRefusal([`There is no file ${file}.`]);
  return status.size;
}

function formatByName(file: string): FormatName {
  const ending = extname(file).toLowerCase();
  if (ending === '.ndjson' || ending === '.jsonl') return 'ndjson';
  if (ending === '.csv') return 'csv';
  throw settingsRefusal([`Say what kind of file ${file} is: --format ${formatNames.join('|')}.`]);
}

function readMapping(file: string): CsvMapping {
  sizeOf(file);
  try {
    return csvMapping.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw settingsRefusal([
      `${file} is no mapping: {"columns": {"COLUMN": "email" or "attributes.NAME" or null}, "defaults": {}, "delimiter": ";"}.`,
    ]);
  }
}

function readHashConfig(file: string): FirebaseHashes {
  sizeOf(file);
  const hashes = readFirebaseHashes(readFileSync(file, 'utf8'));
  if (hashes !== null) return hashes;
  throw settingsRefusal([
    `${file} does not hold the parameters of SCRYPT: base64_signer_key, base64_salt_separator, rounds and mem_cost, as the console of Firebase shows them.`,
  ]);
}

function mappedConnection(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const at = text.lastIndexOf('=');
  if (at < 1 || at === text.length - 1)
    throw new InvalidArgumentError('It is written PROVIDER=CONNECTION, such as google-oauth2=google.');
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 10_000)
    throw new InvalidArgumentError('It must be a whole number from 1 to 10000.');
  return number;
}
