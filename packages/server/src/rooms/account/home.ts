/** What the home of the account answers, from four rooms at once. */
import { ProblemError } from '../../foundation/errors/index.ts';
import type { PasswordWeakness } from '../credentials/index.ts';
import type { Profile } from '../customers/index.ts';
import type { SessionSummary } from '../sessions/index.ts';
import { type ConnectedApplication, listConnected } from './connected-applications.ts';
import type { AccountDependencies } from './dependencies.ts';
import { listRecipients, type NamedRecipient } from './recipients.ts';

export type AccountHome = {
  readonly profile: Profile;
  readonly passwordSetAt: Date | null;
  readonly passwordWeakness: PasswordWeakness | null;
  readonly sessions: readonly SessionSummary[];
  readonly recipients: readonly NamedRecipient[];
  readonly applications: readonly ConnectedApplication[];
};

export async function readHome(deps: AccountDependencies, tenantId: string, customerId: string): Promise<AccountHome> {
  const { reader } = deps.database;
  const [profile, password, sessions, recipients, applications] = await Promise.all([
    deps.customers.profile(reader, tenantId, customerId),
    deps.credentials.passwordFacts(reader, tenantId, customerId),
    deps.sessions.list(reader, tenantId, customerId),
    listRecipients(deps, tenantId, customerId),
    listConnected(deps, tenantId, customerId),
  ]);
  // Gone between the session check and now.
  if (profile === null) throw new ProblemError('session.required');
  const passwordSetAt = password?.setAt ?? null;
  return { profile, passwordSetAt, passwordWeakness: password?.weakness ?? null, sessions, recipients, applications };
}
