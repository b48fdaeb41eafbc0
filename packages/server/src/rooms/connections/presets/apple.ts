/**
 * Apple. The client secret is a token that we sign with the key of the developer account:
 * https://developer.apple.com/documentation/accountorganizationaldatasharing/creating-a-client-secret
 * Whoever asks for name or address is answered by a form, and the name comes with the very first answer only, in `user`,
 * which nobody signs: it is a suggestion. `email_verified` may be a text, here and nowhere else:
 * https://developer.apple.com/documentation/signinwithapple/authenticating-users-with-sign-in-with-apple
 * Its pages say nothing of a challenge; one that was sent is held against the verifier:
 * https://github.com/a-tokyo/apple-signin-auth/issues/180
 */
import type { JsonObject, Preset } from './preset.ts';
import { lineIn, objectIn, readStandardProfile } from './read-claims.ts';

export const apple: Preset = {
  preset: 'apple',
  kind: 'openid',
  required: ['apple'],
  allowed: ['apple'],
  issuer: () => 'https://appleid.apple.com',
  endpoints: null,
  further: () => ({}),
  scope: 'openid name email',
  tokenEndpointAuthMethod: 'client_secret_post',
  responseMode: 'form_post',
  usesPkce: true,
  emailIsAuthoritative: true,
  readProfile({ idToken, callback }) {
    const profile = idToken === null ? null : readStandardProfile(idToken, null);
    if (profile === null) return null;
    const { email_verified: said } = profile.claims;
    const halves = namesIn(callback['user']);
    return {
      ...profile,
      emailVerified: profile.email !== null && (said === true || said === 'true'),
      name: profile.name ?? lineIn(Object.values(halves).join(' ')),
      claims: { ...halves, ...profile.claims },
    };
  },
};

function namesIn(user: string | undefined): JsonObject {
  if (user === undefined || user.length > 2000) return {};
  let read: unknown;
  try {
    read = JSON.parse(user);
  } catch {
    return {};
  }
  const name = objectIn(objectIn(read)?.['name']);
  const [given, family] = [lineIn(name?.['firstName']), lineIn(name?.['lastName'])];
  return { ...(given === null ? {} : { given_name: given }), ...(family === null ? {} : { family_name: family }) };
}
