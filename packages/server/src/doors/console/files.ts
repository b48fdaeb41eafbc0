/**
 * The built console, read once. Names are looked up in a table of what the build left, never on the disk; names that
 * carry a hash of their content may be kept for ever.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** Where the build of the console leaves its files. */
export const builtConsole = fileURLToPath(new URL('../../../../console/dist', import.meta.url));

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export type ConsoleFile = {
  readonly body: Buffer;
  readonly contentType: string;
  readonly isHashed: boolean;
  /** The same, compressed when it is first asked for. */
  compressed(): Buffer;
};

export type ConsoleFiles = {
  /** The page itself, or undefined while nothing is built. */
  readonly page: ConsoleFile | undefined;
  find(name: string): ConsoleFile | undefined;
};

/** Reads what the build left; nothing is served where nothing was built. */
export function readConsole(folder: string): ConsoleFiles {
  const files = new Map<string, ConsoleFile>();
  for (const name of namesIn(folder)) {
    const contentType = contentTypes[path.extname(name)];
    if (contentType === undefined) continue;
    const body = readFileSync(path.join(folder, name));
    let compressed: Buffer | undefined;
    files.set(name, {
      body,
      contentType,
      isHashed: name.startsWith('assets/'),
      compressed() {
        compressed ??= gzipSync(body, { level: 9 });
        return compressed;
      },
    });
  }
  return { page: files.get('index.html'), find: (name) => files.get(name) };
}

function namesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
}
