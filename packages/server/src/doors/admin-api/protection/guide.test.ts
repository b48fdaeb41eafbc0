/** What the page on attacks says of the console and of programs works: its commands are run as they stand there. */
import { expect, it } from 'vitest';
import { openGuide } from '../../../../test/guide.ts';

it('settings and attack mode are changed by the commands of their page', { timeout: 300_000 }, async () => {
  const guide = await openGuide();
  try {
    const blocks = await guide.blocks('guides/attack-protection.md', 'sh');
    const [settings = '', program = '', ...rest] = blocks.filter((block) => block.includes('protection'));
    expect(rest).toEqual([]);
    expect(await guide.shell.run(settings)).toMatch(/attackMode.*digest/s);
    const said = await guide.shell.run(program);
    expect(said).toContain('"mode":"calm"');
    expect(said).toContain('"attack_mode":"manual"');
    expect(said).toMatch(/"mode":"attack","begun_by":"staff"/);
    expect(said.match(/"under_attack":/g)).toHaveLength(2);
    expect(said).toContain('{"items":[],"next_cursor":null}');
  } finally {
    await guide.close();
  }
});
