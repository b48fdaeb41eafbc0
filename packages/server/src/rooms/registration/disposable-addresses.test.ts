import { afterAll, beforeAll, expect, it } from 'vitest';
import { registerCustomer } from '../../../attacks/people.ts';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
  const rules = { disposableAddresses: 'refuse', refusedDomains: ['rival.example'], allowedDomains: ['yopmail.com'] };
  await house.sql("update tenants set settings = settings || jsonb_build_object('registration', $1::jsonb)", [
    JSON.stringify(rules),
  ]);
});
afterAll(() => house.stop());

const sentence = 'Addresses of this mail service are not accepted here.';
const signUp = (email: string) =>
  house.visitor().fill('/sign-up', { email, password: 'seven lanterns on the ferry', name: '' });

it('nobody signs up with an address that the business refuses, and is told so', async () => {
  for (const email of ['anna@mailinator.com', 'anna@eu.mailinator.com', 'anna@shop.rival.example']) {
    const answer = await signUp(email);
    expect(answer.status, email).toBe(422);
    expect(answer.body).toContain(sentence);
  }
  for (const email of ['anna@example.com', 'anna@yopmail.com']) expect((await signUp(email)).status, email).toBe(303);
});

it('nor changes to one', async () => {
  const owner = await registerCustomer(house, 'berta@example.com');
  const refused = await owner.fill('/account/sign-in/email', { email: 'berta@mailinator.com' });
  expect(refused.body).toContain(sentence);
  expect((await owner.fill('/account/sign-in/email', { email: 'berta@yopmail.com' })).status).toBe(303);
});
