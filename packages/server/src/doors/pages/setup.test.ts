import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awaitMail, linkIn, password } from '../../../test/administrators.ts';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());

const tenantOf = async () => {
  const tenant = await house.house.tenants.byHost(new URL(house.origin).host);
  if (tenant === null) throw new Error('there is no tenant');
  return tenant;
};
const setUp = async () => {
  const link = await house.house.setUpLink();
  if (link === null) throw new Error('there is an owner already');
  return linkIn(link);
};

describe('the first owner', () => {
  it('begins at the set-up link, which stays the same until it is used', async () => {
    const link = await setUp();
    expect(link).toMatch(/^\/setup\?token=[\w-]{43}$/);
    expect(await setUp()).toBe(link);
  });

  it('is told in their language what they are about to be, and the link is in no address after that', async () => {
    for (const [locale, words] of [
      ['en', 'Create the first account'],
      ['de', 'Legen Sie das erste Konto an'],
    ] as const) {
      const visitor = house.visitor({ locale });
      const first = await visitor.request(await setUp());
      expect(first.headers['location']).toBe('/setup');
      const page = await visitor.get('/setup');
      expect(page.status).toBe(200);
      expect(page.body).toContain(words);
      expect(page.body).not.toContain((await setUp()).split('token=')[1]);
    }
  });

  it('is told what is wrong with the form, beside the fields', async () => {
    const visitor = house.visitor();
    await visitor.get(await setUp());
    const answer = await visitor.fill('/setup', { email: 'nonsense', password: 'short', name: 'Ada' });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('Enter an address such as');
    expect(answer.body).toContain('value="nonsense"');
  });

  it('lands in the console, signed in, with every entry of the ledger', async () => {
    const ada = house.visitor();
    await ada.get(await setUp());
    const answer = await ada.fill('/setup', { email: 'ada@example.com', password, name: 'Ada' });
    expect([answer.status, answer.headers['location']]).toEqual([303, '/console']);
    expect((await ada.get('/account')).body).toContain('ada@example.com');
    const entries = await house.sql<{ event: string }>(
      `select event from ledger_entries where customer_id = (select customer_id from administrators)
       order by entry_id`,
    );
    expect(entries.map(({ event }) => event)).toEqual([
      'customer.registered',
      'identifier.verified',
      'password.set',
      'administrator.appointed',
      'session.started',
    ]);
    expect(await house.house.setUpLink()).toBeNull();
    const mail = await awaitMail(house, 'ada@example.com', 'New administrator');
    expect(mail.text).toContain('You administer');
    expect(mail.text).toContain('Owner');
    expect(mail.text).toContain('its command line, its settings or its set-up link');
  });

  it('may be the only one: the account of the last owner cannot be closed', async () => {
    const ada = house.visitor();
    await ada.fill('/sign-in', { identifier: 'ada@example.com', password });
    const refused = await ada.fill('/account/close', { understood: 'yes' });
    expect(refused.status).toBe(409);
    expect(refused.body).toContain('One owner must stay');
  });
});

describe('somebody who was invited', () => {
  const invite = async (email: string) => {
    const tenant = await tenantOf();
    const { link } = await house.house.administration.inviteHere({ tenant, email, roles: ['support'], locale: 'en' });
    return linkIn(link);
  };

  it('chooses a password for the address of the invitation, and no other', async () => {
    const bo = house.visitor();
    await bo.get(await invite('bo@example.com'));
    const page = await bo.get('/setup');
    expect(page.body).toContain('bo@example.com');
    expect(page.body).toContain('Support');
    const answer = await bo.fill('/setup', { password, name: 'Bo', email: 'mallory@example.com' });
    expect([answer.status, answer.headers['location']]).toEqual([303, '/console']);
    expect((await bo.get('/account')).body).toContain('bo@example.com');
    const mail = await awaitMail(house, 'ada@example.com', 'New administrator', 2);
    expect(mail.text).toContain('It is about b•••@example.com.');
  });

  it('accepts with the account that the address has, and with no other', async () => {
    const link = await invite('ada@example.com');
    const visitor = house.visitor();
    const stranger = await visitor.get(link);
    expect(stranger.body).toContain('Sign in to accept');
    await visitor.fill('/sign-in', { identifier: 'bo@example.com', password });
    expect((await visitor.get('/setup')).body).toContain('the invitation is for another address');
    expect((await visitor.get('/setup')).body).not.toContain('/setup/accept');

    const ada = house.visitor();
    await ada.get(link);
    await ada.fill('/sign-in', { identifier: 'ada@example.com', password });
    const form = (await ada.get('/setup')).hidden('/setup/accept');
    const accepted = await ada.post('/setup/accept', form);
    expect([accepted.status, accepted.headers['location']]).toEqual([303, '/console']);
    expect((await ada.get(link)).status).toBe(410);
  });
});

it('a page without a link says how to get one', async () => {
  const page = await house.visitor().get('/setup');
  expect(page.status).toBe(410);
  expect(page.body).toContain('admin create');
});
