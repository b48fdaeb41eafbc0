/** One of the tenant's keys as the engine signs with it: through our signer, so that it never holds the private part. */
import { ExternalSigningKey } from 'oidc-provider';
import { createSigner } from '../../foundation/encryption/index.ts';
import type { PrivateJwk } from '../../rooms/tenants/index.ts';

export function toSigningKey(jwk: PrivateJwk): ExternalSigningKey {
  const { publicKey, sign } = createSigner({ ...jwk });
  const { kid, alg } = jwk;
  return Object.assign(new ExternalSigningKey(), { kid, alg, keyObject: () => publicKey, sign });
}
