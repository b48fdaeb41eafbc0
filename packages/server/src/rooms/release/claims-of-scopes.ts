/**
 * Which claims each scope stands for: the standard ones (OpenID Connect Core, section 5.4) and the attributes that the
 * tenant's schema hands out by it. Pure.
 */
import type { Profile } from '../customers/index.ts';
import type { ProfileSchema } from '../tenants/index.ts';

const standard: Readonly<Record<string, readonly string[]>> = {
  profile: ['updated_at', 'locale'],
  email: ['email', 'email_verified'],
};

/** Scope → its claims, for every scope that stands for any. */
export function claimsByScope(schema: ProfileSchema): Readonly<Record<string, readonly string[]>> {
  const claims: Record<string, string[]> = Object.create(null);
  for (const { name, scope, visible_to: visibleTo } of schema.attributes) {
    if (scope !== null && visibleTo.includes('application')) claims[scope] = [...(claims[scope] ?? []), name];
  }
  for (const [scope, names] of Object.entries(standard)) claims[scope] = [...(claims[scope] ?? []), ...names];
  return claims;
}

/** The claims that these scopes ask for, besides the subject. */
export function claimsAsked(schema: ProfileSchema, scopes: readonly string[]): readonly string[] {
  const claims = claimsByScope(schema);
  return scopes.flatMap((scope) => claims[scope] ?? []);
}

/** Their values. A claim without a value is left out, never sent empty. */
export function fillClaims(asked: readonly string[], profile: Profile): Readonly<Record<string, unknown>> {
  const values: Readonly<Record<string, unknown>> = {
    ...profile.attributes,
    updated_at: Math.floor(profile.updatedAt.getTime() / 1000),
    locale: profile.locale,
    email: profile.email,
    email_verified: profile.emailVerifiedAt !== null,
  };
  const present = asked.filter((claim) => values[claim] !== undefined && values[claim] !== null);
  return Object.fromEntries(present.map((claim) => [claim, values[claim]]));
}
