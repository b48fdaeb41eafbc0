/**
 * Has an application known that says by its client_id where it is described, before the engine is asked: what goes out
 * for it goes out here, paid for, with no connection to the database held.
 */
import type { FastifyRequest } from 'fastify';
import { decodeJwt } from 'jose';
import type { Applications } from '../../rooms/applications/index.ts';
import type { Protection } from '../../rooms/protection/index.ts';
import { clientAddress } from '../listener/index.ts';
import { readBody } from './request-body.ts';

type DocumentDependencies = {
  readonly applications: Pick<Applications, 'ofItself'>;
  readonly protection: Pick<Protection, 'networkCharges' | 'spend'>;
};

const sent: ReadonlySet<string> = new Set(['/oauth/token', '/oauth/par', '/oauth/revoke']);

/** Returns the body of the request where it had to be read for that. */
export async function readClientDocument(
  { applications, protection }: DocumentDependencies,
  request: FastifyRequest,
): Promise<Buffer | undefined> {
  const { tenant, method, url } = request;
  const [path = '', query = ''] = url.split('?', 2);
  if (tenant.settings.agents.metadataDocuments !== 'on') return undefined;
  const isSent = method === 'POST' && sent.has(path);
  if (!isSent && !(method === 'GET' && path === '/oauth/authorize')) return undefined;
  const body = isSent ? await readBody(request.raw) : undefined;
  const parameters = new URLSearchParams(body === undefined ? query : body.toString('latin1'));
  const clientId = parameters.get('client_id') ?? subjectOf(parameters.get('client_assertion'));
  if (clientId === null || !/^https?:/.test(clientId)) return body;
  const { tenantId } = tenant;
  const mayRead = (host: string) =>
    protection.spend(tenantId, [
      ...protection.networkCharges(clientAddress(request), 'document'),
      { budget: 'document.tenant', key: tenantId },
      { budget: 'document.host', key: host },
    ]);
  await applications.ofItself.documents.resolve(tenant, clientId, { mayRead, requestId: request.id });
  return body;
}

/** Who the application says it is by its assertion alone; nothing is believed of it here. */
function subjectOf(assertion: string | null): string | null {
  try {
    return decodeJwt(assertion ?? '').sub ?? null;
  } catch {
    return null;
  }
}
