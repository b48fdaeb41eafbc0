/**
 * Discord. https://discord.com/developers/docs/topics/oauth2; that it holds a code to its challenge, by S256 alone, is said
 * by those who tried it: https://github.com/discord/discord-api-docs/pull/7046
 * `verified` is about the address (https://discord.com/developers/docs/resources/user#user-object); accounts may be used
 * for long without. Names are chosen freely; `id` stays.
 */
import type { Preset } from './preset.ts';
import { emailIn, lineIn, subjectIn } from './read-claims.ts';

export const discord: Preset = {
  preset: 'discord',
  kind: 'oauth2',
  required: [],
  allowed: [],
  issuer: null,
  endpoints: {
    authorization_endpoint: 'https://discord.com/oauth2/authorize',
    token_endpoint: 'https://discord.com/api/oauth2/token',
    userinfo_endpoint: 'https://discord.com/api/v10/users/@me',
  },
  further: () => ({}),
  scope: 'identify email',
  tokenEndpointAuthMethod: 'client_secret_basic',
  responseMode: 'query',
  usesPkce: true,
  emailIsAuthoritative: false,
  readProfile({ userinfo }) {
    const subject = subjectIn(userinfo?.['id']);
    if (userinfo === null || subject === null) return null;
    const email = emailIn(userinfo['email']);
    return {
      subject,
      email,
      emailVerified: email !== null && userinfo['verified'] === true,
      name: lineIn(userinfo['global_name']) ?? lineIn(userinfo['username']),
      claims: userinfo,
    };
  },
};
