/** The customer's open sessions with the applications that each signed in to. */
import type { SessionSummary } from '../sessions/index.ts';
import type { AccountDependencies } from './dependencies.ts';

export type SessionDetail = SessionSummary & {
  readonly applications: readonly {
    readonly applicationId: string;
    readonly name: string;
    readonly lastUsedAt: Date;
  }[];
};

export async function listSessions(
  deps: AccountDependencies,
  tenantId: string,
  customerId: string,
): Promise<SessionDetail[]> {
  const { reader } = deps.database;
  const sessions = await deps.sessions.list(reader, tenantId, customerId);
  const ids = sessions.map(({ sessionId }) => sessionId);
  const usage = await deps.sessions.usage(reader, tenantId, ids);
  const named = await Promise.all(
    usage.map(async (use) => ({ ...use, name: (await deps.applications.find(tenantId, use.applicationId))?.name })),
  );
  return sessions.map((session) => ({
    ...session,
    applications: named.flatMap(({ sessionId, applicationId, name, lastUsedAt }) =>
      sessionId === session.sessionId && name !== undefined ? [{ applicationId, name, lastUsedAt }] : [],
    ),
  }));
}
