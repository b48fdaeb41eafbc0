/**
 * Closing an account: what it asks, what ends at once, the ways back, and the end for good (cases 30, 90, 148). Grace
 * and its end are decided by the clock of the database: tests age the row.
 */
import * as client from 'openid-client';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { letMemoryFade } from '../test/memory.ts';
import { createRelyingParty, follow, type RelyingParty } from '../test/relying-party.ts';
import type { Answer, Visitor } from '../test/visitor.ts';
import { age, closeAccount, linkOf, mailAbout, newPassword, recover } from './lives.ts';
import { flowOf, goodPassword, isSignedIn, registerCustomer, signIn, tracesOf } from './people.ts';

let house: TestHouse;
let shop: RelyingParty;
let video: RelyingParty;
beforeAll(async () => {
  house = await startTestHouse();
  shop = await createRelyingParty(house);
  video = await createRelyingParty(house, { firstParty: false });
});
afterAll(() => house.stop());
afterEach(() => house.sql('delete from budgets'));

async function enter(visitor: Visitor, party = shop) {
  const journey = await party.begin();
  let answer = await follow(house, visitor, await visitor.request(journey.address));
  if (answer.headers['location'] === undefined) {
    const hidden = answer.hidden('/consent');
    answer = await follow(house, visitor, await visitor.post('/consent', { ...hidden, decision: 'allow' }));
  }
  return party.redeem(journey, answer.headers['location'] ?? '');
}

const newest = async () => {
  const [row] = await house.sql<{ customer_id: string }>(
    'select customer_id from customers order by created_at desc limit 1',
  );
  return row?.customer_id ?? '';
};
const stateOf = async (customerId: string) => {
  const [row] = await house.sql<{ state: string }>('select state from customers where customer_id = $1', [customerId]);
  return row?.state;
};

/** Lets the grace of everybody pass, and waits for the hourly job. */
async function letGracePass(customerId: string): Promise<void> {
  await house.sql("update customers set closes_at = now() - interval '1 second' where state = 'closing'");
  await house.sql(
    "select graphile_worker.add_job('close-accounts', '{}', job_key => 'close-accounts', run_at => now())",
  );
  for (let tries = 0; tries < 1200 && (await stateOf(customerId)) === 'closing'; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 25));
}

