/** Which claims each scope stands for (OpenID Connect Core, section 5.4), as far as we hold them. Pure. */
import type { Profile } from '../customers/index.ts';

type ProfileClaim = 'name' | 'updated_at' | 'locale' | 'email' | 'email_verified';

const claimsOf: Readonly<Record<string, readonly ProfileClaim[]>> = {
  profile: ['name', 'updated_at', 'locale'],
  email: ['email', 'email_verified'],
};

/** The claims that these scopes ask for, besides the subject. */
export function claimsAsked(scopes: readonly string[]): readonly ProfileClaim[] {
  return scopes.flatMap((scope) => (Object.hasOwn(claimsOf, scope) ? (claimsOf[scope] ?? []) : []));
}

/** Their values. A claim without a value is left out, never sent empty. */
export function fillClaims(asked: readonly ProfileClaim[], profile: Profile): Readonly<Record<string, unknown>> {
  const values: Readonly<Record<ProfileClaim, unknown>> = {
    name: profile.name,
    updated_at: Math.floor(profile.updatedAt.getTime() / 1000),
    locale: profile.locale,
    email: profile.email,
    email_verified: profile.emailVerifiedAt !== null,
  };
  const present = asked.filter((claim) => values[claim] !== null);
  return Object.fromEntries(present.map((claim) => [claim, values[claim]]));
}
