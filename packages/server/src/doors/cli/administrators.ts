/** `cardea admin create` and `admin list`: who administers, for whoever runs this machine. */
import { type AdministratorRole, administratorRoleNames } from '@cardea/contract';
import { type Command, Option } from 'commander';
import { environment, readSettings, settingsRefusal } from '../../foundation/config/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { AdministeringRooms, WithRooms } from './rooms.ts';
import { jsonOption, tenantOf, tenantOption } from './tenant-of.ts';

type AdministratorDependencies = {
  readonly withRooms: WithRooms<AdministeringRooms>;
  readonly say: (line: string) => void;
};

type CreateOptions = {
  readonly email: string;
  readonly role: readonly AdministratorRole[];
  readonly language: string;
  readonly tenant?: string;
  readonly json?: boolean;
};
type ListOptions = { readonly tenant?: string; readonly json?: boolean };

const createHelp = `
Prints a link that works once, for a day. Whoever opens it chooses a password, or accepts with the account they have,
and lands in the console. Nothing is mailed; hand the link over yourself. No password is ever set by anybody else.

It also gives a way back in when every owner has lost theirs. Owners are told of each new administrator by mail.

  ./cardea admin create --email ada@example.com
  ./cardea admin create --email bo@example.com --role support --role read-only`;

const most = 1000;

/** Adds the verbs to the command line. */
export function addAdministratorVerbs(program: Command, { withRooms, say }: AdministratorDependencies): void {
  const admin = program.command('admin').description('the people who administer');
  admin
    .command('create')
    .description('make a link that lets somebody administer')
    .requiredOption('--email <address>', 'whose it is; nobody else can accept')
    .addOption(
      new Option('--role <role...>', 'what they may do')
        .choices([...administratorRoleNames])
        .default(['owner'], 'owner'),
    )
    .option('--language <tag>', 'the language of their account', 'en')
    .addOption(tenantOption())
    .addOption(jsonOption())
    .addHelpText('after', createHelp)
    .action(async (options: CreateOptions) => {
      const { email, role, language: locale } = options;
      const roles = [...new Set(role)];
      const { link, expiresAt } = await withRooms(readSettings(environment), async (rooms) => {
        const tenant = await rooms.tenants.byId(await tenantOf(rooms, options.tenant));
        if (tenant === null) throw settingsRefusal(['There is no such tenant.']);
        return rooms.administration.inviteHere({ tenant, email, roles, locale }).catch(explain);
      });
      if (options.json === true) {
        say(JSON.stringify({ email, roles, link, expires_at: expiresAt.toISOString() }));
        return;
      }
      say(`Set up: ${link}`);
      say(`For ${email}, as ${roles.join(', ')}. It works once, until ${expiresAt.toISOString()}.`);
    });
  admin
    .command('list')
    .description('list who administers')
    .addOption(tenantOption())
    .addOption(jsonOption())
    .action(async (options: ListOptions) => {
      const found = await withRooms(readSettings(environment), async (rooms) =>
        rooms.access.list(await tenantOf(rooms, options.tenant), { limit: most }),
      );
      if (options.json === true) {
        const administrators = found.map(({ customerId, roles, state, isLive, createdAt }) => ({
          customer: customerId,
          roles,
          state,
          is_live: isLive,
          created_at: createdAt.toISOString(),
        }));
        say(JSON.stringify({ administrators }));
        return;
      }
      if (found.length === 0) say('Nobody administers yet. Begin with: ./cardea admin create --email you@example.com');
      for (const { customerId, roles, isLive } of found)
        say(`${customerId}  ${isLive ? 'active' : 'suspended'}  ${roles.join(', ')}`);
    });
}

/** Says in a sentence why somebody cannot be asked. */
function explain(error: unknown): never {
  if (error instanceof ProblemError && error.code === 'form.invalid')
    throw settingsRefusal(['--email is not one e-mail address.']);
  throw error;
}
