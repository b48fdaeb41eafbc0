/**
 * Attacks on and through the mails of a sign-up: cases 19 (mail bomb) and 20 (foreign text in a mail), and 57: a proof
 * of one address never serves another one that was typed later in the same journey.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { type MailServer, startMailServer } from '../test/mail-server.ts';
import { codeOf, flowOf, goodPassword, registerCustomer, signUp, tokenOf, tracesOf } from './people.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());
afterEach(() => house.sql('delete from budgets'));

const mailsTo = async (address: string) => (await house.mails()).filter((mail) => mail.to === address);

/** Everything asked for so far has been sent or cancelled. */
async function settled(running = house): Promise<void> {
  await expect
    .poll(() =>
      running.sql(`select 1 from ledger_entries entry left join messages message using (entry_id)
          where entry.event in ('registration.requested', 'verification.requested')
            and (message.state is null or message.state = 'queued')`),
    )
    .toEqual([]);
}

describe('a mailbox', () => {
  it('is sent a handful of mails by 100 sign-ups from 100 addresses, and nobody sees where it ended (case 19)', async () => {
    const locations = new Set<string>();
    for (let round = 0; round < 5; round += 1) {
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => signUp(house.visitor(), 'flooded@example.com')),
      );
      for (const answer of answers) {
        expect(answer.status).toBe(303);
        locations.add(answer.headers['location']?.replace(/flw_\w+/, '') ?? '');
      }
    }
    expect([...locations]).toEqual(['/verify?flow=']);
    await settled();
    const sent = await mailsTo('flooded@example.com');
    expect(sent.length).toBeGreaterThan(0);
    expect(sent.length).toBeLessThanOrEqual(6); // five at once, and one more every twelve minutes
    const { entries } = await tracesOf(house);
    expect(entries['registration.requested']).toBe(sent.length);
  });

  it('is not flooded by "send it again" either (case 19)', async () => {
    const visitor = house.visitor();
    const flow = flowOf(await signUp(visitor, 'again@example.com'));
    const statuses: number[] = [];
    for (let count = 0; count < 8; count += 1) statuses.push((await visitor.post('/verify/resend', { flow })).status);
    expect(statuses).toEqual([303, 303, 303, 303, 429, 429, 429, 429]);
    await settled();
    expect((await mailsTo('again@example.com')).length).toBeLessThanOrEqual(5);
  });

  it("cannot be flooded over other mailboxes' budgets, by changing the address of a waiting sign-up (case 19)", async () => {
    await Promise.all(Array.from({ length: 5 }, () => signUp(house.visitor(), 'switched@example.com')));
    await settled();
    const before = (await mailsTo('switched@example.com')).length;
    for (let count = 0; count < 5; count += 1) {
      const visitor = house.visitor();
      const flow = flowOf(await signUp(visitor, `throwaway${count}@example.com`));
      await visitor.post('/sign-up', { flow, email: 'switched@example.com', password: goodPassword });
    }
    await settled();
    expect((await mailsTo('switched@example.com')).length).toBe(before);
  });

  it('has limits that one source with many victims meets too (case 19)', async () => {
    const address = '198.51.100.7';
    let refused = 0;
    for (let count = 0; count < 52; count += 1) {
      const answer = await signUp(house.visitor({ address }), `victim${count}@example.net`);
      if (answer.status !== 429) continue;
      refused += 1;
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    }
    expect(refused).toBeGreaterThanOrEqual(1);
    await settled();
    const sent = (await house.mails()).filter((mail) => mail.to.endsWith('@example.net'));
    expect(sent.length).toBe(52 - refused);
  });
});

