/**
 * Attacks on the sign-up form: cases 9 (race), 11 (letters that look alike), 12 (one namespace), 13 (mass assignment),
 * 14 (weak passwords), 15 (truncation) and 16 (NUL bytes).
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import {
  beginFlow,
  codeOf,
  flowOf,
  goodPassword,
  isSignedIn,
  registerCustomer,
  signIn,
  signUp,
  tracesOf,
} from './people.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());

describe('an address', () => {
  it('belongs to one account, however many sign up for it at once in other letters (case 9)', async () => {
    const before = await tracesOf(house);
    const spellings = ['ren\u00e9e@race.example', 'rene\u0301e@race.example', 'REN\u00e9E@RACE.example'];
    const tries = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const visitor = house.visitor();
        const answer = await signUp(visitor, spellings[index % spellings.length] ?? '');
        return { visitor, answer };
      }),
    );
    expect(new Set(tries.map(({ answer }) => answer.status))).toEqual(new Set([303]));
    expect(await tracesOf(house)).toMatchObject({ customers: before.customers, sessions: before.sessions });

    // The one mailbox got a handful of codes. All are typed at the same moment, each in the browser it was asked by.
    await expect.poll(async () => (await unsettled(house)).length).toBe(0);
    const codes = (await house.mails()).filter((mail) => mail.to.endsWith('@race.example')).map(codeOf);
    expect(codes.length).toBeGreaterThan(1);
    expect(codes.length).toBeLessThanOrEqual(5);
    const flows = await house.sql<{ flow_id: string }>('select flow_id from proofs where minted_at is not null');
    const asked = tries.filter(({ answer }) => flows.some(({ flow_id }) => flow_id === flowOf(answer)));
    expect(asked).toHaveLength(codes.length);
    for (const code of codes) {
      await Promise.all(asked.map(({ visitor, answer }) => visitor.post('/verify', { flow: flowOf(answer), code })));
    }
    const after = await tracesOf(house);
    expect(after.customers).toBe(before.customers + 1);
    expect(after.identifiers).toBe(before.identifiers + 1);
    expect(after.sessions).toBe(before.sessions + 1);
    expect(after.entries['customer.registered'] ?? 0).toBe((before.entries['customer.registered'] ?? 0) + 1);
  });

  it('is not reached by letters that only look or fold alike (case 11)', async () => {
    await registerCustomer(house, 'mike@example.org');
    const before = await tracesOf(house);
    // a Kelvin sign, full width, a ligature, zero width, a soft hyphen, a direction mark
    const imitations = [
      'mi\u212ae@example.org',
      '\uff4dike@example.org',
      'mike@example\uff0eorg.',
      'mik\u200be@example.org',
    ];
    for (const email of [...imitations, 'mi\u00adke@example.org', 'mike\u202e@example.org', '\ufb01ke@example.org']) {
      const answer = await signUp(house.visitor(), email);
      expect([email, answer.status]).toEqual([email, 422]);
      expect((await signIn(house.visitor(), email)).status).toBe(401);
    }
    expect(await tracesOf(house)).toMatchObject({ customers: before.customers, messages: before.messages });

    // A dotless i is another letter, and so another address with a mailbox of its own.
    const other = await registerCustomer(house, 'm\u0131ke@example.org', { password: 'another river bends thrice' });
    expect((await other.get('/account')).body).toContain('m\u0131ke@example.org');
    expect((await signIn(house.visitor(), 'm\u0131ke@example.org', goodPassword)).status).toBe(401);
    expect((await signIn(house.visitor(), 'mike@example.org', goodPassword)).status).toBe(303);
    expect((await house.mails()).filter((mail) => mail.to === 'mike@example.org')).toHaveLength(1);
  });

  it('gets its mail as it was stored, not as somebody typed it (case 11)', async () => {
    await registerCustomer(house, 'nora@example.org');
    expect((await signUp(house.visitor(), 'NORA@Example.ORG')).status).toBe(303);
    const note = await house.mailTo('nora@example.org', 2);
    expect(codeOf(note)).toBe('');
    expect((await house.mails()).some((mail) => mail.to.startsWith('NORA'))).toBe(false);
  });

  it('and every other kind of identifier share one namespace in a tenant (case 12)', async () => {
    await registerCustomer(house, 'olga@example.org');
    const visitor = house.visitor();
    const flow = await beginFlow(visitor, '/sign-up');
    const fields = { flow, email: 'pia@example.org', password: goodPassword, name: '' };
    expect((await visitor.post('/sign-up', { ...fields, username: 'olga@example.org' })).status).toBe(400);
    // Whatever a later type is called: the index that keeps an identifier single does not look at the type.
    const columns = await house.sql<{ attname: string }>(`
      select attname from pg_index join pg_attribute on attrelid = indrelid and attnum = any(indkey::int2[])
      where indexrelid = 'customer_identifiers_blind'::regclass and indisunique and indpred is null order by attname`);
    expect(columns.map(({ attname }) => attname)).toEqual(['blind_index', 'index_version', 'tenant_id']);
    const copy = house.sql(`insert into customer_identifiers
      (tenant_id, identifier_id, customer_id, type, blind_index, index_version, sealed)
      select tenant_id, 'idn_other', customer_id, type, blind_index, index_version, sealed from customer_identifiers limit 1`);
    await expect(copy).rejects.toMatchObject({ code: '23505' });
  });
});

describe('a sign-up', () => {
  it('assigns nothing that the form does not have (case 13)', async () => {
    const visitor = house.visitor();
    const flow = await beginFlow(visitor, '/sign-up');
    const before = await tracesOf(house);
    const fields = { flow, email: 'quinn@example.org', password: goodPassword, name: 'Quinn' };
    const extras = ['role', 'email_verified', 'tenant_id', 'id', 'customerId', 'state', 'mfa_enforced', 'tier'];
    for (const extra of [...extras, '__proto__', 'constructor', 'toString', 'name[first]', 'email[]']) {
      const answer = await visitor.post('/sign-up', { ...fields, [extra]: 'administrator' });
      expect([extra, answer.status]).toEqual([extra, 400]);
    }
    expect(await tracesOf(house)).toEqual(before);
    expect(await house.sql('select payload from flows where flow_id = $1', [flow])).toEqual([{ payload: null }]);
    expect(({} as Record<string, unknown>)['administrator']).toBeUndefined();
  });

  it('refuses passwords that attackers try first, says why, and writes nothing (case 14)', async () => {
    const visitor = house.visitor();
    const flow = await beginFlow(visitor, '/sign-up');
    const before = await tracesOf(house);
    const common = [
      'password',
      'Password1',
      '1234567890',
      'qwertyuiop',
      'iloveyou1',
      'letmein123',
      'sunshine',
      'aaaaaaaaaa',
    ];
    const context = ['cardea2026', 'CardeaCardea', 'rosalind@example.org', 'Rosalind1!', 'rosalind'];
    for (const password of ['short', 'seven77', ...common, ...context, 'x'.repeat(257)]) {
      const answer = await visitor.post('/sign-up', {
        flow,
        email: 'rosalind@example.org',
        password,
        name: 'Rosalind',
      });
      expect([password, answer.status]).toEqual([password, 422]);
      expect(answer.body).toMatch(/id="password"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*id="password"/);
      expect(/<input id="password"[^>]*>/.exec(answer.body)?.[0]).not.toContain('value=');
    }
    expect(await tracesOf(house)).toEqual(before);
    expect(await house.sql('select payload from flows where flow_id = $1', [flow])).toEqual([{ payload: null }]);
  });

  it('accepts passphrases, spaces and any script, and changes nothing in them (case 14)', async () => {
    const long = 'wet stones keep counting the same slow boats home again at dusk.'; // 64 characters
    expect(long).toHaveLength(64);
    const accepted = [long, '  three spaces   inside  ', '🦊🌲🌧️🛶🌙🧭🪵🔥', 'сорок тихих лодок', 'ßßßtränenüber'];
    for (const [index, password] of accepted.entries()) {
      const email = `phrase${index}@example.org`;
      await registerCustomer(house, email, { password });
      expect((await signIn(house.visitor(), email, password)).status).toBe(303);
      for (const changed of [password.trim(), password.replaceAll(/ +/g, ' '), password.toUpperCase()]) {
        if (changed === password) continue;
        expect((await signIn(house.visitor(), email, changed)).status).toBe(401);
      }
    }
  });

  it('cuts no password: its first 72 bytes, or all but its last, do not sign in (case 15)', async () => {
    const password = Array.from({ length: 25 }, (_, index) => `${index % 10}fox`).join('');
    expect(password).toHaveLength(100);
    await registerCustomer(house, 'sven@example.org', { password });
    for (const part of [password.slice(0, 72), password.slice(0, 64), password.slice(0, 99), `${password}!`]) {
      const thief = house.visitor();
      expect((await signIn(thief, 'sven@example.org', part)).status).toBe(401);
      expect(await isSignedIn(thief)).toBe(false);
    }
    expect((await signIn(house.visitor(), 'sven@example.org', password)).status).toBe(303);
  });

  it('never cuts at a NUL, and never fails because of one (case 16)', async () => {
    await registerCustomer(house, 'tina@example.org', { password: 'quietriver' });
    const before = await tracesOf(house);
    const visitor = house.visitor();
    const flow = await beginFlow(visitor, '/sign-up');
    const fields = { flow, email: 'uwe@example.org', password: goodPassword, name: 'Uwe' };
    for (const field of ['email', 'password', 'name'] as const) {
      const answer = await visitor.post('/sign-up', { ...fields, [field]: `${fields[field]}\0tail` });
      expect([field, answer.status]).toEqual([field, 422]);
    }
    expect(await tracesOf(house)).toEqual(before);
    expect((await signIn(house.visitor(), 'tina@example.org', 'quietriver\0')).status).toBe(401);
    expect((await signIn(house.visitor(), 'tina@example.org', 'quietriver\0tail')).status).toBe(401);
    expect((await signIn(house.visitor(), 'tina@example.org\0', 'quietriver')).status).toBe(401);
    for (const path of [
      '/sign-in?flow=%00',
      '/verify?flow=flw_%00',
      '/verify/link?token=%00',
      '/sign-up?ui_locales=%00',
    ]) {
      expect((await visitor.get(path)).status).toBeLessThan(500);
    }
    expect((await visitor.post('/verify', { flow: '\0', code: '\0' })).status).toBe(410);
    expect(await tracesOf(house)).toMatchObject({ sessions: before.sessions, customers: before.customers });
  });
});

function unsettled(running: TestHouse) {
  return running.sql(`
    select 1 from ledger_entries entry left join messages message using (entry_id)
    where entry.event = 'registration.requested' and (message.state is null or message.state = 'queued')`);
}
