/** Which client certificates the server takes, as its discovery document says; none where it says nothing. */
import { readPublished } from './management.ts';

export type CertificateSupport = { readonly methods: readonly string[]; readonly binds: boolean };

export const noCertificates: CertificateSupport = { methods: [], binds: false };

export async function readCertificateSupport(signal: AbortSignal): Promise<CertificateSupport> {
  const answer = await readPublished('/.well-known/openid-configuration', signal);
  if (!answer.ok) return noCertificates;
  const said = (await answer.json()) as {
    readonly token_endpoint_auth_methods_supported?: readonly string[];
    readonly tls_client_certificate_bound_access_tokens?: boolean;
  };
  return {
    methods: said.token_endpoint_auth_methods_supported?.filter((method) => method.includes('tls_client_auth')) ?? [],
    binds: said.tls_client_certificate_bound_access_tokens === true,
  };
}
