/**
 * Google. https://developers.google.com/identity/openid-connect/openid-connect
 * Google vouches for addresses of its own and of the organisations it hosts (`hd`). An account there may have any other
 * address, which was verified once and may have changed hands since: that one proves no mailbox
 * (https://developers.google.com/identity/gsi/web/guides/verify-google-id-token).
 */
import type { Preset } from './preset.ts';
import { lineIn, readStandardProfile } from './read-claims.ts';

export const google: Preset = {
  preset: 'google',
  kind: 'openid',
  required: [],
  allowed: [],
  issuer: () => 'https://accounts.google.com',
  endpoints: null,
  further: () => ({}),
  scope: 'openid profile email',
  tokenEndpointAuthMethod: 'client_secret_post',
  responseMode: 'query',
  usesPkce: true,
  emailIsAuthoritative: true,
  readProfile({ idToken, userinfo }) {
    const profile = idToken === null ? null : readStandardProfile(idToken, userinfo);
    if (profile === null) return null;
    const isOfGoogle = /@(gmail|googlemail)\.com$/i.test(profile.email ?? '') || lineIn(idToken?.['hd']) !== null;
    return { ...profile, emailVerified: profile.emailVerified && isOfGoogle };
  },
};
