/** Where a sign-out that an application began ends: at an address it registered, exactly, or at our own page. */
import type { Application, Applications } from '../applications/index.ts';

export type SignOutRequest = {
  readonly client_id?: string | undefined;
  readonly post_logout_redirect_uri?: string | undefined;
  readonly state?: string | undefined;
};

export type SignOutEnd = { readonly application: Application | null; readonly returnTo: string | null };

/** The application and the address to go to; null where the request names none, or one that is not registered. */
export async function afterSignOut(
  deps: { readonly applications: Pick<Applications, 'find'> },
  tenantId: string,
  request: SignOutRequest,
): Promise<SignOutEnd> {
  const { client_id: applicationId, post_logout_redirect_uri: wanted, state } = request;
  const application = applicationId === undefined ? null : await deps.applications.find(tenantId, applicationId);
  if (application?.state !== 'active') return { application: null, returnTo: null };
  if (wanted === undefined || !application.metadata.post_logout_redirect_uris.includes(wanted)) {
    return { application, returnTo: null };
  }
  const address = new URL(wanted);
  if (state !== undefined) address.searchParams.set('state', state);
  return { application, returnTo: address.href };
}
