/** `cardea settings show` and `set`: what a tenant, or one of its applications, has set. */
import type { Command } from 'commander';
import { environment, readSettings, settingsRefusal } from '../../foundation/config/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import { tenantOf, tenantOption, type VerbDependencies } from './tenant-of.ts';

type Options = { readonly application?: string; readonly tenant?: string };
type Tree = { [key: string]: unknown };

const setHelp = `
Each change is PATH=VALUE; a value is read as JSON where it is JSON, and as text otherwise. PATH= takes a setting back
to what counts without it. docs/settings-of-a-tenant.md lists them.

  ./cardea settings set session.keepSignedIn=ask links.privacy=https://acme.example/privacy
  ./cardea settings set languages.offered='["de","en"]'
  ./cardea settings set --application shop registration.mode=invitation

A running server knows them within a second.`;

/** Adds the verbs to the command line. */
export function addSettingsVerbs(program: Command, { withRooms, say }: VerbDependencies): void {
  const settings = program.command('settings').description('what a tenant or an application has set');
  const application = ['--application <client_id>', 'what this application sets differently from its tenant'] as const;
  settings
    .command('show')
    .description('print the settings as JSON')
    .option(...application)
    .addOption(tenantOption())
    .option('--json', 'the same in one line')
    .action(async (options: Options & { readonly json?: boolean }) => {
      const found = await withRooms(readSettings(environment), (rooms) => settingsOf(rooms, options));
      say(JSON.stringify(found.settings, null, options.json === true ? 0 : 2));
    });
  settings
    .command('set <change...>')
    .description('change settings, all of them or none')
    .option(...application)
    .addOption(tenantOption())
    .addHelpText('after', setHelp)
    .action(async (changes: readonly string[], options: Options) => {
      await withRooms(readSettings(environment), async (rooms) => {
        const { tenantId, settings: current } = await settingsOf(rooms, options);
        const next = structuredClone(current) as Tree;
        for (const change of changes) apply(next, change);
        const { application: applicationId } = options;
        await (applicationId === undefined
          ? rooms.tenants.changeSettings(tenantId, next)
          : rooms.applications.changeSettings(tenantId, applicationId, next)
        ).catch(explain);
      });
      say(`Changed ${changes.map((change) => change.split('=', 1)[0]).join(', ')}.`);
    });
}

async function settingsOf(rooms: Parameters<typeof tenantOf>[0], options: Options) {
  const tenantId = await tenantOf(rooms, options.tenant);
  if (options.application === undefined) {
    return { tenantId, settings: (await rooms.tenants.byId(tenantId))?.settings ?? {} };
  }
  const found = await rooms.applications.find(tenantId, options.application);
  if (found === null) throw settingsRefusal([`There is no application ${options.application}.`]);
  return { tenantId, settings: found.settings };
}

function apply(tree: Tree, change: string): void {
  const at = change.indexOf('=');
  const path = change.slice(0, at).split('.');
  // Own names only: a path must not reach what every object inherits.
  if (at < 1 || path.some((key) => !/^[a-z][A-Za-z]*$/.test(key) || key in {}))
    throw settingsRefusal([`"${change}" is no change: write it as PATH=VALUE, such as registration.mode=invitation.`]);
  const last = path.pop() ?? '';
  let place = tree;
  for (const key of path) {
    const inner = place[key];
    const next = typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? (inner as Tree) : {};
    place[key] = next;
    place = next;
  }
  const text = change.slice(at + 1);
  if (text === '') delete place[last];
  else place[last] = readValue(text);
}

function readValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Says in a sentence for each setting why it cannot be used. */
function explain(error: unknown): never {
  if (!(error instanceof ProblemError) || error.code !== 'settings.invalid') throw error;
  const sentences = Object.entries(error.fields ?? {}).map(([path, finding]) =>
    finding === 'unknown' ? `${path} is not a setting.` : `${path} cannot have that value.`,
  );
  throw settingsRefusal(sentences);
}
