/**
 * What `--help` says beyond the options: which verbs belong together, an example for each, and what its exit codes mean.
 * A test holds every verb to it.
 */
import { Command } from 'commander';

type VerbHelp = { readonly examples?: readonly string[]; readonly exits?: Readonly<Record<number, string>> };

const groups: Readonly<Record<string, readonly string[]>> = {
  'Run it:': ['start', 'migrate', 'doctor', 'backup', 'restore'],
  'Set it up:': [
    'admin',
    'tenants',
    'settings',
    'profile-schema',
    'apply',
    'drift',
    'export-config',
    'breached-passwords',
  ],
  'Applications and APIs:': ['applications', 'resources', 'keys'],
  'Customers:': ['customers'],
  'Records:': ['audit', 'events', 'sms'],
};

const failed = 'it was refused or did not work; standard error says why';
const plain = { 0: 'done', 1: failed };
const planned = { 0: 'done, or nothing to do', 1: failed, 2: 'with --plan: there is something to change' };

/** By verb. Most show examples in texts of their own; those that have none show these. */
const verbs: Readonly<Record<string, VerbHelp>> = {
  start: {
    examples: ['./cardea start', 'PORT=4000 DATA_DIR=/var/lib/cardea ./cardea start'],
    exits: { 0: 'it was told to stop, and did', 1: 'it could not start; standard error says why' },
  },
  migrate: { examples: ['DATABASE_URL=postgres://localhost/cardea ./cardea migrate'] },
  doctor: {
    examples: ['./cardea doctor', './cardea doctor --send-test-mail you@example.com', './cardea doctor --json'],
    exits: { 0: 'all is well', 1: 'something needs attention; each finding says what to do' },
  },
  backup: { exits: { 0: 'written, and read again to the end', 1: failed } },
  restore: { exits: { 0: 'restored, and opened', 1: 'it did not work, and DATA_DIR is as it was' } },
  'customers import': {
    exits: { 0: 'all were imported', 1: failed, 2: 'some were not; the file beside it says which, and why' },
  },
  'admin list': { examples: ['./cardea admin list'] },
  'applications list': { examples: ['./cardea applications list', './cardea applications list --json'] },
  'resources list': { examples: ['./cardea resources list', './cardea resources list --json'] },
  'applications disable': { examples: ['./cardea applications disable app_583fdaphnsmy846gmj3226mcne'] },
  'profile-schema show': {
    examples: ['./cardea profile-schema show > schema.json', './cardea profile-schema show --version 3'],
  },
  'profile-schema change': { examples: ['./cardea profile-schema change schema.json --plan'], exits: planned },
  'profile-schema rollback': { examples: ['./cardea profile-schema rollback', './cardea profile-schema rollback 0'] },
  'customers invite': { examples: ['./cardea customers invite --email anna@example.com --application shop'] },
  'customers invitations': { examples: ['./cardea customers invitations'] },
  'customers revoke-invitation': {
    examples: ['./cardea customers revoke-invitation inv_583fdaphnsmy846gmj3226mcne'],
  },
  'settings show': { examples: ['./cardea settings show', './cardea settings show --application shop'] },
  'keys rotate': { examples: ['./cardea keys rotate'] },
  'keys withdraw': { examples: ['./cardea keys withdraw key_583fdaphnsmy846gmj3226mcne'] },
  apply: { exits: planned },
  drift: {
    examples: ['./cardea drift'],
    exits: { 0: 'all is as the file says', 1: failed, 2: 'something is not as the file says' },
  },
};

/** Every verb below a command, by its whole name. */
export function verbsOf(command: Command, path: readonly string[] = []): [name: string, verb: Command][] {
  return command.commands
    .filter((inner) => inner.name() !== 'help')
    .flatMap((inner) => {
      const whole = [...path, inner.name()];
      return inner.commands.length === 0 ? [[whole.join(' '), inner]] : verbsOf(inner, whole);
    });
}

/** Completes the help of a command line that has all its verbs. */
export function completeHelp(program: Command): void {
  for (const [heading, names] of Object.entries(groups)) {
    for (const command of program.commands) if (names.includes(command.name())) command.helpGroup(heading);
  }
  for (const [name, verb] of verbsOf(program)) {
    const { examples = [], exits = plain } = verbs[name] ?? {};
    if (examples.length > 0) verb.addHelpText('after', block(examples.length > 1 ? 'Examples:' : 'Example:', examples));
    const codes = Object.entries(exits).map(([code, meaning]) => `${code}  ${meaning}`);
    verb.addHelpText('after', block('Exit codes:', codes));
  }
  for (const command of program.commands) pointToHelp(command, command.name());
  const help = new Command('help').argument('[verb]').description('show the help of a verb').helpGroup('Run it:');
  program.addHelpCommand(help).addHelpText('after', begin);
}

/** Whoever mistypes a verb is led to the help of that verb, not to all there is. */
function pointToHelp(command: Command, path: string): void {
  command.showHelpAfterError(`See \`./cardea ${path} --help\`.`);
  for (const inner of command.commands) pointToHelp(inner, `${path} ${inner.name()}`);
}

const block = (heading: string, lines: readonly string[]) =>
  `\n${heading}\n${lines.map((line) => `  ${line}`).join('\n')}`;

const begin = `
New here?
  npm start                              starts everything on this machine, and says where it is
  ./cardea admin create --help           makes the first administrator
  ./cardea applications register --help  adds sign-in to an application

Every verb has --help, with an example and its exit codes. What prints data prints it for programs with --json.
Settings come from the environment. docs/cli.md has this as a page, docs/settings.md the settings.`;

/** The whole help of a command, as a terminal of this width shows it. */
export function helpTextOf(command: Command, width: number): string {
  let text = '';
  const writeOut = (part: string) => {
    text += part;
  };
  command.configureOutput({ writeOut, getOutHelpWidth: () => width, getOutHasColors: () => false });
  command.outputHelp();
  return text.trimEnd();
}
