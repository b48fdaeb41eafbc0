/** What the JSON door needs from the house, and what it is lent by the protocol door. */
import type { FastifyRequest } from 'fastify';
import type { Database } from '../../foundation/database/index.ts';
import type { Geography } from '../../foundation/geography/index.ts';
import type { Logger } from '../../foundation/logging/index.ts';
import type { Access } from '../../rooms/access/index.ts';
import type {
  Account,
  AccountIdentifiers,
  AccountIdentities,
  AccountLife,
  AccountPasskeys,
  DeviceRequests,
  SecondFactors,
} from '../../rooms/account/index.ts';
import type { Applications } from '../../rooms/applications/index.ts';
import type { Authentication } from '../../rooms/authentication/index.ts';
import type { CurrentSession, Gate } from '../../rooms/gate/index.ts';
import type { Translations } from '../../rooms/messaging/index.ts';
import type { Protection, Repeats } from '../../rooms/protection/index.ts';
import type { Recovery } from '../../rooms/recovery/index.ts';
import type { Registration } from '../../rooms/registration/index.ts';
import type { Release } from '../../rooms/release/index.ts';
import type { Sessions } from '../../rooms/sessions/index.ts';
import type { ProfileSchemas } from '../../rooms/tenants/index.ts';

/** An access token that counts: the application that presents it, what it allows, and the session it hangs on. */
export type Bearer = {
  readonly applicationId: string;
  readonly scopes: readonly string[];
  readonly current: CurrentSession;
};

export type CustomerApiDependencies = {
  readonly database: Database;
  readonly logger: Pick<Logger, 'debug'>;
  readonly translations: Translations;
  readonly access: Pick<Access, 'find'>;
  readonly applications: Applications;
  readonly authentication: Authentication;
  readonly registration: Registration;
  readonly recovery: Recovery;
  readonly account: Account;
  readonly accountLife: AccountLife;
  readonly accountPasskeys: AccountPasskeys;
  readonly accountIdentifiers: AccountIdentifiers;
  readonly accountIdentities: AccountIdentities;
  readonly secondFactors: SecondFactors;
  readonly deviceRequests: DeviceRequests;
  readonly gate: Gate;
  readonly geography: Pick<Geography, 'placeOf'>;
  readonly protection: Pick<Protection, 'challenges' | 'devices'>;
  readonly sessions: Pick<Sessions, 'deviceHashOf'>;
  readonly release: Pick<Release, 'showOwner'>;
  readonly repeats: Repeats;
  readonly profileSchema: Pick<ProfileSchemas, 'current'>;
  readonly requests: Pick<Sessions['requests'], 'findInteraction' | 'markUsed'>;
  /** The port to the protocol: authorization requests without a browser, and the tokens that come of them. */
  readonly direct: {
    begin(
      request: FastifyRequest,
      wanted: { readonly parameters: Readonly<Record<string, string>>; readonly browserSecret: string },
    ): Promise<string>;
    resume(
      request: FastifyRequest,
      answered: { readonly path: string; readonly browserSecret: string; readonly current: CurrentSession },
    ): Promise<URL>;
  };
  readBearer(
    request: FastifyRequest,
    shown: { readonly scheme: 'Bearer' | 'DPoP'; readonly token: string },
  ): Promise<Bearer | { readonly unproven: true; readonly nonce: string | null } | null>;
};
