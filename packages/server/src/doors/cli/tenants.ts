/** `cardea tenants`: several businesses in one installation, for whoever runs this machine. */
import type { Command } from 'commander';
import { environment, readSettings, settingsRefusal } from '../../foundation/config/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { ListedTenant } from '../../rooms/tenants/index.ts';
import type { AdministeringRooms, WithRooms } from './rooms.ts';
import { jsonOption, tenantOf } from './tenant-of.ts';

type TenantsDependencies = { readonly withRooms: WithRooms<AdministeringRooms>; readonly say: (line: string) => void };
type CreateOptions = {
  readonly name: string;
  readonly host: string;
  readonly ownerEmail?: string;
  readonly json?: boolean;
};
type ListOptions = { readonly json?: boolean };

const listHelp = `
  ./cardea tenants list
  ./cardea tenants list --json`;

const createHelp = `
A tenant has a host, an issuer, keys, settings and customers of its own. Point the host to this server, and let what
stands before it know the certificate. With --owner-email the link for its first owner is printed; it works once.

  ./cardea tenants create --name Acme --host id.acme.example --owner-email anna@acme.example
  ./cardea tenants create --name Acme --host acme.localhost:3000`;

const stateHelp = {
  suspend: `
Its pages show a notice, and nobody signs in or gets a token. Nothing is lost.

  ./cardea tenants suspend id.acme.example`,
  resume: `
  ./cardea tenants resume id.acme.example`,
};

/** Adds the verbs to the command line. */
export function addTenantVerbs(program: Command, { withRooms, say }: TenantsDependencies): void {
  const tenants = program.command('tenants').description('the businesses of this installation');
  tenants
    .command('list')
    .description('list the tenants, oldest first')
    .addOption(jsonOption())
    .addHelpText('after', listHelp)
    .action(async (options: ListOptions) => {
      const found = await withRooms(readSettings(environment), (rooms) => allOf(rooms));
      if (options.json === true) say(JSON.stringify({ tenants: found.map(toJson) }));
      else for (const tenant of found) say(describe(tenant));
    });
  tenants
    .command('create')
    .description('create a tenant, with its keys')
    .requiredOption('--name <name>', 'what pages and mails call it')
    .requiredOption('--host <host>', 'where it answers, such as id.acme.example')
    .option('--owner-email <address>', 'who sets it up')
    .addOption(jsonOption())
    .addHelpText('after', createHelp)
    .action(async (options: CreateOptions) => {
      const { tenant, link } = await withRooms(readSettings(environment), async (rooms) => {
        const tenantId = await rooms.tenants.create(options).catch(explain(options.host));
        const whole = tenantId === null ? null : await rooms.tenants.byId(tenantId);
        if (whole === null) throw settingsRefusal(['The tenant was not made. Try again.']);
        const { ownerEmail: email } = options;
        const inviting = { tenant: whole, roles: ['owner'] as const, locale: 'en' };
        const invited =
          email === undefined
            ? null
            : await rooms.administration.inviteHere({ ...inviting, email }).catch(explain(options.host));
        return { tenant: await rooms.tenants.show(whole.tenantId), link: invited?.link ?? null };
      });
      if (options.json === true) {
        say(JSON.stringify({ ...toJson(tenant), set_up: link }));
        return;
      }
      say(describe(tenant));
      say(
        link === null ? `Its first owner: ./cardea admin create --tenant ${options.host} --email …` : `Set up: ${link}`,
      );
    });
  for (const verb of ['suspend', 'resume'] as const) {
    tenants
      .command(`${verb} <host>`)
      .description(verb === 'suspend' ? 'pause a tenant, by its host or id' : 'let a paused tenant go on')
      .addHelpText('after', stateHelp[verb])
      .action(async (host: string) => {
        const tenant = await withRooms(readSettings(environment), async (rooms) => {
          const tenantId = await tenantOf(rooms, host);
          await rooms.tenants[verb](tenantId).catch(explain(host));
          return rooms.tenants.show(tenantId);
        });
        say(describe(tenant));
      });
  }
}

async function allOf({ tenants }: Pick<AdministeringRooms, 'tenants'>): Promise<ListedTenant[]> {
  const found: ListedTenant[] = [];
  for (let after: string | null = null; ; ) {
    const page: ListedTenant[] = await tenants.list({ after, limit: 100 });
    found.push(...page);
    if (page.length < 100) return found;
    after = page.at(-1)?.tenantId ?? null;
  }
}

function describe({ tenantId, name, state, origin, isDefault }: ListedTenant): string {
  const marks = [state === 'suspended' ? 'suspended' : '', isDefault ? 'the first' : ''].filter((mark) => mark !== '');
  return `${tenantId}  ${origin}  ${name}${marks.length === 0 ? '' : ` (${marks.join(', ')})`}`;
}

function toJson({ tenantId, name, state, origin, isDefault, createdAt }: ListedTenant) {
  return { tenant: tenantId, name, state, is_default: isDefault, issuer: origin, created_at: createdAt.toISOString() };
}

/** Says in a sentence why not. */
function explain(host: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof ProblemError)) throw error;
    const sentences: Readonly<Partial<Record<typeof error.code, string>>> = {
      'domain.refused': `${host} is no host name that can be served here: write it such as id.acme.example.`,
      'domain.taken': `${host} is in use here already.`,
      'tenant.name_refused': 'A name has 1 to 80 characters on one line.',
      'tenant.is_default': 'The first tenant manages the others and cannot be paused.',
      'form.invalid': '--owner-email is not one e-mail address.',
    };
    const sentence = sentences[error.code];
    if (sentence === undefined) throw error;
    throw settingsRefusal([sentence]);
  };
}
