/** Reads the management table as the server builds it, with nothing behind it: only what each route declares is looked at. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type AdminApiDependencies, adminRoutes } from '../../packages/server/src/doors/admin-api/index.ts';
import type { RouteFacts, Sources } from './examine.ts';

const source = fileURLToPath(new URL('../../packages/server/src/', import.meta.url));

/** Everything that is asked of it is there, and is as empty as itself. */
function emptiness(): AdminApiDependencies {
  const nothing: object = new Proxy(() => undefined, { get: () => nothing });
  return nothing as AdminApiDependencies;
}

export function readTable(): RouteFacts[] {
  return adminRoutes(emptiness()).map(({ method, path, operation, permission, mask, answer }) => ({
    method,
    path,
    operation,
    permission,
    mask,
    answer: answer?.toJSONSchema({ io: 'input', unrepresentable: 'any' }) ?? null,
  }));
}

/** The server's own files, tests aside. */
export function readSources(): Sources {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(source, file), 'utf8')]));
}
