/**
 * `npm run pictures`: draws the pictures of the README anew, from a real server with a believable customer and a
 * console full of others. Times and devices are made to look like an ordinary week.
 */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launchBrowser } from './support/browser.ts';
import { bringIn } from './support/console-people.ts';
import { meetPerson } from './support/person.ts';
import { startServer } from './support/server.ts';
import { press, register, signIn } from './support/steps.ts';

const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));

const desk =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36';
const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1';
const work = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0';

// Addresses and names that the standards set aside for documentation.
const account = { name: 'Maria Lindqvist', email: 'maria.lindqvist@example.com', password: 'harbour lantern quartz' };

const others = [
  ...['Anna Bergström', 'Ben Okafor', 'Carla Rossi', 'David Lindgren', 'Elif Yıldız', 'Farid Haddad', 'Greta Müller'],
  ...['Hiro Tanaka', 'Inês Carvalho', 'Jonas Weber', 'Zoë Ångström', 'Lea Fischer', 'Mei-Ling Chen', 'Nils Berg'],
  ...['Siobhán O’Neill', 'Paweł Nowak', 'Ruth Stone', 'Tomás Herrera', 'Amélie Durand', 'Viktor Novák'],
];

/** Somebody of that name, as an import brings them; a few are known to another system, and one is disabled. */
const customer = (name: string, at: number) => ({
  email: `${name
    .normalize('NFD')
    .replace('ı', 'i')
    .replace('ł', 'l')
    .replace(/[^a-z -]/gi, '')
    .toLowerCase()
    .replaceAll(' ', '.')}@example.com`,
  ...(at % 3 === 0 ? { external_id: `crm-${4700 + at}` } : {}),
  state: at === 4 ? ('disabled' as const) : ('active' as const),
  attributes: { name },
});

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

  await bringIn(server, others.map(customer));
  // Staggered, as people come.
  await server.sql(`update customers set created_at = now() - numbered.place * interval '7 hours 13 minutes'
    from (select customer_id as id, row_number() over (order by customer_id) as place from customers) as numbered
    where customer_id = id`);
  const owner = await meetPerson(browser, server, { density: 2, address: null });
  await owner.page.setViewportSize({ width: 1280, height: 860 });
  await owner.page.goto(server.setUpPath);
  await owner.page.fill('[name=email]', 'olga.petersen@example.com');
  await owner.page.fill('[name=password]', account.password);
  await owner.page.fill('[name=name]', 'Olga Petersen');
  await press(owner, '/setup');
  await owner.page.locator('main h1').waitFor();
  await owner.page.goto(`${server.origin}/console/customers`);
  await owner.page.getByRole('button', { name: 'Show personal fields' }).click();
  await owner.page.getByLabel('Reason').fill('Ticket 4711');
  await owner.page.getByRole('dialog').getByRole('button', { name: 'Show personal fields' }).click();
  await owner.page.getByRole('dialog').waitFor({ state: 'detached' });
  await owner.page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  await owner.page.evaluate('document.activeElement.blur()');
  await owner.page.mouse.move(0, 0);
  await owner.page.screenshot({ path: `${folder}console.png` });

  async function withoutDevelopment(): Promise<void> {
    await maria.page.evaluate(`document.querySelector('.development')?.remove()`);
  }
} finally {
  await browser.close();
  await server.stop();
}
