/** The second factors of an account, the codes for the day they are lost, and browsers that are not asked. */
import type { HeldAuthenticator, RecoveryCodesHeld, RememberedDevice } from '../credentials/index.ts';
import type { CallerCode } from '../proofs/index.ts';
import type { StartedSession } from '../sessions/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { listAuthenticators, removeAuthenticator, renameAuthenticator } from './second-factors/authenticators.ts';
import type { Acting } from './second-factors/dependencies.ts';
import { type FactorOverview, readOverview } from './second-factors/overview.ts';
import {
  enrolPhone,
  type PhoneFactorDependencies,
  type PhoneFactorView,
  removePhone,
  sendPhoneCode,
  viewPhone,
} from './second-factors/phone.ts';
import { areFreshCodes, makeRecoveryCodes, readRecoveryCodes } from './second-factors/recovery-codes.ts';
import { endRememberedDevices, listRememberedDevices } from './second-factors/remembered-devices.ts';

export type SecondFactors = ReturnType<typeof createSecondFactors>;

/** Opens this part of the room. */
export function createSecondFactors(deps: PhoneFactorDependencies) {
  return {
    /** What there is of each kind, and what could be set up. */
    overview: (tenant: Tenant, customerId: string): Promise<FactorOverview> => readOverview(deps, tenant, customerId),

    /** The authenticator apps that count, the oldest first; their secrets are shown to nobody. */
    authenticators: (tenantId: string, customerId: string): Promise<HeldAuthenticator[]> =>
      listAuthenticators(deps, tenantId, customerId),

    /** Gives one of them another name. */
    renameAuthenticator: (
      acting: Acting,
      renamed: { readonly credentialId: string; readonly name: string },
    ): Promise<void> => renameAuthenticator(deps, acting, renamed),

    /** Takes one of them away; asks for a fresh proof. */
    removeAuthenticator: (acting: Acting, credentialId: string): Promise<void> =>
      removeAuthenticator(deps, acting, credentialId),

    /** How many recovery codes are left, and whether there is a factor that they stand for. */
    recoveryCodes: (
      tenantId: string,
      customerId: string,
    ): Promise<RecoveryCodesHeld & { readonly hasFactor: boolean }> => readRecoveryCodes(deps, tenantId, customerId),

    /** Makes ten in the place of all earlier ones and returns them, this once. */
    makeRecoveryCodes: (acting: Acting): Promise<readonly string[]> => makeRecoveryCodes(deps, acting),

    /** Whether these are the customer's codes, made just now: then their page may be saved as a file. */
    areFreshCodes: (tenantId: string, customerId: string, codes: readonly string[]): Promise<boolean> =>
      areFreshCodes(deps, tenantId, customerId, codes),

    /** Whether the number of the account is a factor, or may become one. */
    phone: (tenant: Tenant, customerId: string): Promise<PhoneFactorView> => viewPhone(deps, tenant, customerId),

    /** Sends a code to the number of the account; returns where, masked. */
    sendPhoneCode: (acting: Acting): Promise<string> => sendPhoneCode(deps, acting),

    /** Makes the number a factor, if this is the code; a fresh secret for the session that asks. */
    enrolPhone: (acting: Acting & { readonly code: string }): Promise<StartedSession> => enrolPhone(deps, acting),

    /** Takes it away as a factor; it stays the number of the account. */
    removePhone: (acting: Acting): Promise<void> => removePhone(deps, acting),

    /** What the customer reads out to support on the phone; no sign-in accepts it. */
    callerCode: (tenantId: string, customerId: string): Promise<CallerCode> =>
      deps.proofs.callerCode(deps.database.reader, { tenantId, customerId }),

    /** The browsers that are not asked for a second factor. */
    rememberedDevices: (
      tenantId: string,
      customerId: string,
      deviceSecret: string | null,
    ): Promise<RememberedDevice[]> => listRememberedDevices(deps, tenantId, customerId, deviceSecret),

    /** Has one of them asked again, or all when none is named; returns how many there were. */
    endRememberedDevices: (acting: Acting, deviceId: string | null): Promise<number> =>
      endRememberedDevices(deps, acting, deviceId),
  };
}
