/** `cardea customers invite`, `invitations`, `revoke-invitation`: who may register where registration is by invitation. */
import type { Command } from 'commander';
import { environment, readSettings, settingsRefusal } from '../../foundation/config/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import { customersCommand } from './customers-command.ts';
import type { InvitingRooms, WithRooms } from './rooms.ts';
import { jsonOption, tenantOf, tenantOption } from './tenant-of.ts';

export type InvitationDependencies = {
  readonly withRooms: WithRooms<InvitingRooms>;
  readonly say: (line: string) => void;
};

type InviteOptions = {
  readonly email: string;
  readonly application?: string;
  readonly language: string;
  readonly tenant?: string;
  readonly json?: boolean;
};
type ListOptions = { readonly tenant?: string; readonly json?: boolean };

const inviteHelp = `
The mail holds a link that opens the registration once, with the address fixed and proven by the link. A further
invitation to the same address takes the place of the former. Mails are sent by the running server.

Who may register is set per tenant and per application:

  ./cardea settings set registration.mode=invitation registration.invitationDays=7`;

/** Adds the verbs to the command line. */
export function addInvitationVerbs(program: Command, { withRooms, say }: InvitationDependencies): void {
  const customers = customersCommand(program);
  customers
    .command('invite')
    .description('invite somebody to register, by mail')
    .requiredOption('--email <address>', 'where the invitation goes')
    .option('--application <client_id>', 'the application that they are invited to')
    .option('--language <tag>', 'the language of the mail', 'en')
    .addOption(tenantOption())
    .addOption(jsonOption())
    .addHelpText('after', inviteHelp)
    .action(async (options: InviteOptions) => {
      const { email, application: applicationId = null, language: locale } = options;
      const { invitationId, expiresAt } = await withRooms(readSettings(environment), async (rooms) => {
        const tenant = await rooms.tenants.byId(await tenantOf(rooms, options.tenant));
        if (tenant === null) throw settingsRefusal(['There is no such tenant.']);
        return rooms.registration.invite({ tenant, email, applicationId, locale }).catch(explain);
      });
      if (options.json === true) say(JSON.stringify({ invitation: invitationId, expires_at: expiresAt.toISOString() }));
      else say(`Invited ${email} until ${expiresAt.toISOString()} (${invitationId}).`);
    });
  customers
    .command('invitations')
    .description('list who was invited and how it stands')
    .addOption(tenantOption())
    .addOption(jsonOption())
    .action(async (options: ListOptions) => {
      const items = await withRooms(readSettings(environment), async (rooms) =>
        rooms.registration.listInvitations(await tenantOf(rooms, options.tenant)),
      );
      if (options.json === true) {
        const invitations = items.map(({ invitationId, maskedEmail, applicationId, state, invitedAt, expiresAt }) => ({
          invitation: invitationId,
          email: maskedEmail,
          client_id: applicationId,
          state,
          invited_at: invitedAt.toISOString(),
          expires_at: expiresAt.toISOString(),
        }));
        say(JSON.stringify({ invitations }));
        return;
      }
      if (items.length === 0) say('Nobody is invited.');
      for (const { invitationId, maskedEmail, state, expiresAt } of items)
        say(`${invitationId}  ${state}  ${maskedEmail ?? '–'}  until ${expiresAt.toISOString()}`);
    });
  customers
    .command('revoke-invitation <invitation>')
    .description('take an invitation back; its link is worth nothing from then on')
    .addOption(tenantOption())
    .action(async (invitationId: string, options: ListOptions) => {
      const revoked = await withRooms(readSettings(environment), async (rooms) =>
        rooms.registration.revokeInvitation(await tenantOf(rooms, options.tenant), invitationId),
      );
      if (!revoked) throw settingsRefusal([`There is no open invitation ${invitationId}.`]);
      say(`Took back ${invitationId}.`);
    });
}

/** Says in a sentence why somebody cannot be invited. */
function explain(error: unknown): never {
  if (!(error instanceof ProblemError)) throw error;
  if (error.code === 'form.invalid') throw settingsRefusal(['--email is not one e-mail address.']);
  if (error.code === 'registration.closed')
    throw settingsRefusal(['Registration is closed: set registration.mode to invitation or open first.']);
  if (error.code === 'application.not_found')
    throw settingsRefusal(['There is no active application of this client_id.']);
  throw error;
}
