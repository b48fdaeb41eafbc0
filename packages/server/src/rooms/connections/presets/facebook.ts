/**
 * Facebook. https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow, with a challenge as in
 * https://developers.facebook.com/docs/facebook-login/guides/advanced/oidc-token
 * Addresses without a version mean the oldest one that is served, so nothing here ages before it must. Nothing in the
 * answer says whether the address is proven: https://developers.facebook.com/docs/graph-api/reference/user/
 */
import type { Preset } from './preset.ts';
import { emailIn, lineIn, subjectIn } from './read-claims.ts';

export const facebook: Preset = {
  preset: 'facebook',
  kind: 'oauth2',
  required: [],
  allowed: [],
  issuer: null,
  endpoints: {
    authorization_endpoint: 'https://www.facebook.com/dialog/oauth',
    token_endpoint: 'https://graph.facebook.com/oauth/access_token',
    userinfo_endpoint: 'https://graph.facebook.com/me?fields=id,name,first_name,last_name,email',
  },
  further: () => ({}),
  scope: 'public_profile email',
  tokenEndpointAuthMethod: 'client_secret_post',
  responseMode: 'query',
  usesPkce: true,
  emailIsAuthoritative: false,
  readProfile({ userinfo }) {
    const subject = subjectIn(userinfo?.['id']);
    if (userinfo === null || subject === null) return null;
    const { first_name: given_name, last_name: family_name } = userinfo;
    return {
      subject,
      email: emailIn(userinfo['email']),
      emailVerified: false,
      name: lineIn(userinfo['name']),
      claims: { ...userinfo, given_name, family_name },
    };
  },
};
