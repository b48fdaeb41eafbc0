import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApplicationWorld, createApplicationWorld } from '../../../test/applications.ts';
import { holdFirstRead } from '../../../test/held-read.ts';
import { createKnownApplications } from './known-applications.ts';

let world: ApplicationWorld;
beforeAll(async () => {
  world = await createApplicationWorld();
});
afterAll(() => world.drop());

it('what was being read while a change was made is not remembered', async () => {
  const tenantId = await world.tenant('one.example');
  const { applicationId } = await world.applications.register(tenantId, {
    metadata: { client_name: 'Shop', redirect_uris: ['https://shop.example/callback'] },
    firstParty: false,
  });
  const { reader, arrived, release } = holdFirstRead(world.database.reader);
  const known = createKnownApplications({
    queries: reader,
    tenants: { byId: async () => null },
    originsOf: async () => [],
    makeConsole: async () => undefined,
  });
  const early = known.find(tenantId, applicationId);
  await arrived;
  await world.sql("update applications set state = 'disabled', version = version + 1");
  known.forget(tenantId, applicationId);
  release();
  await early;
  expect((await known.find(tenantId, applicationId))?.application.state).toBe('disabled');
});
