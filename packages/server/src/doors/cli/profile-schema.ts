/** `cardea profile-schema show`, `change` and `rollback`: what a tenant knows of its customers, from a JSON file. */
import { readFileSync } from 'node:fs';
import { type ProfileSchemaInput, profileSchemaDeclaration } from '@cardea/contract';
import type { Command } from 'commander';
import { environment, readSettings, settingsRefusal } from '../../foundation/config/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Plan, ProfileSchema } from '../../rooms/tenants/index.ts';
import { describePlan, planAsJson } from './describe-plan.ts';
import { jsonOption, tenantOf, tenantOption, type VerbDependencies } from './tenant-of.ts';

type ShowOptions = { readonly version?: string; readonly tenant?: string; readonly json?: boolean };
type ChangeOptions = { readonly plan?: boolean; readonly tenant?: string; readonly json?: boolean };

const changeHelp = `
The file is what \`profile-schema show\` prints:

  { "attributes": [
      { "name": "name", "type": "text", "at_sign_up": "optional", "scope": "profile" },
      { "name": "birthdate", "type": "date", "category": "identity", "purposes": ["personalisation"] } ] }

With --plan nothing is changed; the exit code is 0 when there is nothing to change, 2 when there is, 1 on an error.
A change is one row, whatever the number of customers, and loses nothing: the values of an attribute that you remove
rest sealed for 30 days and come back with \`profile-schema rollback\`. Works while the server runs, which follows
within a second. docs/profile-schema.md explains every field.`;

const findingSentences: Readonly<Record<string, string>> = {
  type_has_values: 'cannot change its type like this: customers have values that would become unreadable',
  pattern_unusable: 'has a pattern that cannot be used: look-around and back references are not known to RE2',
};

/** Adds the verbs to the command line. */
export function addProfileSchemaVerbs(program: Command, deps: VerbDependencies): void {
  const verb = program.command('profile-schema').description('what you know of your customers');
  verb
    .command('show')
    .description('print the declaration that counts, or an earlier one')
    .option('--version <number>', 'an earlier version')
    .addOption(tenantOption())
    .addOption(jsonOption())
    .action((options: ShowOptions) => show(options, deps));
  verb
    .command('change <file>')
    .description('take the declaration from a JSON file')
    .option('--plan', 'say what would change, and change nothing')
    .addOption(tenantOption())
    .addOption(jsonOption())
    .addHelpText('after', changeHelp)
    .action((file: string, options: ChangeOptions) => change(file, options, deps));
  verb
    .command('rollback [version]')
    .description('bring back an earlier version, the one before when none is named; 0 is what every tenant begins with')
    .addOption(tenantOption())
    .addOption(jsonOption())
    .action((version: string | undefined, options: ChangeOptions) => rollback(version, options, deps));
}

async function show(options: ShowOptions, { withRooms, say }: VerbDependencies): Promise<void> {
  const { tenantId, schema } = await withRooms(readSettings(environment), async ({ tenants, ...rooms }) => {
    const tenantId = await tenantOf({ tenants, ...rooms }, options.tenant);
    const wanted = options.version === undefined ? null : versionOf(options.version);
    const schema =
      wanted === null
        ? await tenants.profileSchema.current(tenantId)
        : await tenants.profileSchema.version(tenantId, wanted);
    if (schema === null) throw settingsRefusal([`There is no version ${wanted}.`]);
    return { tenantId, schema };
  });
  if (options.json === true) {
    say(JSON.stringify({ tenant: tenantId, version: schema.version, attributes: schema.attributes }));
    return;
  }
  say(JSON.stringify({ attributes: withoutDefaults(schema) }, null, 2));
}

async function change(file: string, options: ChangeOptions, { withRooms, say }: VerbDependencies): Promise<void> {
  const next = readFile(file);
  const plan = await withRooms(readSettings(environment), async (rooms) => {
    const tenantId = await tenantOf(rooms, options.tenant);
    const { profileSchema } = rooms.tenants;
    const work = options.plan === true ? profileSchema.plan(tenantId, next) : profileSchema.change(tenantId, next);
    return work.catch(explain);
  });
  tell(plan, options, say);
  if (options.plan === true && plan.refused.length > 0) process.exitCode = 1;
  else if (options.plan === true && plan.to !== plan.from) process.exitCode = 2;
}

async function rollback(
  version: string | undefined,
  options: ChangeOptions,
  { withRooms, say }: VerbDependencies,
): Promise<void> {
  const plan = await withRooms(readSettings(environment), async (rooms) => {
    const tenantId = await tenantOf(rooms, options.tenant);
    const { profileSchema } = rooms.tenants;
    const current = await profileSchema.current(tenantId);
    const wanted = version === undefined ? current.version - 1 : versionOf(version);
    if (wanted < 0) throw settingsRefusal(['Nothing was changed yet, so there is nothing to roll back.']);
    return profileSchema.rollback(tenantId, wanted).catch(explain);
  });
  tell(plan, options, say);
}

function tell(plan: Plan, options: ChangeOptions, say: (line: string) => void): void {
  if (options.json === true) say(JSON.stringify(planAsJson(plan)));
  else for (const line of describePlan(plan, options.plan === true, findingSentences)) say(line);
}

function readFile(file: string): ProfileSchemaInput {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProfileSchemaInput;
  } catch (error) {
    throw settingsRefusal([`${file} cannot be read as JSON: ${(error as Error).message}.`]);
  }
}

function versionOf(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw settingsRefusal([`A version is a number, not ${text}.`]);
  return Number(text);
}

/** What a person would write: fields that say what would hold anyway are left out. */
function withoutDefaults({ attributes }: ProfileSchema): object[] {
  return attributes.map((attribute) => {
    const { name, type } = attribute;
    const least = 'choices' in attribute ? { name, type, choices: attribute.choices } : { name, type };
    const [plain = {}] = profileSchemaDeclaration.parse({ attributes: [least] }).attributes;
    const defaults = plain as Readonly<Record<string, unknown>>;
    const said = Object.entries(attribute).filter(
      ([field, value]) => field in least || JSON.stringify(value) !== JSON.stringify(defaults[field]),
    );
    return Object.fromEntries(said);
  });
}

function explain(error: unknown): never {
  if (!(error instanceof ProblemError) || !error.code.startsWith('profile_schema.')) throw error;
  const sentences = Object.entries(error.fields ?? {}).map(
    ([field, finding]) => `${field}: ${findingSentences[finding] ?? finding}.`,
  );
  throw settingsRefusal(sentences.length === 0 ? [error.message] : sentences);
}
