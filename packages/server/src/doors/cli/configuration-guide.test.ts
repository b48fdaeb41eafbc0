/** The page on configuration as code says what works: its commands are run, in order, against a server of their own. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Guide, openGuide } from '../../../test/guide.ts';

let guide: Guide;
beforeAll(async () => {
  guide = await openGuide();
});
afterAll(() => guide.close());

it('a tenant is configured by the commands of its page', { timeout: 300_000 }, async () => {
  const [exported, write, plan, apply, again, json, mistake, farewell, second, schema, ...rest] = await guide.blocks(
    'configuration-as-code.md',
    'sh',
  );
  expect(rest).toEqual([]);
  const { shell } = guide;
  expect(await shell.run(exported ?? '')).toBe('Wrote cardea.yaml.');
  await shell.run(write ?? '');
  const planned = await shell.run(plan ?? '');
  expect(planned).toContain('~ settings session.idleSeconds: 604800 → 86400');
  expect(planned).toContain('+ applications shop');
  expect(planned).toContain('5 to make, 2 to change, 0 to remove.');
  // No terminal, no colours.
  expect(planned).not.toContain('\u001b');
  expect(await shell.run(apply ?? '')).toContain('5 made, 2 changed, 0 removed.');
  const unchanged = await shell.run(again ?? '');
  expect(unchanged.match(/Nothing changes/g)).toHaveLength(2);
  expect(JSON.parse(await shell.run(json ?? ''))).toMatchObject({ has_changes: false, changes: [] });
  expect(await shell.run(mistake ?? '')).toContain(
    'mistake.yaml:3:5 settings.session.idleSecond: "idleSecond" is not known here: did you mean "idleSeconds"?',
  );
  const gone = await shell.run(farewell ?? '');
  expect(gone).toContain('- applications shop');
  expect(gone).toContain('0 customers have a value');
  await shell.run(second ?? '');
  await shell.run(schema ?? '');
  expect(JSON.parse(await shell.run('cat cardea.schema.json'))).toMatchObject({ title: 'Cardea configuration' });
});
