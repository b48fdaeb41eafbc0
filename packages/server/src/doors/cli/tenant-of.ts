/** Which tenant a verb is about: the only one, or the one that is named; and the options that verbs share. */
import { Option } from 'commander';
import { settingsRefusal } from '../../foundation/config/index.ts';
import type { CommandLineRooms, WithRooms } from './rooms.ts';

export type VerbDependencies = { readonly withRooms: WithRooms; readonly say: (line: string) => void };

export const tenantOption = () =>
  new Option('--tenant <host>', 'the tenant, by its host or id; not needed where there is only one');
export const jsonOption = () => new Option('--json', 'print the result as JSON');

/** The tenant's id, or a refusal that says how to name one. */
export async function tenantOf({ tenants }: CommandLineRooms, wanted: string | undefined): Promise<string> {
  const known = await tenants.listIds();
  if (wanted !== undefined) {
    if (known.includes(wanted)) return wanted;
    const byHost = await tenants.byHost(wanted);
    if (byHost !== null) return byHost.tenantId;
    throw settingsRefusal([`There is no tenant ${wanted}.`]);
  }
  const [only] = known;
  if (only !== undefined && known.length === 1) return only;
  throw settingsRefusal([`There are ${known.length} tenants: say which one with --tenant.`]);
}
