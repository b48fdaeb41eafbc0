/** The page about the management API says what works: its commands are run as they stand there. */
import { expect, it } from 'vitest';
import { openGuide } from '../../../test/guide.ts';

it('every command of the page does what is said of it', { timeout: 300_000 }, async () => {
  const guide = await openGuide();
  try {
    const outputs: string[] = [];
    for (const block of await guide.blocks('management-api.md', 'sh')) outputs.push(await guide.shell.run(block));
    const all = outputs.join('\n');
    // Found by words of the name and by the external id, and listed: masked each time, and whole for a reason.
    expect(all.match(/"external_id":"c•••"/g)?.length).toBeGreaterThanOrEqual(4);
    expect(all).toContain('"external_id":"crm-4711"');
    expect(all).toContain('"email":"a•••@example.com"');
    expect(all).toContain('"email":"anna@example.com"');
    expect(all).toContain('"locale":"de"');
    expect(all).toContain('"action":"end_sessions"');
    for (const event of ['customer.created', 'profile.changed', 'note.added', 'customer.disabled', 'customer.enabled'])
      expect(all).toContain(`"event":"${event}"`);
  } finally {
    await guide.close();
  }
});
