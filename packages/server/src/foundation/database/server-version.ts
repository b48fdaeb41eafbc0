/** Which PostgreSQL answers, as it names itself. */
import { sql } from 'kysely';
import type { Queries } from './connect.ts';

/** Such as `17.5`, without what the packager adds. */
export async function serverVersion(queries: Queries): Promise<string> {
  const version = sql<string>`split_part(current_setting('server_version'), ' ', 1)`;
  const { rows } = await sql<{ version: string }>`select ${version} as version`.execute(queries);
  return rows[0]?.version ?? '';
}
