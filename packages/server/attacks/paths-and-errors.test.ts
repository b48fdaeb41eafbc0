/**
 * What a stranger learns when things go wrong: a sentence and a reference number. Cases 233 and 234.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '../src/foundation/logging/index.ts';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { letMemoryFade } from '../test/memory.ts';
import type { Answer } from '../test/visitor.ts';
import { isSignedIn, password, signUp } from './signed-in.ts';

type Line = { level: string; requestId?: string; code?: string; error?: object; msg: string };
const log: string[] = [];
const lines = (): Line[] => log.map((line) => JSON.parse(line) as Line);
let house: TestHouse;
beforeAll(async () => {
  const destination = { write: (line: string) => void log.push(line) };
  house = await startTestHouse({}, createLogger({ level: 'info', destination }));
});
afterAll(() => house.stop());

describe('an address that climbs', () => {
  it.each([
    '/assets/../../../../etc/passwd',
    '/assets/..%2f..%2f..%2fetc/passwd',
    '/assets/..%2f..%2f..%2f..%2f..%2fetc%2fpasswd',
    '/assets/..%5c..%5cetc%5cpasswd',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/assets/..%252f..%252fpackage.json',
    '/assets/..%c0%af..%c0%afetc/passwd',
    '/assets/pages.css%00.txt',
    '/assets/pages.css/..',
    '/assets/.%00./page.ts',
    '/assets//etc/passwd',
    '/assets/%2fetc%2fpasswd',
    '/assets/css%2fbase.css',
    '/assets/index.ts',
    '/assets/__proto__',
    '/assets/constructor',
    '/assets/PAGES.CSS',
    `/assets/${'a'.repeat(5_000)}`,
    '/.env',
    '/.git/config',
    '/package.json',
    '/src/main.ts',
    '/data/master-key',
  ])('%s leads nowhere (case 233)', async (path) => {
    for (const accept of ['text/html', '*/*']) {
      const answer = await house.visitor().request(path, { headers: { accept } });
      expect([400, 404]).toContain(answer.status);
      expect(answer.body).not.toMatch(/root:|"name"|import |:root|ENOENT|node_modules/);
    }
  });
});

/** Nothing of the inside: no stack, path, SQL, table or library. */
function expectSilence(answer: Answer): void {
  expect(answer.body).not.toMatch(
    /\bat .*\(|\.ts\b|node_modules|file:\/\/|\/work|\bselect\b.*\bfrom\b|relation|kysely|postgres|42P01/i,
  );
  expect(Object.keys(answer.headers).join()).not.toMatch(/x-powered-by|server-timing/);
}

/** The reference number of an answer, as a page or as JSON. */
function referenceOf(answer: Answer): string {
  return /\breq_[0-9a-z]{26}\b/.exec(answer.body)?.[0] ?? '';
}

async function without<T>(table: string, work: () => Promise<T>): Promise<T> {
  await house.sql(`alter table ${table} rename to ${table}_gone`);
  try {
    return await work();
  } finally {
    await house.sql(`alter table ${table}_gone rename to ${table}`);
  }
}

describe('a failure of the database', () => {
  it('shows a reference number and nothing of the inside, as a page and as JSON (case 234)', async () => {
    const anna = await signUp(house, 'anna@example.com');
    const page = await house.visitor().get('/sign-in');
    expect(page.status).toBe(200);
    for (const accept of ['text/html', 'application/json']) {
      const answer = await without('customer_identifiers', () => anna.request('/account', { headers: { accept } }));
      expect(answer.status).toBe(500);
      expectSilence(answer);
      const reference = referenceOf(answer);
      expect(reference).not.toBe('');
      const [line] = lines().filter((entry) => entry.requestId === reference);
      expect(line).toMatchObject({ level: 'error', code: 'server.failed', error: expect.anything() });
      expect(JSON.stringify(line)).not.toContain('anna@example.com');
    }
    expect(await isSignedIn(anna)).toBe(true);
  });

  it.each([
    ['flows', 'GET', '/sign-in'],
    ['budgets', 'GET', '/sign-up'],
    ['proofs', 'GET', `/verify/link?token=${'A'.repeat(43)}`],
  ])('in %s fails that request alone: %s %s (case 234)', async (table, method, path) => {
    const answer = await without(table, () => house.visitor().request(path, { method }));
    expect(answer.status).toBe(500);
    expectSilence(answer);
    expect(lines().some((line) => line.requestId === referenceOf(answer) && line.level === 'error')).toBe(true);
    expect((await house.visitor().get(path)).status).not.toBe(500);
  });

  it('in the middle of a form leaves nothing half done (case 234)', async () => {
    const visitor = house.visitor();
    const page = await visitor.get('/sign-up');
    const fields = { ...page.hidden('/sign-up'), email: 'half@example.com', password, name: 'Half' };
    const failed = await without('proofs', () => visitor.post('/sign-up', fields));
    expect(failed.status).toBe(500);
    expectSilence(failed);
    const [row] = await house.sql(
      "select count(*)::int as count from flows where flow_id = $1 and (payload is not null or state <> 'open')",
      [page.hidden('/sign-up')['flow']],
    );
    expect(row).toEqual({ count: 0 });
    expect((await visitor.post('/sign-up', fields)).status).toBe(303);
    expect((await house.mailTo('half@example.com')).subject).toMatch(/\d{3}/);
    expect(JSON.stringify(log)).not.toMatch(/half@example|quiet river/);
  });

  it('that stops all tenants is a refusal with health saying so (case 234)', async () => {
    await letMemoryFade();
    const [page, ready, live] = await without('tenants', async () => [
      await house.visitor().request('/sign-in'),
      await house.visitor().request('/health/ready'),
      await house.visitor().request('/health/live'),
    ]);
    expect(page?.status).toBe(500);
    expectSilence(page as Answer);
    expect([ready?.status, ready?.body]).toEqual([503, '{"status":"not ready"}']);
    expect(live?.status).toBe(200);
    expect((await house.visitor().get('/sign-in')).status).toBe(200);
  });
});
