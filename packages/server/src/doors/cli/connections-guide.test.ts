/** The page about connections says what works: its commands are run as they stand there, and every example is planned. */
import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connectionPresets } from '@cardea/contract';
import { expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { openGuide } from '../../../test/guide.ts';

type Example = { readonly connections: Readonly<Record<string, object>> };

it('every command of the page does what is said of it', { timeout: 300_000 }, async () => {
  const guide = await openGuide();
  try {
    const [make = '', look = '', disable = '', ...rest] = await guide.blocks('guides/connections.md', 'sh');
    expect(rest).toEqual([]);
    expect(await guide.shell.run(make)).toContain('google');
    const exported = await guide.shell.run(look);
    expect(exported).toContain('env: GOOGLE_SECRET');
    expect(exported).not.toContain('GOCSPX');
    await guide.shell.run(disable);
    expect(await guide.shell.run(look)).toContain('state: disabled');

    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
    await writeFile(join(guide.folder, 'AuthKey_FGHIJ67890.p8'), pem);
    await guide.shell.run('export SECRET=what-the-vendor-gave-you');
    const [command = ''] = /\S+ \S+ apply/.exec(make) ?? [];
    const examples = await guide.blocks('guides/connections.md', 'yaml');
    const connections: Example['connections'] = Object.assign(
      {},
      ...examples.map((example) => (parse(example) as Example).connections),
    );
    await writeFile(join(guide.folder, 'examples.yaml'), stringify({ connections }));
    const planned = await guide.shell.run(`${command} examples.yaml --plan || test $? = 2`);
    for (const id of Object.keys(connections)) expect(planned).toContain(id);
    for (const preset of connectionPresets) expect(examples.join('\n')).toContain(`preset: ${preset}`);
  } finally {
    await guide.close();
  }
});
