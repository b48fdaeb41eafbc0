/** One engine for each tenant and set of keys, made at first need. Old ones finish what they are doing and go. */
import { LRUCache } from 'lru-cache';
import type Provider from 'oidc-provider';
import type { Tenant } from '../../rooms/tenants/index.ts';
import type { ProtocolDependencies } from './dependencies.ts';
import { createProvider } from './provider.ts';

export type Engine = { readonly provider: Provider; readonly answer: ReturnType<Provider['callback']> };

export function createProviders(deps: ProtocolDependencies): (tenant: Tenant) => Promise<Engine> {
  const engines = new LRUCache<string, Engine>({ max: 200 });
  return async (tenant) => {
    const keys = await deps.tenants.signingKeys.current(tenant.tenantId);
    const name = `${tenant.tenantId} ${tenant.origin} ${tenant.version} ${keys.version}`;
    const known = engines.get(name);
    if (known !== undefined) return known;
    const proofNonceKey = await deps.sessions.requests.proofNonceKey(deps.database.reader, tenant.tenantId);
    const provider = createProvider(deps, tenant, { keys, proofNonceKey });
    const engine = { provider, answer: provider.callback() };
    engines.set(name, engine);
    return engine;
  };
}
