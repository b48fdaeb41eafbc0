/** The rules between the fields of a connection, for its addresses and for its secret. Pure but for reading a key. */
import type { ConnectionPreset, GivenConnectionSettings } from '@cardea/contract';
import { type AddressFinding, examineAddress, isLoopbackAddress } from './addresses.ts';
import { isAppleKey } from './apple-secret.ts';
import { settingsOf } from './connection.ts';
import { presetOf } from './presets/known.ts';
import type { PresetField } from './presets/preset.ts';

export type ConnectionFinding =
  | AddressFinding
  | 'required'
  | 'not_of_preset'
  | 'not_with_none'
  | 'needs_openid'
  | 'needs_private_key'
  | 'needed_again'
  | 'unknown_attribute';

export type ConnectionFindings = Record<string, ConnectionFinding>;

export type Rules = {
  /** A development installation: providers may be on this machine, those of the presets too. */
  readonly development: boolean;
  /** The attributes of the profile schema; null: they are asked for later. */
  readonly attributes: ReadonlySet<string> | null;
};

const addresses = ['issuer', 'authorization_endpoint', 'token_endpoint', 'userinfo_endpoint'] as const;
const ofSomePresets: readonly PresetField[] = [
  ...addresses,
  'microsoft_tenant',
  'apple',
  'subject_claim',
  'email_claim',
  'email_verified_claim',
  'name_claim',
];

/** Field name → what is wrong with it; empty when the settings can be used. */
export function checkSettings(
  preset: ConnectionPreset,
  given: GivenConnectionSettings,
  rules: Rules,
): ConnectionFindings {
  const known = presetOf(preset);
  const findings: ConnectionFindings = {};
  const note = (field: string, finding: ConnectionFinding | null) => {
    if (finding !== null) findings[field] ??= finding;
  };
  for (const field of ofSomePresets)
    if (given[field] !== undefined && !known.allowed.includes(field) && !isStandIn(field)) note(field, 'not_of_preset');
  for (const field of known.required) if (given[field] === undefined) note(field, 'required');
  for (const field of addresses) {
    const address = given[field];
    // An issuer is compared and extended character by character (OpenID Connect Discovery 1.0, section 4).
    const mayHaveQuery = field !== 'issuer';
    if (address !== undefined) note(field, examineAddress(address, { ...rules, mayHaveQuery }));
  }
  const settings = settingsOf(preset, given);
  if (known.kind === 'openid' && !settings.scope.split(' ').includes('openid')) note('scope', 'needs_openid');
  if (preset === 'apple' && given.token_endpoint_auth_method !== undefined)
    note('token_endpoint_auth_method', 'not_of_preset');
  const { attributes } = rules;
  if (attributes !== null && Object.keys(settings.claims).some((attribute) => !attributes.has(attribute)))
    note('claims', 'unknown_attribute');
  return findings;

  /** In development a double on this machine may stand in for a provider whose addresses are known. */
  function isStandIn(field: PresetField): boolean {
    const address = addresses.find((name) => name === field);
    const belongs = field === 'issuer' ? known.kind === 'openid' : known.kind === 'oauth2';
    return rules.development && address !== undefined && belongs && isLoopbackAddress(given[address] ?? '');
  }
}

/** What is wrong with the secret that was given, or with giving none; null when nothing is. */
export async function checkSecret(
  preset: ConnectionPreset,
  given: GivenConnectionSettings,
  { secret, isKept }: { readonly secret: string | undefined; readonly isKept: boolean },
): Promise<ConnectionFinding | null> {
  const needsNone = settingsOf(preset, given).token_endpoint_auth_method === 'none';
  if (needsNone) return secret === undefined ? null : 'not_with_none';
  if (secret === undefined) return isKept ? null : 'required';
  return preset === 'apple' && !(await isAppleKey(secret)) ? 'needs_private_key' : null;
}

/**
 * Whether the secret would be shown to somebody else than before. It is then given again: whoever may change an address
 * but does not know the secret would send it to themselves otherwise (case 161).
 */
export function leadsElsewhere(
  preset: ConnectionPreset,
  former: GivenConnectionSettings,
  next: GivenConnectionSettings,
): boolean {
  const [from, to] = [settingsOf(preset, former), settingsOf(preset, next)];
  return addresses.some((field) => from[field] !== to[field]);
}
