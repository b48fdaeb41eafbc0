/**
 * `npm run pictures`: draws the pictures of the README anew, from a real server with a believable customer. Times and
 * devices are made to look like an ordinary week.
 */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launchBrowser } from './support/browser.ts';
import { meetPerson } from './support/person.ts';
import { startServer } from './support/server.ts';
import { register, signIn } from './support/steps.ts';

const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));

const desk =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36';
const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1';
const work = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0';

// Addresses and names that the standards set aside for documentation.
const account = { name: 'Maria Lindqvist', email: 'maria.lindqvist@example.com', password: 'harbour lantern quartz' };

// In the order they signed in: this browser, the phone, the one at work.
const ordinaryWeek = `
  update customers set created_at = now() - interval '243 days';
  update customer_identifiers set verified_at = now() - interval '243 days';
  update sessions set created_at = now() - started, last_seen_at = now() - seen
  from (
    select session_id as id, row_number() over (order by created_at) as place from sessions
  ) as ordered
  join (values (1, interval '6 days', interval '0'), (2, interval '19 days', interval '3 hours'),
    (3, interval '2 days', interval '26 hours')) as week (place, started, seen) using (place)
  where session_id = id`;

const server = await startServer();
const browser = await launchBrowser();
try {
  mkdirSync(folder, { recursive: true });
  const maria = await meetPerson(browser, server, { userAgent: desk, address: '203.0.113.24', density: 2 });
  await maria.open('/sign-in');
  await maria.page.fill('[name=identifier]', account.email);
  await maria.page.evaluate('document.activeElement.blur()');
  await withoutDevelopment();
  await maria.page.screenshot({ path: `${folder}sign-in.png` });

  await register(maria, account);
  for (const [userAgent, address] of [
    [phone, '203.0.113.24'],
    [work, '198.51.100.7'],
  ] as const) {
    const elsewhere = await meetPerson(browser, server, { userAgent, address });
    await signIn(elsewhere, account);
  }
  await server.sql(ordinaryWeek);
  await maria.open('/account');
  await withoutDevelopment();
  await maria.page.screenshot({ path: `${folder}account.png`, fullPage: true });

  async function withoutDevelopment(): Promise<void> {
    await maria.page.evaluate(`document.querySelector('.development')?.remove()`);
  }
} finally {
  await browser.close();
  await server.stop();
}
