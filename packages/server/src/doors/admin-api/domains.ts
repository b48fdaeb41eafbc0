/** `/api/admin/domains`: the names that the tenant answers at. */
import { adminApi } from '@cardea/contract';
import type { Domain, Tenant } from '../../rooms/tenants/index.ts';
import { authorOf } from './author.ts';
import type { AdminApiDependencies } from './dependencies.ts';
import { type AdminRoute, defineAdminRoute } from './route.ts';

const path = '/api/admin/domains';

export function domainRoutes({ tenants: { domains } }: AdminApiDependencies): AdminRoute[] {
  return [
    defineAdminRoute({
      method: 'GET',
      path,
      operation: 'listDomains',
      summary: 'The domains, and the names that wait for a proof',
      permission: 'settings:read',
      mask: 'none',
      status: 200,
      answer: adminApi.domains.list,
      errors: [],
      handle: async ({ tenant }) => {
        const found = await domains.list(tenant.tenantId);
        return { body: { items: found.map((domain) => toBody(domain, tenant)), next_cursor: null } };
      },
    }),
    defineAdminRoute({
      method: 'POST',
      path,
      operation: 'addDomain',
      summary: 'Add a domain; outside loopback it waits for a proof',
      permission: 'domains:write',
      mask: 'none',
      body: adminApi.domains.newDomain,
      status: 201,
      answer: adminApi.domains.domain,
      errors: ['domain.refused', 'domain.taken', 'domain.too_many'],
      isRepeatable: true,
      handle: async (call) => ({
        body: toBody(await domains.add(call.tenant.tenantId, call.body.host, authorOf(call)), call.tenant),
      }),
    }),
    defineAdminRoute({
      method: 'POST',
      path: `${path}/{host}/verify`,
      operation: 'verifyDomain',
      summary: 'Look for the proof; where it is found, the domain serves',
      permission: 'domains:write',
      mask: 'none',
      status: 200,
      answer: adminApi.domains.domain,
      errors: ['domain.not_found', 'domain.unproven', 'domain.taken'],
      handle: async (call) => ({
        body: toBody(await domains.verify(call.tenant.tenantId, hostIn(call.params), authorOf(call)), call.tenant),
      }),
    }),
    defineAdminRoute({
      method: 'POST',
      path: `${path}/{host}/make-primary`,
      operation: 'makeDomainPrimary',
      summary: 'Make a domain the primary one; this changes the issuer',
      permission: 'domains:write',
      mask: 'none',
      body: adminApi.domains.makePrimary,
      status: 200,
      answer: adminApi.domains.list,
      errors: ['domain.not_found', 'domain.changes_issuer', 'domain.is_configured'],
      async handle(call) {
        const { tenantId } = call.tenant;
        await domains.makePrimary(tenantId, hostIn(call.params), call.body.confirm_issuer, authorOf(call));
        const found = await domains.list(tenantId);
        return { body: { items: found.map((domain) => toBody(domain, call.tenant)), next_cursor: null } };
      },
    }),
    defineAdminRoute({
      method: 'DELETE',
      path: `${path}/{host}`,
      operation: 'removeDomain',
      summary: 'Remove a domain, or a name that waits for a proof',
      permission: 'domains:write',
      mask: 'none',
      status: 204,
      errors: ['domain.not_found', 'domain.is_primary'],
      async handle(call) {
        await domains.remove(call.tenant.tenantId, hostIn(call.params), authorOf(call));
        return {};
      },
    }),
  ];
}

const hostIn = (params: Readonly<Record<string, string>>) => (params['host'] ?? '').toLowerCase();

function toBody(domain: Domain, { origin }: Pick<Tenant, 'origin'>) {
  const { host, state } = domain;
  const isVerified = state === 'verified';
  return {
    host,
    state,
    is_primary: isVerified && domain.isPrimary,
    issuer: `${new URL(origin).protocol}//${host}`,
    proof: isVerified ? null : { value: domain.proof, dns_record: domain.record, https_address: domain.url },
    added_at: isVerified ? domain.addedAt.toISOString() : null,
    expires_at: isVerified ? null : domain.expiresAt.toISOString(),
  };
}
