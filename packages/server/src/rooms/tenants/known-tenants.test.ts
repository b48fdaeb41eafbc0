import type { KyselyPlugin } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { holdFirstRead } from '../../../test/held-read.ts';
import { createKnownTenants } from './known-tenants.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  await test.sql(`
    insert into tenants (tenant_id, name) values ('ten_a', 'Acme');
    insert into tenant_domains (host, tenant_id, is_primary) values ('id.acme.example', 'ten_a', true);
    insert into tenant_texts (tenant_id, locale, text_id, text) values ('ten_a', 'en', 'pages:sign_in.title', 'Hello')`);
});
afterAll(() => test.drop());

it('a tenant and all it words itself are asked for once a second, and its texts once a version', async () => {
  let asked = 0;
  const counting: KyselyPlugin = {
    transformQuery: ({ node }) => {
      asked += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const tenants = createKnownTenants({
    reader: test.database.reader.withPlugin(counting),
    publicUrl: new URL('https://id.example'),
    developmentHosts: [],
  });
  for (let requests = 0; requests < 50; requests += 1) {
    const tenant = await tenants.byHost('id.acme.example');
    expect(tenant?.texts).toEqual({ en: { 'pages:sign_in.title': 'Hello' } });
  }
  expect(asked).toBe(2);
  // As after a second: the row is read again, and its version says that the texts are the same.
  tenants.forget('ten_a');
  await tenants.byHost('id.acme.example');
  expect(asked).toBe(3);
  await test.sql("update tenant_texts set text = 'Welcome'; update tenants set version = version + 1");
  tenants.forget('ten_a');
  expect((await tenants.byHost('id.acme.example'))?.texts).toEqual({ en: { 'pages:sign_in.title': 'Welcome' } });
  expect(asked).toBe(5);
});

it('what was being read while a change was made is not remembered', async () => {
  const { reader, arrived, release } = holdFirstRead(test.database.reader);
  const tenants = createKnownTenants({ reader, publicUrl: new URL('https://id.example'), developmentHosts: [] });
  const early = [tenants.byHost('id.acme.example'), tenants.byId('ten_a')];
  await arrived;
  await test.sql("update tenants set name = 'Acme & Sons', version = version + 1");
  tenants.forget('ten_a');
  release();
  await Promise.all(early);
  expect((await tenants.byHost('id.acme.example'))?.name).toBe('Acme & Sons');
  expect((await tenants.byId('ten_a'))?.name).toBe('Acme & Sons');
});
