/**
 * The fonts that journeys are drawn with: those that npm brought along and no others, so that a page looks the same on
 * every machine and a machine without fonts still draws Latin, Greek, Cyrillic, Hebrew and Arabic letters.
 */
import { createRequire } from 'node:module';
import path from 'node:path';

const dejaVu = path.join(path.dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')), 'ttf');

const families = {
  'system-ui': ['Open Sans', 'DejaVu Sans'],
  'sans-serif': ['Open Sans', 'DejaVu Sans'],
  serif: ['DejaVu Serif'],
  monospace: ['DejaVu Sans Mono'],
};

function alias([family, preferred]: readonly [string, readonly string[]]): string {
  const names = preferred.map((name) => `<family>${name}</family>`).join('');
  return `<alias binding="strong"><family>${family}</family><prefer>${names}</prefer></alias>`;
}

/** A fontconfig file for these folders and ours. */
export function fontConfiguration(folders: readonly string[], cacheFolder: string): string {
  const dirs = [...folders, dejaVu].map((folder) => `<dir>${folder}</dir>`);
  const lines = [...dirs, `<cachedir>${cacheFolder}</cachedir>`, ...Object.entries(families).map(alias)];
  return `<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n${lines.join('\n')}\n</fontconfig>\n`;
}
