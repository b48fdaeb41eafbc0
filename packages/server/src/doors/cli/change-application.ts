/** `cardea applications rotate-secret` and `disable`: what happens to an application after it is registered. */
import type { Command } from 'commander';
import { environment, readSettings } from '../../foundation/config/index.ts';
import { explainFindings } from './explain-findings.ts';
import { jsonOption, tenantOf, tenantOption, type VerbDependencies } from './tenant-of.ts';

type ChangeOptions = { readonly tenant?: string; readonly json?: boolean };
type RotateOptions = ChangeOptions & { readonly keepFormer: string };

const rotateHelp = `
The former secret keeps working beside the new one for as long as --keep-former says, so that every place that uses it
can be changed in peace. Two secrets are the most: any older one ends at once. After a leak: --keep-former 0.

  ./cardea applications rotate-secret app_583fdaphnsmy846gmj3226mcne --keep-former 3600`;

/** Adds the verbs to `applications`. */
export function addChangingVerbs(applications: Command, { withRooms, say }: VerbDependencies): void {
  applications
    .command('rotate-secret <client_id>')
    .description('make a new secret; prints it once')
    .option('--keep-former <seconds>', 'how long the former secret keeps working', '86400')
    .addOption(tenantOption())
    .addOption(jsonOption())
    .addHelpText('after', rotateHelp)
    .action(async (applicationId: string, options: RotateOptions) => {
      const keepFormer = /^\d{1,8}$/.test(options.keepFormer) ? Number(options.keepFormer) : Number.NaN;
      if (Number.isNaN(keepFormer)) applications.error('--keep-former is a number of seconds.');
      const secret = await withRooms(readSettings(environment), async (rooms) => {
        const tenantId = await tenantOf(rooms, options.tenant);
        return rooms.applications.rotateSecret(tenantId, applicationId, keepFormer).catch(explainFindings);
      });
      if (options.json === true) say(JSON.stringify({ client_id: applicationId, client_secret: secret }));
      else
        say(
          `  client_secret  ${secret}\nThe secret is shown this once. The former one works for ${keepFormer} seconds more.`,
        );
    });
  applications
    .command('disable <client_id>')
    .description('end an application: nothing more is issued to it')
    .addOption(tenantOption())
    .action(async (applicationId: string, options: ChangeOptions) => {
      await withRooms(readSettings(environment), async (rooms) => {
        const tenantId = await tenantOf(rooms, options.tenant);
        await rooms.applications.disable(tenantId, applicationId).catch(explainFindings);
      });
      say(`Disabled ${applicationId}.`);
    });
}
