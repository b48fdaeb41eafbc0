/** Who may do what after a restore: what was taken away after the backup is back, and only a person can tell. */
import { isAdministrative } from '../../rooms/access/index.ts';
import type { AdministeringRooms } from './rooms.ts';

export type PowersRooms = Pick<AdministeringRooms, 'tenants' | 'access' | 'applications'>;

/** What of a tenant came back and counts. */
export type RestoredPowers = {
  readonly tenantId: string;
  readonly name: string;
  readonly administrators: number;
  /** Enabled applications that may call the management API by themselves. */
  readonly administrativeClients: number;
  readonly applications: number;
};

const pageSize = 100;

/** Counts them, tenant by tenant. */
export async function countPowers({ tenants, access, applications }: PowersRooms): Promise<RestoredPowers[]> {
  const powers: RestoredPowers[] = [];
  const listed = pages(
    (after, limit) => tenants.list({ after: after === '' ? null : after, limit }),
    ({ tenantId }) => tenantId,
  );
  for await (const { tenantId, name } of listed) {
    const counted = { administrators: 0, administrativeClients: 0, applications: 0 };
    const administrators = pages(
      (after, limit) => access.list(tenantId, { after, limit }),
      ({ customerId }) => customerId,
    );
    for await (const { isLive } of administrators) if (isLive) counted.administrators += 1;
    const registered = pages(
      (after, limit) => applications.list(tenantId, { after, limit }),
      ({ applicationId }) => applicationId,
    );
    for await (const { state, metadata } of registered) {
      if (state !== 'active') continue;
      counted.applications += 1;
      const isMachine = metadata.grant_types.includes('client_credentials');
      if (isMachine && metadata.scope.split(' ').some(isAdministrative)) counted.administrativeClients += 1;
    }
    powers.push({ tenantId, name, ...counted });
  }
  return powers;
}

async function* pages<Item>(
  read: (after: string, limit: number) => Promise<readonly Item[]>,
  idOf: (item: Item) => string,
): AsyncGenerator<Item> {
  for (let after = ''; ; ) {
    const page = await read(after, pageSize);
    yield* page;
    const last = page.at(-1);
    if (page.length < pageSize || last === undefined) return;
    after = idOf(last);
  }
}

/** The same in words. */
export function describePowers(powers: readonly RestoredPowers[]): string[] {
  return [
    'What was removed after the backup is back: administrators, applications and their secrets, what they may do.',
    'Look at them before you start it, and remove again what must not be there:',
    ...powers.map(
      ({ tenantId, name, administrators, administrativeClients, applications }) =>
        `  ${name} (${tenantId}): ${counted(administrators, 'administrator')}, ` +
        `${counted(administrativeClients, 'machine client')} with administrative scopes, ` +
        `${counted(applications, 'enabled application')}`,
    ),
  ];
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
