import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerCustomer } from '../../../attacks/people.ts';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { createRelyingParty, follow, type RelyingParty } from '../../../test/relying-party.ts';
import type { Answer } from '../../../test/visitor.ts';
import { createLogger } from '../../foundation/logging/index.ts';

const lines: string[] = [];
let house: TestHouse;
let shop: RelyingParty;
beforeAll(async () => {
  const destination = { write: (line: string) => void lines.push(line) };
  house = await startTestHouse({}, createLogger({ level: 'debug', destination }));
  shop = await createRelyingParty(house);
});
afterAll(() => house.stop());

const fieldOf = (page: Answer, name: string) =>
  new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(page.body)?.[0] ?? '';
const filledWith = (page: Answer, name: string) => /value="([^"]*)"/.exec(fieldOf(page, name))?.[1] ?? '';

async function open(parameters: Record<string, string>) {
  const visitor = house.visitor();
  const asked = await visitor.request((await shop.begin(parameters)).address);
  return { visitor, asked, page: await follow(house, visitor, asked) };
}

describe('the address that an application expects', () => {
  it('is in the field already, at sign-in and at sign-up, and neither in an address, a row nor the log', async () => {
    const expected = 'wilma.hint@secrets.example';
    const { visitor, asked, page } = await open({ login_hint: expected });
    expect(filledWith(page, 'identifier')).toBe(expected);
    expect(asked.headers['location']).not.toContain('wilma');
    const signUp = /href="(\/sign-up\?from=[^"]+)"/.exec(page.body)?.[1] ?? '';
    expect(filledWith(await visitor.get(signUp), 'email')).toBe(expected);
    const created = await open({ login_hint: expected, prompt: 'create' });
    expect(filledWith(created.page, 'email')).toBe(expected);

    // What a person has typed is not overwritten.
    const sent = await visitor.post('/sign-in', {
      ...page.hidden('/sign-in'),
      identifier: 'other@example.com',
      password: 'wrong',
    });
    expect(filledWith(sent, 'identifier')).toBe('other@example.com');

    for (const table of ['interactions', 'flows', 'pushed_requests']) {
      const [row] = await house.sql<{ text: string }>(
        `select coalesce(string_agg(t::text, ' '), '') as text from ${table} t`,
      );
      expect(row?.text).not.toContain('wilma');
    }
    // A refused request is spoken of in the log, without what it said.
    await visitor.request((await shop.begin({ login_hint: expected, redirect_uri: 'https://wilma.example' })).address);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.join('\n')).not.toContain('wilma');
  });

  it.each(['"><script>alert(1)</script>', 'call +1 555 0100 now', `${'x'.repeat(400)}@example.com`, 'a@b@c', ''])(
    'is left out when it is none: %s',
    async (hint) => {
      const { page } = await open({ login_hint: hint });
      expect(page.status).toBe(200);
      expect(filledWith(page, 'identifier')).toBe('');
      expect(page.body).not.toContain('<script>alert');
      expect(page.body).not.toContain('555');
    },
  );

  it('is escaped where an address holds what markup is made of', async () => {
    const { page } = await open({ login_hint: "o'neill&co@example.com" });
    expect(fieldOf(page, 'identifier')).toMatch(/value="o&#39;neill&amp;co@example\.com"/);
  });

  it('is shown to the browser that asked, and to no other', async () => {
    const { asked } = await open({ login_hint: 'wilma.hint@secrets.example' });
    const page = await house.visitor().get(asked.headers['location'] ?? '');
    expect(filledWith(page, 'identifier')).toBe('');
  });
});

describe('the language that an application asks for', () => {
  it('is spoken on every page of the journey: the first of the list that is known', async () => {
    const { visitor, page } = await open({ ui_locales: 'xx-YY de en' });
    expect(page.body).toContain('<html lang="de"');
    const signUp = /href="(\/sign-up\?from=[^"]+)"/.exec(page.body)?.[1] ?? '';
    expect((await visitor.get(signUp)).body).toContain('<html lang="de"');
  });

  it('is spoken on the consent page too, which says in its words what the scopes allow', async () => {
    const partner = await createRelyingParty(house, {
      firstParty: false,
      metadata: { scope: 'openid customers:read admins:write' },
    });
    const gina = await registerCustomer(house, 'gina@example.com');
    const begin = async (locale: string) => {
      const { address } = await partner.begin({
        scope: 'openid customers:read admins:write',
        resource: `${house.origin}/api`,
        ui_locales: locale,
      });
      return follow(house, gina, await gina.request(address));
    };
    const german = await begin('de');
    expect(german.body).toContain('<html lang="de"');
    expect(german.body).toContain('Bestimmen, wer diesen Dienst verwalten darf');
    const english = await begin('en');
    expect(english.body).toContain('See the list of customers, without personal details');
    expect(english.body).not.toContain('customers:read');
  });

  it('that nobody speaks, or that is no language, changes nothing', async () => {
    for (const asked of ['xx', '"><script>alert(1)</script>', 'de'.repeat(500)]) {
      const { page } = await open({ ui_locales: asked });
      expect(page.status).toBe(200);
      expect(page.body).toContain('<html lang="en"');
      expect(page.body).not.toContain('<script>alert');
    }
  });
});
