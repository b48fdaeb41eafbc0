/**
 * LinkedIn. https://learn.microsoft.com/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2
 * Its ID tokens carry no nonce (https://github.com/linkedin-developers/linkedin-api-js-client/issues/34), so they prove
 * nothing about this browser, and its token address refuses a verifier unless LinkedIn switched that on for the application,
 * which it does for native ones (https://learn.microsoft.com/linkedin/shared/authentication/authorization-code-flow-native,
 * https://github.com/nextauthjs/next-auth/issues/8831). It is spoken to as OAuth 2 therefore: the profile is fetched by us,
 * with the token we were given. LinkedIn says itself that it verifies nobody's identity.
 */
import type { Preset } from './preset.ts';
import { readStandardProfile } from './read-claims.ts';

export const linkedin: Preset = {
  preset: 'linkedin',
  kind: 'oauth2',
  required: [],
  allowed: [],
  issuer: null,
  endpoints: {
    authorization_endpoint: 'https://www.linkedin.com/oauth/v2/authorization',
    token_endpoint: 'https://www.linkedin.com/oauth/v2/accessToken',
    userinfo_endpoint: 'https://api.linkedin.com/v2/userinfo',
  },
  further: () => ({}),
  scope: 'openid profile email',
  tokenEndpointAuthMethod: 'client_secret_post',
  responseMode: 'query',
  usesPkce: false,
  emailIsAuthoritative: false,
  readProfile: ({ userinfo }) => readStandardProfile(null, userinfo),
};