describe('a code or link', () => {
  it('sent to one address proves no other address typed later in the same journey (case 57)', async () => {
    // The victim's mailbox has had enough for now, so the change of address sends nothing.
    await Promise.all(Array.from({ length: 6 }, () => signUp(house.visitor(), 'target@example.com')));
    await settled();
    const attacker = house.visitor();
    const flow = flowOf(await signUp(attacker, 'attacker@example.com'));
    const mail = await house.mailTo('attacker@example.com');
    const before = await tracesOf(house);
    const switched = await attacker.post('/sign-up', { flow, email: 'target@example.com', password: goodPassword });
    expect(switched.status).toBe(303);
    expect((await attacker.post('/verify', { flow, code: codeOf(mail) })).status).toBe(400);
    expect((await attacker.post('/verify/link', { token: tokenOf(mail) })).status).toBe(410);
    const after = await tracesOf(house);
    expect(after.customers).toBe(before.customers);
    expect(after.sessions).toBe(before.sessions);
    expect(attacker.cookies.has('cardea_session')).toBe(false);
  });
});

describe("a stranger's words", () => {
  const hostile = [
    '<a href="https://evil.example">Click here</a>',
    'https://evil.example/win',
    'evil.example',
    'www.evil.example',
    'Call +49 30 1234567',
    'Dear customer, your account is locked, go to evil dot example now',
    '<img src=x onerror=alert(1)>',
    '{{ code }}{% include "x" %}',
  ];

  it('in a name never become a link, a picture or markup in a mail (case 20)', async () => {
    for (const [index, name] of hostile.entries()) {
      const email = `name${index}@example.com`;
      await registerCustomer(house, email, { name });
      await signUp(house.visitor({ userAgent: `Mozilla/5.0 evil.example ${name}` }), email, { name });
      const mails = [await house.mailTo(email, 2), ...(await mailsTo(email))];
      for (const mail of mails) {
        const whole = `${mail.subject}\n${mail.text}\n${mail.html}`;
        expect(whole).not.toMatch(/evil|1234567|onerror|include/i);
        expect([...mail.html.matchAll(/href="([^"]*)"/g)].every(([, href]) => href?.startsWith(house.origin))).toBe(
          true,
        );
        expect(mail.html).not.toContain('<img');
      }
      expect(mails).toHaveLength(3);
    }
  });

  it('with line breaks are refused in a name and an address, before any mail (case 20)', async () => {
    const before = await tracesOf(house);
    for (const breaks of ['\r\n', '\n', '\r', '\u2028', '%0d%0a', '\u0085']) {
      const injected = `${breaks}Bcc: other@example.com`;
      const asAddress = await signUp(house.visitor(), `eve@example.com${injected}`);
      expect([breaks, asAddress.status]).toEqual([breaks, 422]);
      if (breaks === '%0d%0a') continue; // plain text in a name
      const asName = await signUp(house.visitor(), 'eve@example.com', { name: `Eve${injected}` });
      expect([breaks, asName.status]).toEqual([breaks, 422]);
    }
    for (const email of [
      'a@example.com,b@example.com',
      'a@example.com;b@example.com',
      '<a@example.com>',
      '"a b"@example.com',
    ]) {
      expect((await signUp(house.visitor(), email)).status).toBe(422);
    }
    expect(await tracesOf(house)).toMatchObject({ messages: before.messages, customers: before.customers });
  });

  it('add no header and no receiver to a mail on its way by SMTP (case 20)', async () => {
    const server: MailServer = await startMailServer();
    const real = await startTestHouse({
      PUBLIC_URL: 'https://login.example.com',
      SMTP_URL: server.url,
      MAIL_FROM: 'Example <no-reply@example.com>',
    });
    try {
      const visitor = real.visitor({ userAgent: 'X-Injected: 1 Subject: won' });
      expect((await signUp(visitor, "o'brien+tag@example.com", { name: 'Bcc: x@evil.example' })).status).toBe(303);
      await expect.poll(() => server.received.length).toBe(1);
      const [mail] = server.received;
      expect(mail?.to).toEqual(["o'brien+tag@example.com"]);
      const names = (mail?.headers ?? []).map((line) => line.slice(0, line.indexOf(':')).toLowerCase());
      expect(new Set(names).size).toBe(names.length);
      expect(names.filter((name) => ['bcc', 'cc', 'x-injected', 'reply-to'].includes(name))).toEqual([]);
      expect(mail?.raw).not.toContain('evil.example');
    } finally {
      await real.stop();
      await server.stop();
    }
  });
});
