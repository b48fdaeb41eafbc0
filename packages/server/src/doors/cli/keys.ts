/** `cardea keys rotate`: publishes fresh signing keys, beside a running server or without one. */
import type { Command } from 'commander';
import { environment, readSettings, settingsRefusal } from '../../foundation/config/index.ts';
import type { WithRooms } from './rooms.ts';

export type KeysDependencies = { readonly withRooms: WithRooms; readonly say: (line: string) => void };

type RotateOptions = { readonly now?: boolean; readonly tenant?: string; readonly json?: boolean };

const rotateHelp = `
Fresh keys are published at once and sign when every application has had time to fetch them (a day, unless the tenant
says otherwise). The former keys stay published until nothing that they signed is of use any more. Nobody notices.

With --now the fresh keys sign within a second: use it when a key may have leaked. Applications that keep the
published keys for a while and do not look again for a key they do not know refuse tokens until they do.

Works while the server runs: the embedded database is then used where it runs. Without a running server the change
waits in the database for the next start.`;

/** Adds the verb to the command line. */
export function addKeysVerb(program: Command, deps: KeysDependencies): void {
  const keys = program.command('keys').description('the keys that sign tokens');
  keys
    .command('rotate')
    .description('publish fresh signing keys; they take over by themselves')
    .option('--now', 'have the fresh keys sign at once, in an emergency')
    .option('--tenant <id>', 'only this tenant; otherwise all')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', rotateHelp)
    .action((options: RotateOptions) => rotate(options, deps));
}

async function rotate(options: RotateOptions, { withRooms, say }: KeysDependencies): Promise<void> {
  const result = await withRooms(readSettings(environment), async ({ tenants }) => {
    const wanted = options.tenant === undefined ? await tenants.listIds() : [options.tenant];
    const rotations = [];
    for (const tenantId of wanted) {
      if ((await tenants.byId(tenantId)) === null) throw settingsRefusal([`There is no tenant ${tenantId}.`]);
      const { keyIds, activeFrom } = await tenants.signingKeys.rotate(tenantId, { now: options.now === true });
      rotations.push({ tenant: tenantId, keys: keyIds, active_from: activeFrom?.toISOString() ?? null });
    }
    return rotations;
  });
  if (options.json === true) say(JSON.stringify({ rotations: result }));
  else for (const rotation of result) say(sentenceFor(rotation));
}

function sentenceFor(rotation: { tenant: string; keys: readonly string[]; active_from: string | null }): string {
  const { tenant, keys, active_from: activeFrom } = rotation;
  if (activeFrom === null) return `${tenant}: a rotation is under way already, so nothing was changed.`;
  return `${tenant}: published ${keys.join(' and ')}, which sign from ${activeFrom} on.`;
}
