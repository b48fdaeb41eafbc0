/** The modules of the page and of the SDK as browsers read them: without types, and with addresses in their imports. */
import { existsSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';

const folders: Readonly<Record<string, URL>> = {
  app: new URL('app/', import.meta.url),
  sdk: new URL('./', import.meta.resolve('@cardea/sdk')),
};

/** The module at this path, or null. */
export function moduleAt(pathname: string): string | null {
  const [, folder = '', path = ''] = /^\/modules\/(app|sdk)\/((?:[a-z-]+\/)?[a-z-]+\.ts)$/.exec(pathname) ?? [];
  const url = folders[folder] && new URL(path, folders[folder]);
  if (url === undefined || !existsSync(fileURLToPath(url))) return null;
  return stripTypeScriptTypes(readFileSync(url, 'utf8'))
    .replaceAll("'@cardea/sdk/browser'", "'/modules/sdk/browser/index.ts'")
    .replaceAll("'oauth4webapi'", "'/modules/oauth4webapi.js'");
}
