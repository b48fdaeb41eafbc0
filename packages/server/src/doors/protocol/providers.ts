/** One engine for each tenant, set of keys and profile schema, made at first need. Old ones finish what they do and go. */
import { LRUCache } from 'lru-cache';
import type Provider from 'oidc-provider';
import type { Tenant } from '../../rooms/tenants/index.ts';
import type { ProtocolDependencies } from './dependencies.ts';
import { createSignatures, type Signatures } from './plain-token/index.ts';
import { createProvider } from './provider.ts';

export type Engine = {
  readonly provider: Provider;
  readonly answer: ReturnType<Provider['callback']>;
  readonly signatures: Signatures;
};

export function createProviders(deps: ProtocolDependencies): (tenant: Tenant) => Promise<Engine> {
  const engines = new LRUCache<string, Engine>({ max: 200 });
  return async (tenant) => {
    const keys = await deps.tenants.signingKeys.current(tenant.tenantId);
    const schema = await deps.tenants.profileSchema.current(tenant.tenantId);
    const name = `${tenant.tenantId} ${tenant.origin} ${tenant.version} ${keys.version} ${schema.version}`;
    const known = engines.get(name);
    if (known !== undefined) return known;
    const proofNonceKey = await deps.sessions.requests.proofNonceKey(deps.database.reader, tenant.tenantId);
    const provider = createProvider(deps, tenant, { keys, proofNonceKey, schema });
    const engine = { provider, answer: provider.callback(), signatures: createSignatures(keys) };
    engines.set(name, engine);
    return engine;
  };
}
