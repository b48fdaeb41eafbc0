/** The application that asks, if it is one that plain requests are for and has proven itself as it was registered to. */
import type { FastifyRequest } from 'fastify';
import type { Application } from '../../../rooms/applications/index.ts';
import { clientAddress } from '../../listener/index.ts';
import type { ProtocolDependencies } from '../dependencies.ts';
import type { PlainRequest } from './read-request.ts';

type ProofDependencies = Pick<ProtocolDependencies, 'applications' | 'protection'>;

/** Null where it is not, or not plainly: the engine then looks at the proof itself, and counts one that is wrong. */
export async function proveApplication(
  deps: ProofDependencies,
  request: FastifyRequest,
  { clientId: applicationId, secret, method, grantType }: PlainRequest,
): Promise<Application | null> {
  const { tenantId } = request.tenant;
  const application = await deps.applications.find(tenantId, applicationId);
  if (application === null || !deps.applications.isServed(application)) return null;
  const { metadata } = application;
  if (metadata.token_endpoint_auth_method !== method) return null;
  if (metadata.dpop_bound_access_tokens || metadata.tls_client_certificate_bound_access_tokens) return null;
  if (!metadata.grant_types.includes(grantType) || !maySend(application, request.headers.origin)) return null;
  if (secret === null) return application;
  const { clientAttempts } = deps.protection;
  const attempt = { tenantId, applicationId, address: clientAddress(request) };
  // While somebody guesses, no secret is compared here that would not be compared there.
  if ((await clientAttempts.refusal(attempt)) !== null) return null;
  if (!(await deps.applications.checkSecret(tenantId, applicationId, secret))) return null;
  await clientAttempts.succeeded(attempt);
  return application;
}

/**
 * Scripts may ask from the origins that the application's redirects go to. `null` is what a sandboxed frame says, and
 * what an address of an own scheme has for an origin: nobody's.
 */
function maySend({ metadata }: Application, origin: string | undefined): boolean {
  if (origin === undefined) return true;
  return origin !== 'null' && metadata.redirect_uris.some((uri) => URL.parse(uri)?.origin === origin);
}
