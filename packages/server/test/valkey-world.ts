/** A database and a Valkey beside it, for tests of what counts in either; each test counts for a tenant of its own. */
import { Redis } from 'iovalkey';
import { systemClock } from '../src/foundation/clock/index.ts';
import { createValkey, type Valkey } from '../src/foundation/valkey/index.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { silentLogger } from './silent-logger.ts';
import { startValkeyServer, type ValkeyServer } from './valkey-server.ts';

export type ValkeyWorld = {
  readonly base: TestDatabase;
  readonly server: ValkeyServer;
  /** As the server uses it. */
  readonly valkey: Valkey;
  /** Who may look and change everything there. */
  readonly owner: Redis;
  newTenant(): Promise<string>;
  stop(): Promise<void>;
};

export async function startValkeyWorld(): Promise<ValkeyWorld> {
  const [base, server] = await Promise.all([createTestDatabase(), startValkeyServer()]);
  const valkey = createValkey({ url: server.url, clock: systemClock, logger: silentLogger });
  const owner = new Redis(server.url);
  owner.on('error', () => undefined);
  await valkey.begin();
  let tenants = 0;
  return {
    base,
    server,
    valkey,
    owner,
    async newTenant() {
      tenants += 1;
      const tenantId = `ten_counted${tenants}`;
      await base.sql('insert into tenants (tenant_id, name) values ($1, $2)', [tenantId, 'x']);
      return tenantId;
    },
    async stop() {
      await valkey.close();
      owner.disconnect();
      await server.stop();
      await base.drop();
    },
  };
}
