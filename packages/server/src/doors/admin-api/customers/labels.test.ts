import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../../../../test/house.ts';
import { createManager } from '../../../../test/management.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());

it('a customer is described with the names that attributes have in the reader’s language', async () => {
  const support = await createManager(house, 'customers:write');
  const designer = await createManager(house, 'settings:write');
  const body = { email: 'lena@example.com', attributes: { name: 'Lena' }, send: 'nothing' };
  const made = await support.call('POST', '/customers', { body });
  expect(made.body['attribute_labels']).toEqual({ name: 'Name' });
  const path = `/customers/${String(made.body['customer_id'])}`;
  const german = { headers: { 'accept-language': 'de' } };

  const texts = { 'pages:labels.name': 'Rufname' };
  await designer.call('PATCH', '/texts/de', { body: { texts } });
  expect((await support.call('GET', path, german)).body['attribute_labels']).toEqual({ name: 'Rufname' });

  const schema = await designer.call('GET', '/profile-schema');
  const [name, ...others] = schema.body['attributes'] as object[];
  const attributes = [{ ...name, label: { en: 'What we call you', de: 'Wie wir Sie nennen' } }, ...others];
  const headers = { 'if-match': schema.headers['etag'] };
  const changed = await designer.call('PUT', '/profile-schema', { body: { attributes }, headers });
  expect(changed.status).toBe(200);
  expect((await support.call('GET', path, german)).body['attribute_labels']).toEqual({ name: 'Wie wir Sie nennen' });
  expect((await support.call('GET', path)).body['attribute_labels']).toEqual({ name: 'What we call you' });
});
