/** What the attack tests on devices look at: the browsers of a customer, a copy of a browser's cookie, and what owners hear. */
import type { TestHouse } from '../test/house.ts';
import type { Visitor } from '../test/visitor.ts';

/** The devices of the customer who registered last. */
export const devicesOfNewest = (house: TestHouse) =>
  house.sql<{ hash: string; key: string | null }>(
    `select encode(device_hash, 'hex') as hash, encode(public_key, 'hex') as key
     from known_devices where customer_id = (select customer_id from ledger_entries
       where event = 'customer.registered' order by entry_id desc limit 1) order by first_seen_at`,
  );

export const mailsAbout = async (house: TestHouse, email: string, about: RegExp) =>
  (await house.mails()).filter(({ to, subject }) => to === email && about.test(subject)).length;

/** A thief who has copied the cookie, and not the key. */
export function copyOf(house: TestHouse, browser: Visitor): Visitor {
  const thief = house.visitor();
  thief.cookies.set('cardea_device', browser.cookies.get('cardea_device') ?? '');
  return thief;
}
