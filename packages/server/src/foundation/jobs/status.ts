/** How the work in the background stands, by task. */
import { sql } from 'kysely';
import type { Queries } from '../database/index.ts';

export type TaskStatus = {
  readonly task: string;
  /** To be run at a later time. */
  readonly planned: number;
  /** To be run now, or running. */
  readonly due: number;
  /** Tried as often as they may be, and left. */
  readonly failed: number;
  /** For how long the oldest of those that are due has been waiting. */
  readonly oldestDueSeconds: number;
};

/** Every task that has jobs. */
export async function jobsStatus(queries: Queries): Promise<TaskStatus[]> {
  const { rows } = await sql<TaskStatus>`
    select task_identifier as task,
      count(*) filter (where attempts < max_attempts and run_at > now())::int as planned,
      count(*) filter (where attempts < max_attempts and run_at <= now())::int as due,
      count(*) filter (where attempts >= max_attempts)::int as failed,
      coalesce(extract(epoch from now() - min(run_at) filter (where attempts < max_attempts and run_at <= now())), 0)::float8
        as "oldestDueSeconds"
    from graphile_worker.jobs group by task_identifier order by task_identifier`.execute(queries);
  return rows;
}
