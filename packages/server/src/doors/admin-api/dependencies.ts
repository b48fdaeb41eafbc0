/** What the management door needs from the house, and what it is lent by the protocol door. */
import type { FastifyRequest } from 'fastify';
import type { Clock } from '../../foundation/clock/index.ts';
import type { Database } from '../../foundation/database/index.ts';
import type { Encryption } from '../../foundation/encryption/index.ts';
import type { Geography } from '../../foundation/geography/index.ts';
import type { Logger } from '../../foundation/logging/index.ts';
import type { Access } from '../../rooms/access/index.ts';
import type { Account } from '../../rooms/account/index.ts';
import type { Administration } from '../../rooms/administration/index.ts';
import type { Applications } from '../../rooms/applications/index.ts';
import type { Configuration } from '../../rooms/configuration/index.ts';
import type { Connections } from '../../rooms/connections/index.ts';
import type { Directory } from '../../rooms/directory/index.ts';
import type { CurrentSession } from '../../rooms/gate/index.ts';
import type { RenderMail, Sms, Translations, Wording } from '../../rooms/messaging/index.ts';
import type { Protection, Repeats } from '../../rooms/protection/index.ts';
import type { Recovery } from '../../rooms/recovery/index.ts';
import type { Registration } from '../../rooms/registration/index.ts';
import type { Release } from '../../rooms/release/index.ts';
import type { Tenant, Tenants } from '../../rooms/tenants/index.ts';
import type { AdminCaller } from './caller.ts';

/** A token for the tenant's own API that counts: of a service, or of a person in a live session. */
export type PresentedToken = {
  readonly applicationId: string;
  /** Those that its application is registered for by now. */
  readonly scopes: readonly string[];
  readonly current: CurrentSession | null;
};

export type PreviewWanted = {
  readonly page: 'sign-in' | 'sign-up' | 'verify' | 'error';
  readonly locale: string;
  readonly tenant: Tenant;
  readonly destination?: string | undefined;
};

export type AdminApiDependencies = {
  readonly database: Database;
  readonly clock: Clock;
  readonly geography: Pick<Geography, 'placeOf'>;
  readonly encryption: Pick<Encryption, 'seal' | 'open'>;
  readonly logger: Pick<Logger, 'debug'>;
  readonly translations: Translations;
  readonly protection: Pick<Protection, 'demand' | 'detection'>;
  readonly repeats: Repeats;
  readonly directory: Directory;
  readonly recovery: Pick<Recovery, 'sendPasswordLink'>;
  readonly registration: Pick<Registration, 'invite' | 'listInvitations' | 'revokeInvitation'>;
  readonly access: Pick<Access, 'change' | 'find' | 'list' | 'remove' | 'secondFactor' | 'demandMayHandle'>;
  readonly account: Pick<Account, 'home'>;
  readonly release: Pick<Release, 'showOwner'>;
  readonly applications: Applications;
  readonly configuration: Configuration;
  readonly connections: Connections;
  readonly administration: Administration;
  readonly sms: Pick<Sms, 'figures' | 'isOn'>;
  readonly tenants: Tenants;
  readonly wording: Wording;
  readonly renderMail: RenderMail;
  /** What is known of the installation as a whole. */
  readonly installation: {
    readonly version: string;
    readonly publicUrl: string;
    readonly development: boolean;
    /** The database is the one in DATA_DIR. */
    readonly isEmbedded: boolean;
    /** TRUSTED_PROXIES names some. */
    readonly trustsProxies: boolean;
    readonly startedAt: Date;
  };
  /** The port to the hosted pages: one as a customer of this tenant would see it. */
  drawPage(wanted: PreviewWanted): Promise<string>;
  /** The port to the protocol. */
  readManagementToken(
    request: FastifyRequest,
    shown: { readonly scheme: 'Bearer' | 'DPoP'; readonly token: string },
  ): Promise<PresentedToken | { readonly unproven: true; readonly nonce: string | null } | null>;
  /** What the bearer may do at this moment; refuses who administers nothing with `administrator.required`. */
  actorOf(tenant: Tenant, presented: PresentedToken): Promise<AdminCaller>;
};
