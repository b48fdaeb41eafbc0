/** Attacks on a fresh installation: whoever comes first must not own it (case 188), over real HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAdministrator, linkIn, password } from '../test/administrators.ts';
import { startTestHouse, type TestHouse } from '../test/house.ts';

describe('the set-up link (case 188)', () => {
  let fresh: TestHouse;
  beforeAll(async () => {
    fresh = await startTestHouse();
  });
  afterAll(() => fresh.stop());
  const form = { password, name: 'First' };

  it('is needed: whoever comes to a fresh installation first gets nothing without it', async () => {
    for (const path of ['/setup', '/setup?token=', `/setup?token=${'A'.repeat(43)}`]) {
      const visitor = fresh.visitor();
      expect((await visitor.get(path)).status).toBe(410);
      const answer = await visitor.post('/setup', { ...form, email: 'stranger@example.com' });
      expect(answer.status).toBe(410);
    }
    expect(await fresh.sql('select 1 from administrators')).toEqual([]);
  });

  it('is not used up by looking, and works once for eight who hold it at the same moment', async () => {
    const link = linkIn((await fresh.house.setUpLink()) ?? '');
    for (let scanner = 0; scanner < 5; scanner += 1) await fresh.visitor().get(link);
    const visitors = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => {
        const visitor = fresh.visitor();
        await visitor.get(link);
        return { visitor, email: `first-${index}@example.com` };
      }),
    );
    const answers = await Promise.all(visitors.map(({ visitor, email }) => visitor.post('/setup', { ...form, email })));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(answers.filter(({ status }) => status !== 303).every(({ status }) => status === 410)).toBe(true);
    expect(await fresh.sql('select roles from administrators')).toEqual([{ roles: ['owner'] }]);
    // Whoever lost the race has left no account behind.
    expect(await fresh.sql('select count(*)::int as n from customers')).toEqual([{ n: 1 }]);
  });

  it('is worth nothing once there is an owner, however they came to be', async () => {
    const second = await startTestHouse();
    try {
      const link = linkIn((await second.house.setUpLink()) ?? '');
      const holder = second.visitor();
      await holder.get(link);
      await createAdministrator(second, 'owner@example.com', 'owner');
      expect((await holder.post('/setup', { ...form, email: 'late@example.com' })).status).toBe(410);
      expect((await holder.get('/setup')).status).toBe(410);
      expect(await second.house.setUpLink()).toBeNull();
    } finally {
      await second.stop();
    }
  });

  it('expires by the clock of the database, and cannot be sent by another site', async () => {
    const second = await startTestHouse();
    try {
      const link = linkIn((await second.house.setUpLink()) ?? '');
      const visitor = second.visitor();
      await visitor.get(link);
      const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
      const crossed = await visitor.post('/setup', { ...form, email: 'a@example.com' }, foreign);
      expect(crossed.status).toBe(403);
      await second.sql(`update administrator_invitations set expires_at = now() - interval '1 second'`);
      expect((await visitor.post('/setup', { ...form, email: 'a@example.com' })).status).toBe(410);
    } finally {
      await second.stop();
    }
  });

  it('is not made outside development, where whoever reads the log could use it', async () => {
    const live = await startTestHouse({
      PUBLIC_URL: 'https://id.example.com',
      SMTP_URL: 'smtp://127.0.0.1:9',
      MAIL_FROM: 'no-reply@example.com',
    });
    try {
      expect(await live.house.needsOwner()).toBe(true);
      expect(await live.sql('select 1 from administrator_invitations')).toEqual([]);
    } finally {
      await live.stop();
    }
  });
});
