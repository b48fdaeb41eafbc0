/**
 * X. https://docs.x.com/resources/fundamentals/authentication/oauth-2-0/authorization-code
 * Everything is inside `data` (https://docs.x.com/x-api/users/get-my-user). An address comes only to applications that
 * X allowed to ask for it, and nothing says that it is proven. `users.read` works together with `tweet.read` only.
 */
import type { Preset } from './preset.ts';
import { emailIn, lineIn, objectIn, subjectIn } from './read-claims.ts';

export const x: Preset = {
  preset: 'x',
  kind: 'oauth2',
  required: [],
  allowed: [],
  issuer: null,
  endpoints: {
    authorization_endpoint: 'https://x.com/i/oauth2/authorize',
    token_endpoint: 'https://api.x.com/2/oauth2/token',
    userinfo_endpoint: 'https://api.x.com/2/users/me',
  },
  further: () => ({}),
  scope: 'users.read tweet.read',
  tokenEndpointAuthMethod: 'client_secret_basic',
  responseMode: 'query',
  usesPkce: true,
  emailIsAuthoritative: false,
  readProfile({ userinfo }) {
    const data = objectIn(userinfo?.['data']);
    const subject = subjectIn(data?.['id']);
    if (data === null || subject === null) return null;
    return {
      subject,
      email: emailIn(data['confirmed_email']),
      emailVerified: false,
      name: lineIn(data['name']) ?? lineIn(data['username']),
      claims: data,
    };
  },
};
