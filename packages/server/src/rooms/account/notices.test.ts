/** Each notice, to each kind of account: by mail where there is an address, by text message where there is only a number. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createNumberHouse, type NumberHouse, signUp } from '../../../attacks/number-accounts.ts';
import { registerCustomer } from '../../../attacks/people.ts';
import { forgetBudgets } from '../../../attacks/second-factors.ts';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { newId } from '../../foundation/ids/index.ts';
import { createSmsRenderer, createTranslations } from '../messaging/index.ts';
import { notices } from './notices.ts';

type Account = { readonly customerId: string; readonly entryId: string; readonly recordedAt: Date };

let house: TestHouse;
let numbers: NumberHouse;
const renderSms = createSmsRenderer({ translations: createTranslations() });
let sent = 0;
const accounts = new Map<string, Account>();
const places = { address: 'maria@notices.example', number: '+4915905580001' } as const;

/** The account that came last, and an entry of it that says where it was done. */
async function latest(): Promise<Account> {
  const customerId = await numbers.customerOf();
  const [row] = await house.sql<{ entry_id: string; recorded_at: Date }>(
    "select entry_id, recorded_at from ledger_entries where customer_id = $1 and event = 'session.started' limit 1",
    [customerId],
  );
  return { customerId, entryId: String(row?.entry_id), recordedAt: row?.recorded_at ?? new Date(0) };
}

beforeAll(async () => {
  house = await startTestHouse();
  numbers = await createNumberHouse(house);
  await numbers.settings();
  await registerCustomer(house, places.address);
  accounts.set('address', await latest());
  await signUp(house, places.number);
  accounts.set('number', await latest());
});
afterAll(() => house.stop());
beforeEach(() => forgetBudgets(house));

/** Has it sent as the ledger would; what became of it, and what arrived. */
async function send(kind: 'address' | 'number', notice: string) {
  const { customerId, entryId, recordedAt } = accounts.get(kind) ?? (await latest());
  await house.sql(
    `update customers set state = $2, closes_at = case when $2 = 'closing' then now() + interval '7 days' end
     where customer_id = $1`,
    [customerId, notice === 'closing' ? 'closing' : 'active'],
  );
  const messageId = newId('message');
  const reference = { notice, entryId, recordedAt: recordedAt.toISOString() };
  sent += 1;
  // One entry asks for one message of a template: each has an entry of its own.
  await house.sql(
    `insert into messages (tenant_id, message_id, template, channel, entry_id, customer_id, reference)
     values ($1, $2, 'security-notice', 'email', $5, $3, $4)`,
    [numbers.tenantId, messageId, customerId, JSON.stringify(reference), -sent],
  );
  const payload = JSON.stringify({ tenantId: numbers.tenantId, messageId });
  await house.sql("select graphile_worker.add_job('send-message', $1::json)", [payload]);
  const read = async () =>
    (await house.sql('select state, reason, channel from messages where message_id = $1', [messageId]))[0];
  await expect.poll(async () => (await read())?.['state'], { timeout: 20_000 }).not.toBe('queued');
  return { ...(await read()), item: (await house.mails()).find(({ id }) => id === messageId) };
}

describe.each(notices)('the notice %s', (notice) => {
  it('goes by text message where there is only a number, and by mail alone where there is an address', async () => {
    const texted = await send('number', notice);
    expect(texted).toMatchObject({ state: 'sent', channel: 'sms', item: { channel: 'sms', to: places.number } });
    expect(texted.item?.text).toContain('Cardea');
    expect(texted.item?.text).toMatch(notice === 'secured' ? /\/recover$/m : /token=[\w-]{43}$/m);
    const mailed = await send('address', notice);
    if (notice === 'email_added') return expect(mailed).toMatchObject({ state: 'cancelled', item: undefined });
    expect(mailed).toMatchObject({ state: 'sent', channel: 'email', item: { channel: 'email', to: places.address } });
    for (const { item } of [texted, mailed])
      expect(`${item?.subject} ${item?.text}`).not.toMatch(/mails:|\{\{|undefined/);
  });

  it.each(['en', 'de'])('has words of its own in a text message in %s', (locale) => {
    const variables = { tenantName: 'Acme', notice, link: 'https://id.acme.example/x?token=abc' };
    const [said = '', link = ''] = renderSms('security-notice', locale, variables).split('\n');
    expect(said).toContain('Acme');
    expect(link).toMatch(/^\S.*: https:|\? .*: https:/);
    expect(`${said} ${link}`).not.toMatch(/mails:|notices\.|\{\{/);
  });
});
