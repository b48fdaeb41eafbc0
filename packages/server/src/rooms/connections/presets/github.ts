/**
 * GitHub, and GitHub Enterprise by addresses of its own; an older one there passes over the challenge.
 * https://docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
 * The profile holds the address that its owner shows to everybody, or none. The one that counts is the primary one of
 * `/user/emails`, and proven where it says so: https://docs.github.com/rest/users/emails. The subject is the number:
 * `login` can be changed, and taken by somebody else.
 */
import type { Preset } from './preset.ts';
import { emailIn, lineIn, objectIn, subjectIn } from './read-claims.ts';

export const github: Preset = {
  preset: 'github',
  kind: 'oauth2',
  required: [],
  allowed: ['authorization_endpoint', 'token_endpoint', 'userinfo_endpoint'],
  issuer: null,
  endpoints: {
    authorization_endpoint: 'https://github.com/login/oauth/authorize',
    token_endpoint: 'https://github.com/login/oauth/access_token',
    userinfo_endpoint: 'https://api.github.com/user',
  },
  further: ({ userinfo_endpoint: user }) => ({ emails: `${user}/emails` }),
  scope: 'read:user user:email',
  tokenEndpointAuthMethod: 'client_secret_post',
  responseMode: 'query',
  usesPkce: true,
  emailIsAuthoritative: true,
  readProfile({ userinfo, further }) {
    const id = userinfo?.['id'];
    const subject = typeof id === 'number' ? subjectIn(id) : null;
    if (userinfo === null || subject === null) return null;
    const listed = Array.isArray(further['emails']) ? further['emails'] : [];
    const primary = listed.map(objectIn).find((entry) => entry?.['primary'] === true);
    const email = emailIn(primary?.['email']);
    return {
      subject,
      email,
      emailVerified: email !== null && primary?.['verified'] === true,
      name: lineIn(userinfo['name']) ?? lineIn(userinfo['login']),
      claims: userinfo,
    };
  },
};
