/** The kinds of providers by their names: the large ones first, then any other. The names are the same in every language. */
import type { ConnectionPreset } from '@cardea/contract';

export const presetNames = {
  google: 'Google',
  apple: 'Apple',
  microsoft: 'Microsoft',
  facebook: 'Facebook',
  github: 'GitHub',
  linkedin: 'LinkedIn',
  x: 'X',
  amazon: 'Amazon',
  discord: 'Discord',
  openid: 'OpenID Connect',
  oauth2: 'OAuth 2',
} as const satisfies Readonly<Record<ConnectionPreset, string>>;

export const presets = Object.keys(presetNames) as readonly ConnectionPreset[];

export const presetIn = (value: unknown): ConnectionPreset | undefined => presets.find((preset) => preset === value);
