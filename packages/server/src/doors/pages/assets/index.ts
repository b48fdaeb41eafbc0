/**
 * The files every page shares, read once. Their addresses carry a version of the content, so that browsers may keep
 * them for a year and still see a change at once.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';

const require = createRequire(import.meta.url);

// One request for the browser, one duty per file for us; later files adapt earlier ones.
const styleSheets = [
  'base',
  'frame',
  'forms',
  'buttons',
  'messages',
  'cards',
  'access',
  'account',
  'attributes',
  'life',
  'passkey',
  'connections',
  'second-factors',
  'challenge',
  'adaptation',
];

const contentTypes = {
  'pages.css': 'text/css; charset=utf-8',
  'pages.js': 'text/javascript; charset=utf-8',
  'passkey.js': 'text/javascript; charset=utf-8',
  'challenge.js': 'text/javascript; charset=utf-8',
  'challenge-worker.js': 'text/javascript; charset=utf-8',
  'device-key.js': 'text/javascript; charset=utf-8',
  'mark.svg': 'image/svg+xml',
  'arch.svg': 'image/svg+xml',
  'icons.svg': 'image/svg+xml',
  'key.svg': 'image/svg+xml',
} as const;

export type AssetName = keyof typeof contentTypes;
export type Asset = { readonly body: Buffer; readonly contentType: string; readonly version: string };
export type Assets = {
  /** The file behind `/assets/<name>`, or undefined: names are looked up in a fixed table, never on the disk. */
  find(name: string): Asset | undefined;
  version(name: AssetName): string;
};

let loaded: Assets | undefined;

/** The files beside this one, read when they are first wanted. */
export function loadAssets(): Assets {
  loaded ??= readAssets();
  return loaded;
}

function readAssets(): Assets {
  const assets = new Map<string, Asset>();
  for (const [name, contentType] of Object.entries(contentTypes)) {
    const body = (made[name] ?? readBeside)(name);
    assets.set(name, { body, contentType, version: versionOf(body) });
  }
  return {
    find: (name) => assets.get(name),
    version: (name) => assets.get(name)?.version ?? '',
  };
}

// Everything else lies beside this file.
const made: Readonly<Record<string, () => Buffer>> = {
  'pages.css': joinStyleSheets,
  'challenge-worker.js': readChallengeWorker,
};

/** What solves a challenge in a browser, as ALTCHA makes it; it goes out under the words of its licence. */
function readChallengeWorker(): Buffer {
  const folder = join(dirname(require.resolve('altcha')), '..');
  const licence = readFileSync(join(folder, '../LICENSE.txt'), 'utf8');
  return Buffer.from(`/*!\n${licence}*/\n${readFileSync(join(folder, 'workers/pbkdf2.js'), 'utf8')}`);
}

function readBeside(path: string): Buffer {
  return readFileSync(new URL(`./${path}`, import.meta.url));
}

/** Comments and indentation stay with us; what the sheets load is named with its version too. */
function joinStyleSheets(): Buffer {
  const text = styleSheets.map((name) => readBeside(`css/${name}.css`).toString('utf8')).join('');
  const lean = text.replace(/\/\*[\s\S]*?\*\/\n?/g, '').replace(/^ +/gm, '');
  return Buffer.from(
    lean.replace(/url\((\w+\.svg)\)/g, (_, name: string) => `url(${name}?v=${versionOf(readBeside(name))})`),
  );
}

function versionOf(body: Buffer): string {
  return crc32(body).toString(36);
}
