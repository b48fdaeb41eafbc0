import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { isSettingsRefusal } from '../../foundation/config/index.ts';
import { addInvitationVerbs } from './invitations.ts';
import { addSettingsVerbs } from './settings.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());

/** What the verb prints. */
async function run(...args: string[]): Promise<string> {
  const lines: string[] = [];
  const program = new Command('cardea').exitOverride();
  const say = (line: string) => lines.push(line);
  addSettingsVerbs(program, { withRooms: (_settings, work) => work(house.house), say });
  addInvitationVerbs(program, { withRooms: (_settings, work) => work(house.house), say });
  await program.parseAsync(args, { from: 'user' });
  return lines.join('\n');
}

const refusal = async (...args: string[]): Promise<readonly string[]> => {
  const error: unknown = await run(...args).catch((thrown: unknown) => thrown);
  return isSettingsRefusal(error) ? error.sentences : [`not refused: ${String(error)}`];
};

describe('settings from the command line', () => {
  it('are changed one by one, shown, and taken back', async () => {
    expect(await run('settings', 'set', 'session.keepSignedIn=ask', 'languages.offered=["de"]')).toContain('Changed');
    expect(JSON.parse(await run('settings', 'show'))).toMatchObject({
      session: { keepSignedIn: 'ask', idleSeconds: 604_800 },
      languages: { offered: ['de'] },
    });
    await run('settings', 'set', 'session.keepSignedIn=', 'languages.offered=');
    expect(JSON.parse(await run('settings', 'show'))).toMatchObject({
      session: { keepSignedIn: 'always' },
      languages: {},
    });
  });

  it('are changed all or none, and what is wrong is named', async () => {
    const sentences = await refusal('settings', 'set', 'registration.mode=closed', 'session.idel=5', 'links.terms=x');
    expect(sentences.toSorted()).toEqual(['links.terms cannot have that value.', 'session.idel is not a setting.']);
    expect(JSON.parse(await run('settings', 'show'))).toMatchObject({ registration: { mode: 'open' } });
  });

  it.each(['__proto__.x=1', 'constructor.prototype.x=1', 'nothing', '=1'])(
    'take no path that is none: %s',
    async (change) => {
      expect((await refusal('settings', 'set', change))[0]).toContain('is no change');
      expect(({} as Record<string, unknown>)['x']).toBe(undefined);
    },
  );

  it('of an application are its own', async () => {
    const [tenantId = ''] = await house.house.tenants.listIds();
    const metadata = { client_name: 'Shop', redirect_uris: ['https://shop.example/callback'] };
    const { applicationId } = await house.house.applications.register(tenantId, { metadata, firstParty: true });
    await run('settings', 'set', '--application', applicationId, 'registration.mode=closed');
    expect(JSON.parse(await run('settings', 'show', '--application', applicationId))).toMatchObject({
      registration: { mode: 'closed' },
    });
    expect(await refusal('settings', 'set', '--application', applicationId, 'mail.senderName=x')).toEqual([
      'mail is not a setting.',
    ]);
    expect(await refusal('settings', 'show', '--application', 'nobody')).toEqual(['There is no application nobody.']);
  });
});

describe('invitations from the command line', () => {
  it('are sent, listed without the whole address, and taken back', async () => {
    const { invitation } = JSON.parse(await run('customers', 'invite', '--email', 'anna@cli.example', '--json')) as {
      invitation: string;
    };
    expect((await house.mailTo('anna@cli.example')).text).toContain('/invitation?token=');
    const listed = await run('customers', 'invitations');
    expect(listed).toContain(`${invitation}  open  a•••@cli.example`);
    await run('customers', 'revoke-invitation', invitation);
    expect(await run('customers', 'invitations')).toContain(`${invitation}  revoked  –`);
    expect(await refusal('customers', 'revoke-invitation', invitation)).toHaveLength(1);
    expect(await refusal('customers', 'invite', '--email', 'nobody')).toEqual(['--email is not one e-mail address.']);
    expect(await refusal('customers', 'invite', '--email', 'a@b.example', '--application', 'none')).toHaveLength(1);
  });
});
