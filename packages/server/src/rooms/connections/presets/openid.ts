/** Any provider of OpenID Connect that publishes what discovery needs (OpenID Connect Discovery 1.0). */
import type { Preset } from './preset.ts';
import { readStandardProfile } from './read-claims.ts';

export const openid: Preset = {
  preset: 'openid',
  kind: 'openid',
  required: ['issuer'],
  allowed: ['issuer'],
  issuer: null,
  endpoints: null,
  further: () => ({}),
  scope: 'openid profile email',
  tokenEndpointAuthMethod: 'client_secret_basic',
  responseMode: 'query',
  usesPkce: true,
  // What it calls verified is its word; the operator knows whether to take it.
  emailIsAuthoritative: false,
  readProfile: ({ idToken, userinfo }) => (idToken === null ? null : readStandardProfile(idToken, userinfo)),
};
