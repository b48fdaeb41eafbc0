/**
 * A browser for journeys, with a fresh profile that leaves nothing behind. It makes no request of its own accord, and
 * needs neither a sandbox nor a screen, so it runs as root, as an ordinary user and in a container.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { findChromium } from './chromium.ts';
import { fontConfiguration } from './fonts.ts';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
];

/** The two sizes at which every journey is walked. */
export const viewports = {
  phone: { width: 390, height: 844 },
  desktop: { width: 1280, height: 800 },
} as const;

/** Starts a browser; `close()` ends it and removes what it wrote. Take one context of it for each person. */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, environment, fontFolders } = await findChromium();
  // A home of its own: an ordinary user of a container may have none, and traces do not travel between runs.
  const home = mkdtempSync(path.join(tmpdir(), 'cardea-browser-'));
  const fonts = path.join(home, 'fonts.conf');
  writeFileSync(fonts, fontConfiguration(fontFolders, path.join(home, 'font-cache')));
  const browser = await chromium.launch({
    executablePath,
    args: flags,
    env: {
      ...environment,
      PATH: process.env.PATH ?? '',
      TMPDIR: home,
      HOME: home,
      XDG_CACHE_HOME: home,
      XDG_CONFIG_HOME: home,
      FONTCONFIG_FILE: fonts,
    },
  });
  browser.on('disconnected', () => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
  return browser;
}
