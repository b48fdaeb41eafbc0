/** All that leaves by itself once its time is over, room by room: what the daily purge goes through. */
import { administrationPurges } from './rooms/administration/index.ts';
import { type Applications, purgeInitialTokens } from './rooms/applications/index.ts';
import type { Authentication } from './rooms/authentication/index.ts';
import type { Credentials } from './rooms/credentials/index.ts';
import { type Customers, purgeOverdue, purgeRemoved } from './rooms/customers/index.ts';
import { purgeFindings } from './rooms/directory/index.ts';
import { purgeMessages, purgeSmsDays, purgeSmsLanes } from './rooms/messaging/index.ts';
import type { Purge } from './rooms/privacy/index.ts';
import type { Proofs } from './rooms/proofs/index.ts';
import { detectionPurges, type Protection, purgeRepeats } from './rooms/protection/index.ts';
import { purgeInvitations } from './rooms/registration/index.ts';
import type { Sessions } from './rooms/sessions/index.ts';
import { purgeClaims, purgePreviews } from './rooms/tenants/index.ts';

export function purgesOf(rooms: {
  readonly applications: Pick<Applications, 'ofItself'>;
  readonly authentication: Authentication;
  readonly credentials: Credentials;
  readonly customers: Customers;
  readonly proofs: Proofs;
  readonly protection: Protection;
  readonly sessions: Sessions;
  readonly upkeep: Parameters<typeof purgeRemoved>[0];
}): readonly Purge[] {
  const { applications, authentication, credentials, customers, proofs, protection, sessions, upkeep } = rooms;
  return [
    authentication.flows.purge,
    authentication.purgeUpstream,
    proofs.purge,
    protection.purgeBudgets,
    protection.purgeDevices,
    ...detectionPurges,
    protection.challenges.purge,
    credentials.passkeys.purgeChallenges,
    credentials.authenticators.purge,
    credentials.rememberedDevices.purge,
    credentials.lostFactors.purge,
    credentials.identities.purgeLogouts,
    purgeRepeats,
    protection.purgeNetworks,
    sessions.purge,
    sessions.purgeProtocol,
    purgeMessages,
    purgeSmsLanes,
    purgeSmsDays,
    purgeInvitations,
    ...administrationPurges,
    purgeFindings,
    purgeInitialTokens,
    applications.ofItself.purge,
    purgeClaims,
    purgePreviews,
    customers.purgeChanges,
    () => purgeRemoved(upkeep),
    () => purgeOverdue(upkeep),
  ];
}