describe('closing an account', () => {
  it('asks whether it is understood, then ends every session and token at once (case 90)', async () => {
    const email = 'anna@close.example';
    const visitor = await registerCustomer(house, email);
    const customerId = await newest();
    const other = house.visitor();
    await signIn(other, email);
    const tokens = await enter(other);
    const page = await visitor.get('/account/close');
    expect(page.body).toContain('14 days');
    expect((await visitor.post('/account/close', page.hidden('/account/close'))).status).toBe(422);
    expect(await stateOf(customerId)).toBe('active');

    const closed = await closeAccount(visitor);
    expect(closed.headers['location']).toMatch(/^\/closing\?until=\d{4}-\d\d-\d\d$/);
    expect((await visitor.get(closed.headers['location'] ?? '')).status).toBe(200);
    expect(await stateOf(customerId)).toBe('closing');
    for (const browser of [visitor, other]) expect(await isSignedIn(browser)).toBe(false);
    await expect(client.refreshTokenGrant(shop.configuration, tokens.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    await expect(
      client.fetchUserInfo(shop.configuration, tokens.access_token, client.skipSubjectCheck),
    ).rejects.toThrow();
    const [row] = await house.sql(
      'select round(extract(epoch from closes_at - now()) / 86400)::int as days from customers where customer_id = $1',
      [customerId],
    );
    expect(row).toEqual({ days: 14 });
  });

  it('is undone by signing in and saying so, and by nothing less (case 30)', async () => {
    const email = 'berta@close.example';
    const visitor = await registerCustomer(house, email);
    const customerId = await newest();
    await closeAccount(visitor);
    expect((await signIn(house.visitor(), email, 'not the password')).status).toBe(401);
    const back = house.visitor();
    const answer = await signIn(back, email);
    const place = answer.headers['location'] ?? '';
    expect([answer.status, place.split('?')[0]]).toEqual([303, '/sign-in/keep']);
    expect(back.cookies.has('cardea_session')).toBe(false);
    const page = await back.get(place);
    expect(page.body).toContain('Keep my account');
    expect(await stateOf(customerId)).toBe('closing');

    const flow = flowOf(answer);
    expect((await house.visitor().post('/sign-in/keep', { flow })).status).toBe(403);
    expect((await back.post('/sign-in/keep', { flow }, { origin: 'https://evil.example' })).status).toBe(403);
    expect(await stateOf(customerId)).toBe('closing');
    const kept = await Promise.all(Array.from({ length: 5 }, () => back.post('/sign-in/keep', { flow })));
    expect(kept.filter(({ headers }) => headers['location'] === '/account')).toHaveLength(1);
    expect(kept.every(({ status }) => status < 500)).toBe(true);
    expect(await stateOf(customerId)).toBe('active');
    await mailAbout(house, email, /stays open/);
  });

  it('cannot be kept by a sign-in that proved nothing, or another journey (case 31)', async () => {
    const email = 'clara@close.example';
    const visitor = await registerCustomer(house, email);
    await closeAccount(visitor);
    const rival = house.visitor();
    const flow = (await rival.get('/sign-in')).hidden('/sign-in')['flow'] ?? '';
    expect((await rival.post('/sign-in/keep', { flow })).status).toBe(410);
    const up = (await rival.get('/sign-up')).hidden('/sign-up')['flow'] ?? '';
    expect((await rival.post('/sign-in/keep', { flow: up })).status).toBe(410);
    expect((await rival.request('/sign-in/keep?flow=x')).status).toBe(410);
    expect(await stateOf(await newest())).toBe('closing');
  });

  it('is undone by the mailed link, by its button alone; nobody is signed in by it (case 43)', async () => {
    const email = 'dora@close.example';
    const visitor = await registerCustomer(house, email);
    const customerId = await newest();
    await closeAccount(visitor);
    const link = linkOf(await mailAbout(house, email, /about to close/), '/keep-account');
    const owner = house.visitor();
    const before = await tracesOf(house);
    for (const method of ['HEAD', 'GET', 'GET']) expect((await owner.request(link, { method })).status).toBe(200);
    expect(await tracesOf(house)).toEqual(before);
    expect(await stateOf(customerId)).toBe('closing');
    const kept = await owner.fill(link, {});
    expect(kept.headers['location']).toBe('/kept');
    expect(owner.cookies.has('cardea_session')).toBe(false);
    expect(await stateOf(customerId)).toBe('active');
    expect((await owner.get(link)).status).toBe(410);
    expect((await owner.post('/keep-account', { token: link.split('=')[1] ?? '' })).status).toBe(410);
    expect((await signIn(house.visitor(), email)).headers['location']).toBe('/account');
  });

  it('survives a forgotten password: recovery leads to a sign-in that offers to keep it', async () => {
    const email = 'emma@close.example';
    await closeAccount(await registerCustomer(house, email));
    const { visitor, chosen } = await recover(house, email);
    expect(chosen.headers['location']).toBe('/sign-in');
    expect(visitor.cookies.has('cardea_session')).toBe(false);
    const answer = await signIn(visitor, email, newPassword);
    expect((await visitor.post('/sign-in/keep', { flow: flowOf(answer) })).headers['location']).toBe('/account');
  });

  it('is not begun by a session that ended while the request waited for the account (case 55)', async () => {
    const visitor = await registerCustomer(house, 'waiting@close.example');
    const customerId = await newest();
    let closing: Promise<Answer> | undefined;
    await house.database.transaction({ customers: [customerId] }, async () => {
      closing = closeAccount(visitor);
      await vi.waitFor(async () => {
        const [locks] = await house.sql<{ n: number }>(
          `select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted
             and database = (select oid from pg_database where datname = current_database())`,
        );
        expect(locks?.n).toBe(1);
      }, 30_000);
      await house.sql('update sessions set ended_at = now() where customer_id = $1', [customerId]);
    });
    expect((await closing)?.status).toBe(401);
    expect(await stateOf(customerId)).toBe('active');
  });

  it('wants a fresh proof of who closes it, and nothing is closed without (case 55)', async () => {
    const visitor = await registerCustomer(house, 'frida@close.example');
    const hidden = (await visitor.get('/account/close')).hidden('/account/close');
    await age(house);
    expect((await visitor.post('/account/close', { ...hidden, understood: 'yes' })).status).toBe(303);
    expect(await stateOf(await newest())).toBe('active');
    expect((await house.visitor().post('/account/close', { ...hidden, understood: 'yes' })).status).toBe(401);
  });
});

describe('an account that is closed for good', () => {
  it('leaves nothing but its id; the address is free and whoever takes it inherits nothing (case 148)', async () => {
    const email = 'greta@close.example';
    const visitor = await registerCustomer(house, email, { name: 'Greta' });
    const customerId = await newest();
    const sub = (await enter(visitor, video)).claims()?.sub;
    await closeAccount(visitor);
    const link = linkOf(await mailAbout(house, email, /about to close/), '/keep-account');
    const held = house.visitor();
    const waiting = flowOf(await signIn(held, email));
    await letGracePass(customerId);
    expect(await stateOf(customerId)).toBe('closed');

    // Whatever knows customers and is no history must have forgotten this one, also what is added some day.
    const tables = await house.sql<{ name: string }>(`
      select columns.table_name as name from information_schema.columns join information_schema.tables using (table_schema, table_name)
      where columns.table_schema = 'public' and column_name = 'customer_id' and table_type = 'BASE TABLE'
        and table_name not like 'ledger_entries%' and table_name not in ('customers', 'disclosure_log', 'messages', 'flows')`);
    expect(tables.length).toBeGreaterThan(5);
    for (const { name } of tables)
      expect([name, await house.sql(`select 1 from ${name} where customer_id = $1`, [customerId])]).toEqual([name, []]);
    const open =
      "select 1 from flows where customer_id = $1 and (state = 'open' or payload is not null) and kind <> 'sign-in'";
    expect(await house.sql(open, [customerId])).toEqual([]);
    expect(await house.sql('select 1 from key_envelopes where subject_id = $1', [customerId])).toEqual([]);
    expect(
      await house.sql('select attributes, locale, closes_at from customers where customer_id = $1', [customerId]),
    ).toEqual([{ attributes: {}, locale: 'und', closes_at: null }]);
    const [entry] = await house.sql(
      "select data, actor_kind from ledger_entries where event = 'customer.closed' and customer_id = $1",
      [customerId],
    );
    expect(entry).toEqual({ data: {}, actor_kind: 'system' });

    expect((await house.visitor().get(link)).status).toBe(410);
    expect((await held.post('/sign-in/keep', { flow: waiting })).status).toBe(410);
    expect((await signIn(house.visitor(), email)).status).toBe(401);

    const again = await registerAgain(email);
    expect(await newest()).not.toBe(customerId);
    expect((await again.get('/account')).body).not.toContain('Greta');
    const journey = await video.begin();
    const asked = await follow(house, again, await again.request(journey.address));
    expect(asked.body).toContain('asks for access');
    expect((await enter(again, video)).claims()?.sub).not.toBe(sub);
  });

  it('is not closed when it was kept in the last moment, whoever comes first', async () => {
    const email = 'helga@close.example';
    await closeAccount(await registerCustomer(house, email));
    const customerId = await newest();
    const back = house.visitor();
    const flow = flowOf(await signIn(back, email));
    expect((await back.post('/sign-in/keep', { flow })).status).toBe(303);
    await house.sql(
      "select graphile_worker.add_job('close-accounts', '{}', job_key => 'close-accounts', run_at => now())",
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await stateOf(customerId)).toBe('active');
    expect(await isSignedIn(back)).toBe(true);
  });

  it('cannot be kept once its grace is over, even before the job has come by', async () => {
    const email = 'ida@close.example';
    await closeAccount(await registerCustomer(house, email));
    const link = linkOf(await mailAbout(house, email, /about to close/), '/keep-account');
    const back = house.visitor();
    const flow = flowOf(await signIn(back, email));
    await house.sql("update customers set closes_at = now() - interval '1 second' where state = 'closing'");
    expect((await back.post('/sign-in/keep', { flow })).status).toBe(410);
    expect((await house.visitor().post('/keep-account', { token: link.split('=')[1] ?? '' })).status).toBe(410);
    expect(await stateOf(await newest())).not.toBe('active');
  });
});

describe('a business without a grace', () => {
  it('tells its customer all the same, with nothing to keep', async () => {
    const setGrace = async (days: number) => {
      const account = JSON.stringify({ closingGraceDays: days });
      await house.sql("update tenants set settings = settings || jsonb_build_object('account', $1::jsonb)", [account]);
      await letMemoryFade();
    };
    const email = 'jens@close.example';
    const visitor = await registerCustomer(house, email);
    await setGrace(0);
    await closeAccount(visitor);
    const mail = await mailAbout(house, email, /is closed$/);
    expect(mail.text).not.toMatch(/token=|keep-account/);
    expect(mail.html).not.toContain('keep-account');
    await setGrace(14);
  });
});

describe('the job that closes accounts', () => {
  it('goes on after one that it cannot close', async () => {
    await closeAccount(await registerCustomer(house, 'karla@close.example'));
    const stuck = await newest();
    await closeAccount(await registerCustomer(house, 'ludwig@close.example'));
    const next = await newest();
    await house.sql("update customers set closes_at = now() - interval '1 day' where customer_id = $1", [stuck]);
    await house.sql(`
      create function refuse() returns trigger language plpgsql as $$ begin raise exception 'stuck'; end $$;
      create trigger refuse before delete on customers for each row when (old.customer_id = '${stuck}') execute function refuse()`);
    await house.sql("update customers set closes_at = now() - interval '1 second' where customer_id = $1", [next]);
    await house.sql(
      "select graphile_worker.add_job('close-accounts', '{}', job_key => 'close-accounts', run_at => now())",
    );
    for (let tries = 0; tries < 1200 && (await stateOf(next)) === 'closing'; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 25));
    expect([await stateOf(stuck), await stateOf(next)]).toEqual(['closing', 'closed']);
    await house.sql('drop trigger refuse on customers; drop function refuse');
  });
});

async function registerAgain(email: string): Promise<Visitor> {
  const visitor = house.visitor();
  const codes = (await house.mails()).filter(({ to, subject }) => to === email && /your code/.test(subject)).length;
  const accepted = await visitor.fill('/sign-up', { email, password: goodPassword, name: '' });
  const mail = await mailAbout(house, email, /your code/, codes + 1);
  const code = /\d{3} ?\d{3}/.exec(mail.subject)?.[0].replace(' ', '') ?? '';
  await visitor.post('/verify', { flow: flowOf(accepted), code });
  return visitor;
}
