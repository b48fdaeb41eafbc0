/** What hangs on a customer: sessions, devices, consents, recipients. */
import { adminApi } from '@cardea/contract';
import { placeView } from '../../json-api/index.ts';
import { idOf } from '../acting.ts';
import type { AdminApiDependencies } from '../dependencies.ts';
import { listPage } from '../list.ts';
import { type AdminRoute, defineAdminRoute } from '../route.ts';
import { viewOf } from '../view.ts';

const root = '/api/admin/customers/{customer_id}';

const common = {
  method: 'GET',
  permission: 'customers:read',
  query: adminApi.pageQuery,
  status: 200,
  errors: ['customer.not_found', 'cursor.invalid'],
} as const;

export function customerPartRoutes(deps: AdminApiDependencies): AdminRoute[] {
  const { directory } = deps;
  return [
    defineAdminRoute({
      ...common,
      path: `${root}/sessions`,
      operation: 'listCustomerSessions',
      summary: 'Where the customer is signed in',
      mask: 'customer',
      answer: adminApi.customers.sessions,
      handle: async (call) => ({
        body: await listPage(deps, call, 'listCustomerSessions', async (after, limit) => {
          const page = await directory.sessions(viewOf(call), idOf(call, 'customer_id'), { after, limit });
          const items = page.items.map(({ sessionId, device, address, createdAt, lastSeenAt, applications }) => ({
            session_id: sessionId,
            device: { browser: device.browser ?? null, system: device.system ?? null },
            address,
            place: placeView(deps, address, call.locale),
            created_at: createdAt.toISOString(),
            last_seen_at: lastSeenAt.toISOString(),
            applications: applications.map(({ applicationId, name, lastUsedAt }) => ({
              application_id: applicationId,
              name,
              last_used_at: lastUsedAt.toISOString(),
            })),
          }));
          return { ...page, items };
        }),
      }),
    }),
    defineAdminRoute({
      ...common,
      path: `${root}/devices`,
      operation: 'listCustomerDevices',
      summary: 'Browsers that the customer has signed in with',
      mask: 'none',
      answer: adminApi.customers.devices,
      handle: async (call) => ({
        body: await listPage(deps, call, 'listCustomerDevices', async (after, limit) => {
          const page = await directory.devices(call.tenant.tenantId, idOf(call, 'customer_id'), { after, limit });
          const items = page.items.map(({ firstSeenAt, lastSeenAt }) => ({
            first_seen_at: firstSeenAt.toISOString(),
            last_seen_at: lastSeenAt.toISOString(),
          }));
          return { ...page, items };
        }),
      }),
    }),
    defineAdminRoute({
      ...common,
      path: `${root}/consents`,
      operation: 'listCustomerConsents',
      summary: 'What the customer allowed to which application',
      mask: 'none',
      answer: adminApi.customers.consents,
      handle: async (call) => ({
        body: await listPage(deps, call, 'listCustomerConsents', async (after, limit) => {
          const page = await directory.consents(call.tenant.tenantId, idOf(call, 'customer_id'), { after, limit });
          const items = page.items.map(({ applicationId, name, scopes, grantedAt }) => ({
            application_id: applicationId,
            name,
            scopes,
            granted_at: grantedAt.toISOString(),
          }));
          return { ...page, items };
        }),
      }),
    }),
    defineAdminRoute({
      ...common,
      path: `${root}/recipients`,
      operation: 'listCustomerRecipients',
      summary: 'Which application received what of the customer',
      mask: 'none',
      answer: adminApi.customers.recipients,
      handle: async (call) => ({
        body: await listPage(deps, call, 'listCustomerRecipients', async (after, limit) => {
          const page = await directory.recipients(call.tenant.tenantId, idOf(call, 'customer_id'), { after, limit });
          const items = page.items.map(({ applicationId, name, attributes, lastAt }) => ({
            application_id: applicationId,
            name,
            attributes,
            last_at: lastAt.toISOString(),
          }));
          return { ...page, items };
        }),
      }),
    }),
  ];
}
