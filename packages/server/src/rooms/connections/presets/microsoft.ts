/**
 * Microsoft Entra ID and personal Microsoft accounts. Every directory is an issuer of its own, named by `tid`, also where
 * `common` is asked: https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-the-issuer
 * `email` is whatever a directory's administrator wrote (nOAuth). It proves a mailbox only where the optional claim
 * `xms_edov` says that the directory owns the domain:
 * https://learn.microsoft.com/entra/identity-platform/optional-claims-reference
 */
import type { Preset } from './preset.ts';
import { readStandardProfile } from './read-claims.ts';

/** The directory of all personal accounts. */
const personalDirectory = '9188040d-6c67-4c5b-b112-36a304b66dad';
const directoryId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const microsoft: Preset = {
  preset: 'microsoft',
  kind: 'openid',
  required: [],
  allowed: ['microsoft_tenant'],
  issuer: ({ microsoft_tenant: tenant = 'common' }) => `https://login.microsoftonline.com/${tenant}/v2.0`,
  endpoints: null,
  further: () => ({}),
  scope: 'openid profile email',
  tokenEndpointAuthMethod: 'client_secret_post',
  responseMode: 'query',
  usesPkce: true,
  emailIsAuthoritative: true,
  readProfile({ idToken, userinfo }, { microsoft_tenant: tenant = 'common' }) {
    const profile = idToken === null ? null : readStandardProfile(idToken, userinfo);
    if (idToken === null || profile === null) return null;
    const { tid, iss, xms_edov: ownsDomain } = idToken;
    if (typeof tid !== 'string' || typeof iss !== 'string' || !directoryId.test(tid)) return null;
    if (!new URL(iss).pathname.startsWith(`/${tid}/`) || !isAdmitted(tid, tenant)) return null;
    // Written as a number in some tokens.
    const isOwned = ownsDomain === true || ownsDomain === 1 || ownsDomain === '1' || ownsDomain === 'true';
    return { ...profile, emailVerified: isOwned && idToken['email'] !== undefined && profile.email !== null };
  },
};

function isAdmitted(directory: string, tenant: string): boolean {
  if (tenant === 'consumers') return directory === personalDirectory;
  if (tenant === 'organizations') return directory !== personalDirectory;
  return tenant === 'common' || directory === tenant;
}
