/** The presets there are. */
import type { ConnectionPreset } from '@cardea/contract';
import { amazon } from './amazon.ts';
import { apple } from './apple.ts';
import { discord } from './discord.ts';
import { facebook } from './facebook.ts';
import { github } from './github.ts';
import { google } from './google.ts';
import { linkedin } from './linkedin.ts';
import { microsoft } from './microsoft.ts';
import { oauth2 } from './oauth2.ts';
import { openid } from './openid.ts';
import type { Preset } from './preset.ts';
import { x } from './x.ts';

const presets: Readonly<Record<ConnectionPreset, Preset>> = {
  openid,
  oauth2,
  google,
  apple,
  microsoft,
  facebook,
  github,
  linkedin,
  x,
  amazon,
  discord,
};

export function presetOf(preset: ConnectionPreset): Preset {
  return presets[preset];
}
