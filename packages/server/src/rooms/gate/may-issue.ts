/**
 * The one rule of what a code or token may still do. It is asked each time one is presented or given out, so that an
 * end anywhere (session, grant, customer, application, tenant) is an end everywhere in the very next request.
 */
import { mayAuthenticate, type Standing } from './may-authenticate.ts';

export type IssueStanding = Standing & {
  readonly applicationState: string;
  readonly sessionLive: boolean;
  readonly grantLive: boolean;
};

/** Whether anything may be issued to, or answered about, a grant in this standing. */
export function mayIssue(standing: IssueStanding): boolean {
  return (
    standing.sessionLive &&
    standing.grantLive &&
    standing.applicationState === 'active' &&
    mayAuthenticate(standing).allowed
  );
}
