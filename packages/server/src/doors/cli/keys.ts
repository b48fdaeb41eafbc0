/** `cardea keys`: publishes fresh signing keys, or takes a stolen one out, beside a running server or without one. */
import type { Command } from 'commander';
import { environment, readSettings, settingsRefusal } from '../../foundation/config/index.ts';
import type { WithRooms } from './rooms.ts';
import { jsonOption } from './tenant-of.ts';

export type KeysDependencies = { readonly withRooms: WithRooms; readonly say: (line: string) => void };

type RotateOptions = { readonly now?: boolean; readonly tenant?: string; readonly json?: boolean };

const rotateHelp = `
Fresh keys are published at once and sign when every application has had time to fetch them (a day, unless the tenant
says otherwise). The former keys stay published until nothing that they signed is of use any more. Nobody notices.

With --now the fresh keys sign within a second and the former stay published. Applications that keep the published
keys for a while and do not look again for a key they do not know refuse tokens until they do. When a key may be in
somebody else's hands, use keys withdraw.

Works while the server runs: the embedded database is then used where it runs. Without a running server the change
waits in the database for the next start.`;

const withdrawHelp = `
For a key that somebody else may hold. It leaves the published keys at once, and another signs in its place: the one
that waited, or a fresh one. Within a second nothing that it signed counts here any more. Applications believe it until
they fetch the published keys again, at most five minutes later. The id is the kid of /oauth/jwks and of the tokens.

What the key signed is refused, so people sign in again where an application holds such a token; their sessions here
and their refresh tokens stay, because no key is needed to believe those.`;

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
  keys
    .command('withdraw')
    .description('take a key that may be stolen out at once')
    .argument('<kid>', 'the id of the key')
    .addOption(jsonOption())
    .addHelpText('after', withdrawHelp)
    .action((keyId: string, options: { readonly json?: boolean }) => withdraw(keyId, options, deps));
}

async function withdraw(
  keyId: string,
  options: { readonly json?: boolean },
  { withRooms, say }: KeysDependencies,
): Promise<void> {
  const result = await withRooms(readSettings(environment), async ({ tenants }) => {
    // Ids are never given twice, so the key says whose it is.
    for (const tenant of await tenants.listIds()) {
      const withdrawal = await tenants.signingKeys.withdraw(tenant, keyId);
      if (withdrawal !== null) return { tenant, withdrawn: keyId, signs_now: withdrawal.successorId };
    }
    throw settingsRefusal([`There is no published key ${keyId}.`]);
  });
  if (options.json === true) say(JSON.stringify(result));
  else {
    const { tenant, signs_now: successor } = result;
    say(`${tenant}: withdrew ${keyId}. ${successor === null ? 'It did not sign.' : `${successor} signs from now on.`}`);
  }
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
