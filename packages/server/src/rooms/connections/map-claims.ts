/** What a profile says about the attributes of our own schema, as the operator mapped them. Pure. */
import type { ConnectionSettings } from './connection.ts';
import type { UpstreamProfile } from './presets/preset.ts';
import { claimAt } from './presets/read-claims.ts';

const longest = 1000;

/** Attribute → value, where there is one. Whether the schema takes it is asked where it is stored. */
export function mapClaims(
  { claims }: Pick<ConnectionSettings, 'claims'>,
  profile: Pick<UpstreamProfile, 'claims'>,
): Readonly<Record<string, string | number | boolean>> {
  const found: [string, string | number | boolean][] = [];
  for (const [attribute, path] of Object.entries(claims)) {
    const value = claimAt(profile.claims, path);
    if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)))
      found.push([attribute, value]);
    if (typeof value === 'string' && value.trim() !== '' && value.length <= longest)
      found.push([attribute, value.trim()]);
  }
  return Object.fromEntries(found);
}
