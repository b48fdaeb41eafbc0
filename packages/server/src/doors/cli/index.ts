/** The command line: reads the settings, runs one verb, and turns a refusal into sentences and an exit code. */
import { Command } from 'commander';
import { environment, isSettingsRefusal, readSettings, type Settings } from '../../foundation/config/index.ts';
import { addAdministratorVerbs } from './administrators.ts';
import { addApplicationsVerbs } from './applications.ts';
import { addBackupVerb } from './backup.ts';
import { addBreachedPasswordsVerb } from './breached-passwords.ts';
import { addConfigurationVerbs } from './configuration.ts';
import { addExportVerb } from './customers-export.ts';
import { addImportVerb } from './customers-import.ts';
import { doctor } from './doctor.ts';
import { completeHelp } from './help.ts';
import { addInvitationVerbs } from './invitations.ts';
import { addKeysVerb } from './keys.ts';
import { migrate } from './migrate.ts';
import { addProfileSchemaVerbs } from './profile-schema.ts';
import { addResourcesVerb } from './resources.ts';
import { addRestoreVerb, type RestoringRooms } from './restore.ts';
import type {
  AdministeringRooms,
  ConfiguringRooms,
  InvitingRooms,
  MessagingRooms,
  MovingRooms,
  WithRooms,
} from './rooms.ts';
import { addSettingsVerbs } from './settings.ts';
import { addSmsVerb } from './sms.ts';
import { addTenantVerbs } from './tenants.ts';

export type CommandLineDependencies = {
  /** Runs the server until it is told to stop; the roof fills it. */
  readonly serve: (settings: Settings, say: (line: string) => void) => Promise<void>;
  /** Opens the rooms for one piece of work, beside a running server where there is one; the roof fills it. */
  readonly withRooms: WithRooms<
    AdministeringRooms & InvitingRooms & ConfiguringRooms & MessagingRooms & MovingRooms & RestoringRooms
  >;
};

const say = (line: string) => process.stdout.write(`${line}\n`);

/** The command line with all its verbs; nothing is run. */
export function createProgram(deps: CommandLineDependencies): Command {
  const program = new Command('./cardea')
    .description('Cardea: customer identity and access management, self-hosted.')
    .usage('VERB [options]')
    .showHelpAfterError('See `./cardea --help` for the verbs.');

  program
    .command('start')
    .description('start the server, with everything it needs')
    .addHelpText('after', '\nSettings come from the environment; docs/settings.md lists them.')
    .action(() => deps.serve(readSettings(environment), say));

  program
    .command('migrate')
    .description('bring the database up to date and stop; safe to run on several nodes at once')
    .action(() => migrate(readSettings(environment), say));

  program
    .command('doctor')
    .description('check settings, mail, database, ledger and keys, and say what to do about each')
    .option('--json', 'print the findings as JSON')
    .option('--send-test-mail <address>', 'send a mail there, to see whether it arrives')
    .action((options: { json?: boolean; sendTestMail?: string }) =>
      doctor({ asJson: options.json === true, testMailTo: options.sendTestMail, withRooms: deps.withRooms, say }),
    );

  addAdministratorVerbs(program, { withRooms: deps.withRooms, say });
  addTenantVerbs(program, { withRooms: deps.withRooms, say });
  addApplicationsVerbs(program, { withRooms: deps.withRooms, say });
  addResourcesVerb(program, { withRooms: deps.withRooms, say });
  addProfileSchemaVerbs(program, { withRooms: deps.withRooms, say });
  addInvitationVerbs(program, { withRooms: deps.withRooms, say });
  addImportVerb(program, { withRooms: deps.withRooms, say });
  addExportVerb(program, { withRooms: deps.withRooms, say });
  addSettingsVerbs(program, { withRooms: deps.withRooms, say });
  addConfigurationVerbs(program, { withRooms: deps.withRooms, say });
  addSmsVerb(program, { withRooms: deps.withRooms, say });
  addKeysVerb(program, { withRooms: deps.withRooms, say });
  addBreachedPasswordsVerb(program, { say });
  addBackupVerb(program, say);
  addRestoreVerb(program, { withRooms: deps.withRooms, say });
  completeHelp(program);
  return program;
}

/** Runs `cardea VERB`; without a verb it starts the server. Sets the exit code. */
export async function runCommandLine(args: readonly string[], deps: CommandLineDependencies): Promise<void> {
  const program = createProgram(deps);
  try {
    await program.parseAsync(args.length === 0 ? ['start'] : [...args], { from: 'user' });
  } catch (error) {
    // First, because once serving listens for uncaught exceptions they end nothing: whoever watches must see a failure.
    process.exitCode = 1;
    if (!isSettingsRefusal(error)) throw error;
    process.stderr.write(
      `${args.length === 0 || args[0] === 'start' ? 'Cardea cannot start' : 'This did not work'}:\n${error.sentences.map((sentence) => `  - ${sentence}`).join('\n')}\n`,
    );
  }
}
