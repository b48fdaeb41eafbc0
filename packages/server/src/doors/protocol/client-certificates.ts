/**
 * Client certificates as the protocol uses them (RFC 8705): to prove an application, and to bind tokens to whoever showed
 * one. One that is past its time, or before it, counts as none.
 */
import type { FastifyRequest } from 'fastify';
import type { Configuration } from 'oidc-provider';
import type { Clock } from '../../foundation/clock/index.ts';
import { type Certificate, isIssuedTo, isTimely, isTrusted, thumbprintOf } from '../../foundation/encryption/index.ts';
import { currentWork } from './unit-of-work.ts';

export type ClientCertificateDependencies = {
  readonly clock: Clock;
  /** The authorities that count, of which there may be none; null where no certificates arrive. */
  readonly clientCertificates: { readonly authorities: readonly Certificate[] } | null;
};

/** The ways to prove an application by a certificate that this installation offers. */
export function certificateMethods({ clientCertificates }: ClientCertificateDependencies) {
  if (clientCertificates === null) return [];
  const byAuthority = clientCertificates.authorities.length > 0 ? (['tls_client_auth'] as const) : [];
  return [...byAuthority, 'self_signed_tls_client_auth'] as const;
}

/** How the engine is set for it; not at all where the installation has no such proxy. */
export function mutualTls(deps: ClientCertificateDependencies): NonNullable<Configuration['features']>['mTLS'] {
  const { clientCertificates, clock } = deps;
  if (clientCertificates === null) return { enabled: false, getCertificate: () => undefined };
  const shown = () => timely(deps, currentWork().request);
  return {
    enabled: true,
    certificateBoundAccessTokens: true,
    selfSignedTlsClientAuth: true,
    tlsClientAuth: clientCertificates.authorities.length > 0,
    getCertificate: () => shown() ?? undefined,
    certificateAuthorized: () => {
      const certificate = shown();
      return certificate !== null && isTrusted(certificate, clientCertificates.authorities, clock.now());
    },
    certificateSubjectMatches: (_ctx, property, expected) => {
      const certificate = shown();
      return certificate !== null && isIssuedTo(certificate, property, expected);
    },
  };
}

/** Whether the request shows the certificate that a token is bound to, by its thumbprint (RFC 8705, 3.1). */
export function showsCertificate(
  deps: Pick<ClientCertificateDependencies, 'clock'>,
  request: FastifyRequest,
  thumbprint: string,
): boolean {
  const certificate = timely(deps, request);
  return certificate !== null && thumbprintOf(certificate) === thumbprint;
}

function timely({ clock }: Pick<ClientCertificateDependencies, 'clock'>, request: FastifyRequest): Certificate | null {
  const { clientCertificate } = request;
  return clientCertificate !== null && isTimely(clientCertificate, clock.now()) ? clientCertificate : null;
}
