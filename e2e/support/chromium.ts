/**
 * Finds a Chromium: the one named by CHROMIUM_PATH, one of the system, else the one that npm brought along, unpacked
 * once into .cache. Several processes may ask at once; each unpacks apart and the first to finish is kept.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export type Chromium = {
  readonly executablePath: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Fonts that came with the browser. */
  readonly fontFolders: readonly string[];
};

const systemPlaces = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map(
  (name) => `/usr/bin/${name}`,
);
const cache = fileURLToPath(new URL('../../.cache', import.meta.url));

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function unpackInto(folder: string): Promise<void> {
  const script = fileURLToPath(new URL('unpack-chromium.ts', import.meta.url));
  const environment = { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' };
  const child = spawn(process.execPath, [script], { env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error('Chromium could not be unpacked; what went wrong is above.');
  chmodSync(path.join(folder, 'chromium'), 0o755);
}

async function unpackedFolder(): Promise<string> {
  const door = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const { version } = JSON.parse(readFileSync(path.join(path.dirname(door), '../package.json'), 'utf8'));
  const folder = path.join(cache, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const apart = mkdtempSync(path.join(cache, 'chromium-unpacking-'));
  try {
    await unpackInto(apart);
    chmodSync(apart, 0o755);
    renameSync(apart, folder);
  } catch (error) {
    // Another process may have been quicker: then its folder is as good as ours.
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(apart, { recursive: true, force: true });
  }
  return folder;
}

/** The browser to drive, and what it needs in its environment. */
export async function findChromium(): Promise<Chromium> {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined && named !== '') {
    if (!isExecutable(named)) throw new Error(`CHROMIUM_PATH names ${named}, which cannot be run.`);
    return { executablePath: named, environment: {}, fontFolders: [] };
  }
  const system = systemPlaces.find(isExecutable);
  if (system !== undefined) return { executablePath: system, environment: {}, fontFolders: [] };
  const folder = await unpackedFolder();
  return {
    executablePath: path.join(folder, 'chromium'),
    environment: { LD_LIBRARY_PATH: path.join(folder, 'al2023/lib') },
    fontFolders: [path.join(folder, 'fonts')],
  };
}
