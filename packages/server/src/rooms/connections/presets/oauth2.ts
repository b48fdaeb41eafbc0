/**
 * Any provider of OAuth 2 with an address that says whose token it is. There is no standard for what that answers, so
 * the operator names the claims. Which claim the subject is, is part of the issuer: it is never changed in passing.
 */
import type { Preset } from './preset.ts';
import { claimAt, emailIn, lineIn, subjectIn } from './read-claims.ts';

export const oauth2: Preset = {
  preset: 'oauth2',
  kind: 'oauth2',
  required: ['authorization_endpoint', 'token_endpoint', 'userinfo_endpoint'],
  allowed: [
    'authorization_endpoint',
    'token_endpoint',
    'userinfo_endpoint',
    'subject_claim',
    'email_claim',
    'email_verified_claim',
    'name_claim',
  ],
  issuer: null,
  endpoints: null,
  further: () => ({}),
  scope: 'profile email',
  tokenEndpointAuthMethod: 'client_secret_basic',
  responseMode: 'query',
  usesPkce: true,
  emailIsAuthoritative: false,
  readProfile({ userinfo }, settings) {
    if (userinfo === null) return null;
    const subject = subjectIn(claimAt(userinfo, settings.subject_claim ?? 'sub'));
    if (subject === null) return null;
    const email = emailIn(claimAt(userinfo, settings.email_claim ?? 'email'));
    return {
      subject,
      email,
      emailVerified: email !== null && claimAt(userinfo, settings.email_verified_claim ?? 'email_verified') === true,
      name: lineIn(claimAt(userinfo, settings.name_claim ?? 'name')),
      claims: userinfo,
    };
  },
};
