/** `cardea apply`, `drift` and `export-config`: the configuration of a tenant as one file. */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { styleText } from 'node:util';
import type { Command } from 'commander';
import { environment, readSettings, settingsRefusal } from '../../foundation/config/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import {
  configurationSchema,
  type Drift,
  isConfigurationRefusal,
  largestBytes,
  type Plan,
  type SecretReference,
} from '../../rooms/configuration/index.ts';
import { describeChanges, type Paint } from './describe-changes.ts';
import type { ConfiguringRooms, WithRooms } from './rooms.ts';
import { jsonOption, tenantOf, tenantOption } from './tenant-of.ts';

type VerbDependencies = { readonly withRooms: WithRooms<ConfiguringRooms>; readonly say: (line: string) => void };
type ApplyOptions = { readonly plan?: boolean; readonly tenant?: string; readonly json?: boolean };
type ExportOptions = { readonly tenant?: string; readonly output?: string; readonly schema?: boolean };

const applyHelp = `
The file is what \`./cardea export-config\` writes; - reads it from standard input. Only what it names is touched, and
nothing goes away unless the file says so under remove or prune. All of it is applied, or nothing.

  ./cardea apply cardea.yaml --plan     says what would change: exit code 0 nothing, 2 something, 1 an error
  ./cardea apply cardea.yaml            makes it so
  ./cardea drift                        says what has changed since a file was applied last

Secrets are references, client_secret: { env: NAME } or { file: PATH }; they are read here and never printed.
Works while the server runs, which follows within a second. docs/configuration-as-code.md explains the file.`;

const exportHelp = `
  ./cardea export-config -o cardea.yaml
  ./cardea export-config --schema > cardea.schema.json     the form of the file, for editors

Applied to a new installation the file makes the same configuration. Secrets that were made here are not in it.`;

/** Adds the verbs to the command line. */
export function addConfigurationVerbs(program: Command, deps: VerbDependencies): void {
  program
    .command('apply <file>')
    .description('make the configuration what a file says, all of it or nothing')
    .option('--plan', 'say what would change, and change nothing')
    .addOption(tenantOption())
    .addOption(jsonOption())
    .addHelpText('after', applyHelp)
    .action((file: string, options: ApplyOptions) => apply(file, options, deps));
  program
    .command('drift')
    .description('say what has changed since a file was applied last')
    .addOption(tenantOption())
    .addOption(jsonOption())
    .action((options: ApplyOptions) => drift(options, deps));
  program
    .command('export-config')
    .description('write the configuration as a file')
    .option('-o, --output <file>', 'write it there instead of printing it')
    .option('--schema', 'print the form of the file as JSON Schema')
    .addOption(tenantOption())
    .addHelpText('after', exportHelp)
    .action((options: ExportOptions) => exportConfiguration(options, deps));
}

async function apply(file: string, options: ApplyOptions, { withRooms, say }: VerbDependencies): Promise<void> {
  const text = readFile(file);
  const follow = (reference: SecretReference) => followReference(reference, file === '-' ? '.' : dirname(file));
  const isPlan = options.plan === true;
  const work = withRooms(readSettings(environment), async (rooms) => {
    const tenantId = await tenantOf(rooms, options.tenant);
    const { configuration } = rooms;
    return isPlan
      ? configuration.plan(tenantId, text, follow)
      : configuration.apply(tenantId, text, { actor: { kind: 'system' }, followReference: follow });
  });
  const plan = await work.catch((error) => explain(error, file === '-' ? 'standard input' : file, options, say));
  if (plan !== null) tell(plan, { isPlan, options, say });
}

async function drift(options: ApplyOptions, { withRooms, say }: VerbDependencies): Promise<void> {
  const work = withRooms(readSettings(environment), async (rooms) => {
    const tenantId = await tenantOf(rooms, options.tenant);
    const found = await rooms.configuration.drift(tenantId, (reference) => followReference(reference, '.'));
    if (found === null) throw settingsRefusal(['No file was applied yet, so there is nothing to differ from.']);
    return found;
  });
  const found = await work.catch((error) => explain(error, 'the file applied last', options, say));
  if (found === null) return;
  const { version, appliedAt } = found;
  if (options.json !== true) say(`The file applied last is number ${version}, of ${appliedAt.toISOString()}.`);
  tell(found, { isPlan: true, options, say });
}

async function exportConfiguration(options: ExportOptions, { withRooms, say }: VerbDependencies): Promise<void> {
  if (options.schema === true) {
    say(JSON.stringify(configurationSchema(), null, 2));
    return;
  }
  const text = await withRooms(readSettings(environment), async (rooms) =>
    rooms.configuration.export(await tenantOf(rooms, options.tenant)),
  );
  if (options.output === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(options.output, text);
  } catch (error) {
    throw settingsRefusal([`${options.output} cannot be written: ${(error as Error).message}.`]);
  }
  say(`Wrote ${options.output}.`);
}

function tell(
  plan: Plan | Drift,
  { isPlan, options, say }: { isPlan: boolean; options: ApplyOptions; say: (line: string) => void },
): void {
  const { changes, fingerprint } = plan;
  if (options.json === true) {
    const applied =
      'appliedAt' in plan ? { file: { version: plan.version, applied_at: plan.appliedAt.toISOString() } } : {};
    say(JSON.stringify({ has_changes: changes.length > 0, changes, fingerprint, ...applied }));
  } else {
    for (const line of describeChanges(changes, paint, !isPlan)) say(line);
  }
  if (isPlan && changes.length > 0) process.exitCode = 2;
}

// Node asks the stream whether it is a terminal, and the environment whether colours are wished.
const paint: Paint = (colour, text) => styleText(colour, text, { stream: process.stdout });

function readFile(file: string): string {
  try {
    const bytes = readFileSync(file === '-' ? 0 : file);
    if (bytes.length > largestBytes) throw new Error('it is larger than 8 MiB');
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw settingsRefusal([`${file} cannot be read: ${(error as Error).message}.`]);
  }
}

/** The secret, without the line break that editors leave at the end of a file. */
function followReference(reference: SecretReference, folder: string): string | null {
  if ('env' in reference) return environment[reference.env] ?? null;
  try {
    return readFileSync(resolve(folder, reference.file), 'utf8').replace(/\r?\n$/, '');
  } catch {
    return null;
  }
}

/** Says of everything that is wrong where it stands. */
function explain(error: unknown, file: string, options: ApplyOptions, say: (line: string) => void): null {
  if (isConfigurationRefusal(error) && options.json === true) {
    say(JSON.stringify({ error: 'configuration.invalid', findings: error.findings }));
    process.exitCode = 1;
    return null;
  }
  if (isConfigurationRefusal(error))
    throw settingsRefusal(
      error.findings.map(
        ({ line, column, path, message }) => `${file}:${line}:${column} ${path === '' ? '' : `${path}: `}${message}`,
      ),
    );
  if (error instanceof ProblemError && error.code === 'configuration.conflict') throw settingsRefusal([error.message]);
  throw error;
}
