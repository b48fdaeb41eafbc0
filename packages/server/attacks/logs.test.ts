/**
 * What stays behind, case 38: neither the log at its most talkative, nor any table, nor an answer, nor an address of
 * the server holds a password, a code, a link, a session or a customer's address or name in clear.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '../src/foundation/logging/index.ts';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { beginFlow, codeOf, flowOf, goodPassword, signIn, signUp, tokenOf } from './people.ts';

const lines: string[] = [];
let house: TestHouse;
beforeAll(async () => {
  const destination = { write: (line: string) => void lines.push(line) };
  house = await startTestHouse({}, createLogger({ level: 'debug', destination }));
});
afterAll(() => house.stop());

/** Every row of every table, as text; bytes come as hex. */
async function dumpOf(running: TestHouse): Promise<string> {
  const tables = await running.sql<{ name: string }>(`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')`);
  const rows = await Promise.all(
    tables.map(({ name }) => running.sql<{ row: string }>(`select each::text as row from ${name} as each`)),
  );
  return rows.flatMap((each) => each.map(({ row }) => row)).join('\n');
}

const formsOf = (secret: string) => {
  const bytes = Buffer.from(secret, 'utf8');
  return [secret, encodeURIComponent(secret), bytes.toString('hex'), bytes.toString('base64').replace(/=+$/, '')];
};

describe('after every journey, right and wrong', () => {
  it('neither log nor database holds a password, code, link, session, address or name (case 38)', async () => {
    const email = 'hedwig.zauner@secrets.example';
    const name = 'Hedwig Zauner';
    const typo = 'the quiet rivet bends twice';
    const secrets = [goodPassword, typo, email, 'hedwig', name, 'Zauner', 'Firefox/140.0'];
    const visitor = house.visitor();
    const form = { email, password: goodPassword, name };
    await visitor.post('/sign-up', { flow: await beginFlow(visitor, '/sign-up'), ...form, password: 'short' });
    const flow = flowOf(await signUp(visitor, email, { name }));
    const first = await house.mailTo(email);
    await visitor.get(`/verify/link?token=${tokenOf(first)}`);
    await house.visitor().post('/verify/link', { token: tokenOf(first), password: typo });
    await visitor.post('/verify', { flow, code: '000000' });
    await visitor.post('/verify/resend', { flow });
    const second = await house.mailTo(email, 2);
    await visitor.post('/verify', { flow, code: codeOf(second) });
    secrets.push(...visitor.cookies.values(), codeOf(first), codeOf(second), tokenOf(first), tokenOf(second));

    const guest = house.visitor();
    await signIn(guest, email, typo);
    await signIn(guest, `${email}x`, typo);
    expect((await signIn(guest, email.toUpperCase())).status).toBe(303);
    secrets.push(...guest.cookies.values());
    await signUp(house.visitor(), email, { name });
    await house.mailTo(email, 3);
    // What a clumsy client does: secrets in the address, in a header, in a body that is refused.
    const clumsy = `/sign-in?identifier=${encodeURIComponent(email)}&password=${encodeURIComponent(goodPassword)}`;
    const answer = await guest.request(clumsy, { headers: { authorization: `Bearer ${goodPassword}`, cookie: '' } });
    expect(answer.headers['location']).not.toMatch(/password|identifier|secrets/);
    await guest.request(`/${email}/${encodeURIComponent(goodPassword)}`);
    await guest.request(`/verify/link?token=${tokenOf(first)}&${goodPassword.replaceAll(' ', '+')}`);
    const headers = { origin: house.origin, 'content-type': 'application/json' };
    await guest.request('/sign-in', {
      method: 'POST',
      headers,
      body: JSON.stringify({ email, password: goodPassword }),
    });
    await guest.post('/sign-in', { [goodPassword]: email });
    await guest.request('/account', { headers: { host: `${encodeURIComponent(email)}.example` } });
    // And one that fails on our side, with everything in it.
    const failing = house.visitor();
    const failingFlow = await beginFlow(failing, '/sign-up');
    await house.sql('alter table proofs rename to proofs_away');
    expect((await failing.post('/sign-up', { flow: failingFlow, ...form })).status).toBe(500);
    await house.sql('alter table proofs_away rename to proofs');
    secrets.push(...failing.cookies.values());

    await house.house.app.inject({ method: 'GET', url: '/health/live' });
    expect(lines.length).toBeGreaterThanOrEqual(3);
    const log = lines.join('');
    expect(log).toContain('a request failed');
    const dump = await dumpOf(house);
    expect(dump).toContain('customer.registered');
    expect(secrets.every((secret) => secret.length > 4)).toBe(true);
    const digits = [codeOf(first), codeOf(second)];
    for (const secret of secrets) {
      for (const form of formsOf(secret)) expect(log.toLowerCase()).not.toContain(form.toLowerCase());
      // Six digits happen to stand in ciphertext and times; as a word of their own they do not.
      const found = digits.includes(secret)
        ? new RegExp(`(?<![0-9a-f.])${secret}(?![0-9a-f+])`).test(dump)
        : formsOf(secret).some((form) => dump.toLowerCase().includes(form.toLowerCase()));
      expect([secret, found]).toEqual([secret, false]);
    }
  });

  it('no answer carries a password or code back (case 38)', async () => {
    const visitor = house.visitor();
    const answers = [await signUp(visitor, 'irma@secrets.example', { name: 'x'.repeat(101) })];
    const accepted = await signUp(visitor, 'irma@secrets.example');
    const mail = await house.mailTo('irma@secrets.example');
    const flow = flowOf(accepted);
    answers.push(
      accepted,
      await visitor.get(`/verify?flow=${flow}`),
      await visitor.post('/verify', { flow, code: 'abcdef' }),
    );
    answers.push(await visitor.post('/verify/resend', { flow }), await signIn(visitor, 'irma@secrets.example'));
    answers.push(await visitor.get('/sign-up'), await visitor.request('/health/ready'));
    for (const answer of answers) {
      const whole = `${answer.body}${JSON.stringify(answer.headers)}`;
      for (const secret of [goodPassword, encodeURIComponent(goodPassword), codeOf(mail), tokenOf(mail)]) {
        expect(whole).not.toContain(secret);
      }
    }
  });
});
