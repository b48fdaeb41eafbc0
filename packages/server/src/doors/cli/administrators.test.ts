import { Command } from 'commander';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { linkIn, password } from '../../../test/administrators.ts';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { isSettingsRefusal } from '../../foundation/config/index.ts';
import { addAdministratorVerbs } from './administrators.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());

/** What the verb prints. */
async function run(...args: string[]): Promise<string> {
  const lines: string[] = [];
  const program = new Command('cardea').exitOverride().configureOutput({ writeErr: () => undefined });
  const admin = (line: string) => lines.push(line);
  addAdministratorVerbs(program, { withRooms: (_settings, work) => work(house.house), say: admin });
  for (const command of program.commands.flatMap((one) => [one, ...one.commands]))
    command.exitOverride().configureOutput({ writeErr: () => undefined });
  await program.parseAsync(['admin', ...args], { from: 'user' });
  return lines.join('\n');
}

it('prints a link that makes the first owner, says how it stands, and mails nothing', async () => {
  expect(await run('list')).toContain('Nobody administers yet.');
  const said = await run('create', '--email', 'ada@example.com');
  const link = /^Set up: (\S+)$/m.exec(said)?.[1] ?? '';
  expect(said).toContain('For ada@example.com, as owner.');
  const ada = house.visitor();
  await ada.get(linkIn(link));
  expect((await ada.fill('/setup', { password, name: 'Ada' })).headers['location']).toBe('/console');
  expect(await run('list')).toMatch(/^cus_\w{26} {2}active {2}owner$/);
  expect((await house.mails()).some(({ text }) => text.includes('/setup?token='))).toBe(false);
});

it('takes several roles, prints JSON for programs, and a newer link ends the former', async () => {
  const former = JSON.parse(await run('create', '--email', 'bo@example.com', '--json')) as { link: string };
  const latter = JSON.parse(
    await run('create', '--json', '--email', 'bo@example.com', '--role', 'support', '--role', 'read-only'),
  ) as { link: string; roles: string[] };
  expect(latter.roles).toEqual(['support', 'read-only']);
  expect((await house.visitor().get(linkIn(former.link))).status).toBe(410);
  expect((await house.visitor().get(linkIn(latter.link))).status).toBe(200);
  const { administrators } = JSON.parse(await run('list', '--json')) as { administrators: { roles: string[] }[] };
  expect(administrators.map(({ roles }) => roles)).toEqual([['owner']]);
});

it('refuses what is no address, no role and no tenant, in a sentence', async () => {
  const refusal = async (...args: string[]) => {
    const error: unknown = await run(...args).catch((thrown: unknown) => thrown);
    return isSettingsRefusal(error) ? error.sentences : String(error);
  };
  expect(await refusal('create', '--email', 'nobody')).toEqual(['--email is not one e-mail address.']);
  expect(await refusal('create', '--email', 'a@example.com', '--role', 'god')).toContain('Allowed choices are owner');
  expect(await refusal('create', '--email', 'a@example.com', '--tenant', 'nowhere.example')).toEqual([
    'There is no tenant nowhere.example.',
  ]);
});
