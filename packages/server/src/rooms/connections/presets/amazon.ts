/**
 * Amazon. https://developer.amazon.com/docs/login-with-amazon/authorization-code-grant.html
 * The profile has no word on whether the address is proven:
 * https://developer.amazon.com/docs/login-with-amazon/customer-profile.html
 */
import type { Preset } from './preset.ts';
import { emailIn, lineIn, subjectIn } from './read-claims.ts';

export const amazon: Preset = {
  preset: 'amazon',
  kind: 'oauth2',
  required: [],
  allowed: [],
  issuer: null,
  endpoints: {
    authorization_endpoint: 'https://www.amazon.com/ap/oa',
    token_endpoint: 'https://api.amazon.com/auth/o2/token',
    userinfo_endpoint: 'https://api.amazon.com/user/profile',
  },
  further: () => ({}),
  scope: 'profile',
  tokenEndpointAuthMethod: 'client_secret_post',
  responseMode: 'query',
  usesPkce: true,
  emailIsAuthoritative: false,
  readProfile({ userinfo }) {
    const subject = subjectIn(userinfo?.['user_id']);
    if (userinfo === null || subject === null) return null;
    return {
      subject,
      email: emailIn(userinfo['email']),
      emailVerified: false,
      name: lineIn(userinfo['name']),
      claims: userinfo,
    };
  },
};
