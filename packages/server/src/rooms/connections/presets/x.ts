/**
 * X. https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code; a code counts for 30 seconds there.
 * Everything is inside `data` (https://docs.x.com/x-api/users/get-my-user). `users.read` works together with `tweet.read`
 * only (https://docs.x.com/fundamentals/authentication/guides/v2-authentication-mapping). An address comes to applications
 * that X allowed to ask for it, by the scope `users.email` and the field `confirmed_email` together
 * (https://devcommunity.x.com/t/announcing-support-for-email-address-retrieval-with-oauth-2-0-in-the-x-api-v2/240555);
 * that it is its owner's still, nothing says.
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
  profileFields: (scope): Readonly<Record<string, string>> =>
    scope.split(' ').includes('users.email') ? { 'user.fields': 'confirmed_email' } : {},
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
