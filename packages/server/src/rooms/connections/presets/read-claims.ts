/** Reads single claims. What others wrote is of any form and any length; what does not fit is not there. */
import type { JsonObject, UpstreamProfile } from './preset.ts';

/** Who somebody is there; a number is as good as its digits, and nothing else is. */
export function subjectIn(value: unknown): string | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value > 0 ? String(value) : null;
  return typeof value === 'string' && /^[\x20-\x7e]{1,255}$/.test(value) && value.trim() === value ? value : null;
}

/** One line that can be shown. */
export function lineIn(value: unknown, most = 200): string | null {
  if (typeof value !== 'string') return null;
  const line = value.trim();
  return line !== '' && line.length <= most && !/[\p{C}\p{Zl}\p{Zp}]/u.test(line) ? line : null;
}

/** An address, as it is written there; whether it can be one of ours is asked where it is used. */
export function emailIn(value: unknown): string | null {
  const line = lineIn(value, 254);
  return line !== null && /^[^\s@]+@[^\s@]+$/.test(line) ? line : null;
}

export function objectIn(value: unknown): JsonObject | null {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject) : null;
}

/** The name, or else its two halves. */
function nameIn(claims: JsonObject): string | null {
  const halves = [lineIn(claims['given_name']), lineIn(claims['family_name'])].filter((half) => half !== null);
  return lineIn(claims['name']) ?? lineIn(halves.join(' '));
}

/** The value at a path of own properties; a name that is there as it stands goes before the path. */
export function claimAt(claims: JsonObject, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  let value: unknown = claims;
  for (const name of path.split('.')) {
    const object = objectIn(value);
    if (object === null || !Object.hasOwn(object, name)) return undefined;
    value = object[name];
  }
  return value;
}

/**
 * A profile by the names of OpenID Connect. The subject is the ID token's. Address and what is said of it come from one
 * answer, so that nobody's word about one address is taken for another. `true` is `true`, and never a text.
 */
export function readStandardProfile(idToken: JsonObject | null, userinfo: JsonObject | null): UpstreamProfile | null {
  const claims: JsonObject = { ...userinfo, ...idToken };
  const subject = subjectIn(claims['sub']);
  if (subject === null) return null;
  const source = emailIn(idToken?.['email']) === null ? (userinfo ?? {}) : (idToken ?? {});
  const email = emailIn(source['email']);
  return {
    subject,
    email,
    emailVerified: email !== null && source['email_verified'] === true,
    name: nameIn(claims),
    claims,
  };
}
