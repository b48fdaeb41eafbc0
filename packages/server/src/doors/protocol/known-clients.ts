/**
 * The engine's clients, built once for each version of an application. By itself it would hash the metadata for every
 * request, and build a client anew when more than a hundred of them are at work.
 */
import { LRUCache } from 'lru-cache';
import type { Client, Provider } from 'oidc-provider';
import type { ProtocolDependencies } from './dependencies.ts';

const mostClients = 2000;

export function keepClients(
  deps: Pick<ProtocolDependencies, 'applications'>,
  provider: Provider,
  tenantId: string,
): void {
  const known = new LRUCache<string, { readonly version: string; readonly client: Client }>({ max: mostClients });
  const build = provider.Client.find.bind(provider.Client);

  provider.Client.find = async (applicationId: string) => {
    if (typeof applicationId !== 'string' || applicationId.length > 200) return undefined;
    const application = await deps.applications.find(tenantId, applicationId);
    if (application === null || !deps.applications.isServed(application)) return undefined;
    const { version } = application;
    const kept = known.get(applicationId);
    if (kept?.version === version) return kept.client;
    const client = await build(applicationId);
    // Whoever asks for a subject asks the release room, which knows what this application knows the customer by.
    if (client !== undefined) Object.assign(client, { subjectType: 'pairwise' });
    // Should a newer version have come meanwhile, it is kept under the older one, and so built once more.
    if (client !== undefined) known.set(applicationId, { version, client });
    return client;
  };
}
