import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { isSettingsRefusal } from '../../foundation/config/index.ts';
import { addConfigurationVerbs } from './configuration.ts';

let first: TestHouse;
let second: TestHouse;
let folder: string;
beforeAll(async () => {
  [first, second, folder] = await Promise.all([
    startTestHouse(),
    startTestHouse({ PUBLIC_URL: 'http://localhost:4001' }),
    mkdtemp(join(tmpdir(), 'cardea-configuration-')),
  ]);
});
afterAll(() => Promise.all([first.stop(), second.stop(), rm(folder, { recursive: true })]));

/** What the verb prints, and what it ends with. */
async function run(house: TestHouse, ...args: string[]): Promise<{ text: string; code: number }> {
  const lines: string[] = [];
  const program = new Command('cardea').exitOverride();
  addConfigurationVerbs(program, {
    withRooms: (_settings, work) => work(house.house),
    say: (line) => lines.push(line),
  });
  const before = process.exitCode;
  process.exitCode = 0;
  try {
    await program.parseAsync(args, { from: 'user' });
    return { text: lines.join('\n'), code: Number(process.exitCode) };
  } catch (error) {
    if (!isSettingsRefusal(error)) throw error;
    return { text: error.sentences.join('\n'), code: 1 };
  } finally {
    process.exitCode = before;
  }
}

const file = async (name: string, text: string) => {
  await writeFile(join(folder, name), text);
  return join(folder, name);
};

describe('configuration from the command line', () => {
  it('goes to another installation and comes back as the same bytes', async () => {
    await writeFile(join(folder, 'shop-secret'), `${'s'.repeat(40)}\n`);
    const written = await file(
      'cardea.yaml',
      `name: Acme
settings: { session: { keepSignedIn: ask }, links: { terms: https://acme.example/terms } }
resources: { https://api.acme.example/: { name: API, scopes: { "api:use": Use it } } }
applications:
  shop:
    client_name: Shop
    redirect_uris: [http://localhost:3001/callback]
    client_secret: { file: shop-secret }
texts: { de: { "pages:sign_in.title": Hallo bei Acme } }
`,
    );
    expect(await run(first, 'apply', written, '--plan')).toMatchObject({ code: 2 });
    expect(await run(first, 'apply', written)).toMatchObject({ code: 0 });
    expect(await run(first, 'apply', written, '--plan')).toMatchObject({ code: 0 });
    const [one, two] = [join(folder, 'one.yaml'), join(folder, 'two.yaml')];
    await run(first, 'export-config', '-o', one);
    expect(await run(second, 'apply', one)).toMatchObject({ code: 0 });
    await run(second, 'export-config', '-o', two);
    const bytes = await readFile(two, 'utf8');
    expect(bytes).toBe(await readFile(one, 'utf8'));
    expect(bytes).not.toContain('ssss');
    const [tenantId = ''] = await second.house.tenants.listIds();
    expect(await second.house.applications.checkSecret(tenantId, 'shop', 's'.repeat(40))).toBe(true);
    expect(await run(second, 'drift', '--json')).toMatchObject({ code: 0 });
  });

  it('says in which line of which file something is wrong, and changes nothing', async () => {
    const path = await file('wrong.yaml', 'name: Other\nsettings:\n  session: { idleSeconds: x }\n');
    expect(await run(first, 'apply', path)).toEqual({
      code: 1,
      text: `${path}:3:14 settings.session.idleSeconds: This must be a number.`,
    });
    const asJson = await run(first, 'apply', path, '--json');
    expect(JSON.parse(asJson.text)).toMatchObject({ error: 'configuration.invalid', findings: [{ line: 3 }] });
    expect(asJson.code).toBe(1);
    expect((await run(first, 'apply', join(folder, 'nowhere.yaml'))).text).toContain('cannot be read');
    expect((await run(first, 'apply', path, '--tenant', 'nobody.example')).text).toContain('There is no tenant');
    const [tenantId = ''] = await first.house.tenants.listIds();
    expect((await first.house.tenants.byId(tenantId))?.name).toBe('Acme');
  });

  it('finds the tenant by its host', async () => {
    const otherId = await first.house.tenants.create({ name: 'Two', host: 'two.localhost:4000' });
    const path = await file('two-tenants.yaml', 'settings: { account: { closingGraceDays: 2 } }');
    expect((await run(first, 'apply', path)).text).toContain('say which one with --tenant');
    expect(await run(first, 'apply', path, '--tenant', 'two.localhost:4000')).toMatchObject({ code: 0 });
    expect((await first.house.tenants.byId(otherId ?? ''))?.settings.account.closingGraceDays).toBe(2);
    expect(await run(first, 'drift', '--tenant', 'localhost:4000')).toMatchObject({ code: 0 });
  });
});
