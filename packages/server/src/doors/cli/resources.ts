/** `cardea resources register` and `list`: APIs of your own that applications may have access tokens for. */
import type { Command } from 'commander';
import { environment, readSettings, settingsRefusal } from '../../foundation/config/index.ts';
import { explainFindings } from './explain-findings.ts';
import { jsonOption, tenantOf, tenantOption, type VerbDependencies } from './tenant-of.ts';

type RegisterOptions = {
  readonly name: string;
  readonly scope?: readonly string[];
  readonly lifetime: string;
  readonly openToAgents?: boolean;
  readonly tenant?: string;
};

const registerHelp = `
The words after each scope are what customers read when an application asks for it:

  ./cardea resources register https://orders.example/ --name Orders \\
    --scope "orders:read=See what you ordered" --scope "orders:write=Order for you"

An application may use it once it is registered with --resource https://orders.example/ and those scopes.`;

type ListOptions = { readonly tenant?: string; readonly json?: boolean };

const collect = (value: string, former: readonly string[] = []) => [...former, value];

/** Adds the verb to the command line. */
export function addResourcesVerb(program: Command, { withRooms, say }: VerbDependencies): void {
  const resources = program.command('resources').description('your own APIs, which access tokens are made for');
  resources
    .command('register <address>')
    .description('register an API under the address that its tokens name as audience')
    .requiredOption('--name <name>', 'what customers know it by')
    .option('--scope <scope=words>', 'a scope and what it allows; may be given several times', collect)
    .option('--lifetime <seconds>', 'how long its access tokens live', '600')
    .option('--open-to-agents', 'applications that registered themselves may ask for it, too')
    .addOption(tenantOption())
    .addHelpText('after', registerHelp)
    .action(async (address: string, options: RegisterOptions) => {
      const resource = {
        resource_uri: address,
        name: options.name,
        scopes: Object.fromEntries((options.scope ?? []).map(readScope)),
        access_token_seconds: Number(options.lifetime),
        open_to_agents: options.openToAgents === true,
      };
      await withRooms(readSettings(environment), async (rooms) => {
        const tenantId = await tenantOf(rooms, options.tenant);
        await rooms.applications.registerResource(tenantId, resource).catch(explainFindings);
      });
      say(`Registered ${options.name} at ${address}.`);
    });
  resources
    .command('list')
    .description('list the registered APIs')
    .addOption(tenantOption())
    .addOption(jsonOption())
    .action((options: ListOptions) => list(options, { withRooms, say }));
}

async function list(options: ListOptions, { withRooms, say }: VerbDependencies): Promise<void> {
  const resources = await withRooms(readSettings(environment), async (rooms) =>
    rooms.applications.everyResource(await tenantOf(rooms, options.tenant)),
  );
  if (options.json === true) {
    const items = resources.map(({ resourceUri, name, scopes, accessTokenSeconds, openToAgents }) => ({
      resource_uri: resourceUri,
      name,
      scopes,
      access_token_seconds: accessTokenSeconds,
      open_to_agents: openToAgents,
    }));
    say(JSON.stringify({ resources: items }));
    return;
  }
  if (resources.length === 0) say('No API is registered yet.');
  for (const { resourceUri, name, scopes } of resources)
    say([`${resourceUri}  ${name}`, ...Object.keys(scopes)].join('  '));
}

function readScope(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw settingsRefusal([`--scope "${text}" has no words: write it as scope=what it allows.`]);
  return [text.slice(0, at), text.slice(at + 1)];
}
