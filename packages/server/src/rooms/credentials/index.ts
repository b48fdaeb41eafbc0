/**
 * The credentials room: how customers prove who they are. A password is checked with the same work whether or not
 * there is one.
 */
import type { Queries, Transaction } from '../../foundation/database/index.ts';
import type { Encryption } from '../../foundation/encryption/index.ts';
import type { Hashing, HashLane, StandIn } from '../../foundation/hashing/index.ts';
import { newId } from '../../foundation/ids/index.ts';
import { createAuthenticators } from './authenticators/index.ts';
import { createHeldFactors } from './held-factors.ts';
import { createIdentities } from './identities/index.ts';
import { createManyIdentities } from './identities/many.ts';
import {
  createLeakedPasswords,
  type LeakedPasswordsDependencies,
  type PasswordWeakness,
  weaknessOf,
} from './leaked-passwords/index.ts';
import { lostFactors } from './lost-factors/index.ts';
import { createManyPasswords } from './many-passwords.ts';
import { createPasskeys } from './passkeys/index.ts';
import { type PasswordRefusal, refusePassword } from './password-policy.ts';
import { phoneFactors } from './phone-factors/index.ts';
import { createRecoveryCodes } from './recovery-codes/index.ts';
import { createRememberedDevices } from './remembered-devices/index.ts';
import { listMethods } from './store/factors.ts';
import { askForRenewal, markLeaked, putOffRenewal } from './store/leaked-passwords.ts';
import {
  deletePassword,
  findPassword,
  findPasswordDate,
  insertPassword,
  replaceHash,
  upsertPassword,
} from './store.ts';

export { otpauthUri } from './authenticators/authenticator.ts';
export type { HeldAuthenticator } from './authenticators/index.ts';
export { type EnrolledFactor, isSecondFactor } from './held-factors.ts';
export type {
  IdentityKey,
  IdentitySnapshot,
  LinkedIdentity,
  NewIdentity,
  PreparedIdentity,
} from './identities/identity.ts';
export { revokeTask, revokeTokensLater } from './identities/leaving-tokens.ts';
export { countInFilter } from './leaked-passwords/file-filter.ts';
export { leakedPasswordsOf } from './leaked-passwords/from-settings.ts';
export { importHashes } from './leaked-passwords/import-hashes.ts';
export type { LeakedPasswordsDependencies, LeakSource, PasswordWeakness } from './leaked-passwords/index.ts';
export type { LostFactorReport } from './lost-factors/index.ts';
export {
  type ChallengeBinding,
  type CheckedUse,
  type MadePasskey,
  type MakePasskeyOptions,
  mostPasskeys,
  type NewPasskey,
  type PasskeyItem,
  type RelyingParty,
  readPasskeyName,
  type UsedPasskey,
  type UsePasskeyOptions,
} from './passkeys/passkey.ts';
export { providerOf } from './passkeys/providers.ts';
export type { PasswordRefusal } from './password-policy.ts';
export type { PhoneFactor } from './phone-factors/index.ts';
export type { RecoveryCodesHeld } from './recovery-codes/index.ts';
export type { RememberedDevice } from './remembered-devices/index.ts';
export { tidyName } from './tidy-name.ts';

export type Credentials = ReturnType<typeof createCredentials>;

/** What a password check found out. `stale` carries the hash to replace when its parameters are out of date. */
export type PasswordCheck =
  | { readonly matches: false }
  | { readonly matches: true; readonly credentialId: string; readonly stale: Buffer | null };

/** A password as it is kept: sealed, and bound to its customer. */
export type StoredPassword = { readonly credentialId: string; readonly sealedHash: Buffer };

/** Opens the room. */
export function createCredentials(deps: {
  hashing: Hashing;
  encryption: Encryption;
  leaked: LeakedPasswordsDependencies;
}) {
  const { hashing } = deps;
  const leaked = createLeakedPasswords(deps.leaked);
  const identities = { ...createIdentities(deps), ...createManyIdentities(deps) };

  async function checkStored(
    tenantId: string,
    customerId: string | null,
    password: string,
    stored: StoredPassword | null,
    standIn: StandIn | null = null,
    lane: HashLane = 'unknown',
  ): Promise<PasswordCheck> {
    const place = { tenantId, customerId: customerId ?? '' };
    const { matches, outdated } = await hashing.verify(place, password, stored?.sealedHash ?? null, standIn, lane);
    if (!matches || !stored) return { matches: false };
    return { matches: true, credentialId: stored.credentialId, stale: outdated ? stored.sealedHash : null };
  }

  return {
    /** Authenticator apps, the codes for the day they are lost, and browsers that are not asked for either. */
    authenticators: createAuthenticators(deps),
    recoveryCodes: createRecoveryCodes(deps),
    rememberedDevices: createRememberedDevices(deps),
    lostFactors,

    /** Accounts elsewhere that customers sign in with. */
    identities,

    passkeys: createPasskeys(deps),

    /** Numbers that take codes. */
    phoneFactors,

    ...createHeldFactors({ identities }),

    /** The kinds of what a customer can be asked for, `password` among them. */
    methodsOf: listMethods,

    /** Passwords that others know: which they are, and what is noted of those that customers have. */
    leaked: {
      ...leaked,
      /** Notes that this password was found; true for the first time. */
      mark: markLeaked,
      /** Whether its owner is to be asked for another now: it is leaked, and has not been put off lately or too often. */
      asks: askForRenewal,
      /** Notes a "later". */
      putOff: putOffRenewal,
    },

    /**
     * Why this password cannot be set, or null when it can.
     * @param context words an attacker would try first: the business's name, parts of the customer's own address and name.
     */
    async refusePassword(password: string, context: readonly string[]): Promise<PasswordRefusal | null> {
      return refusePassword(password, context) ?? ((await leaked.find(password)) === null ? null : 'leaked');
    },

    /**
     * Does work that will ask for a check or a hash; refused as busy before it has begun when there is too much of it.
     * That of browsers which have signed in before finds room even then.
     */
    admit: <T>(work: () => Promise<T>, lane: HashLane = 'unknown'): Promise<T> => hashing.admit(work, lane),

    /** Hashes a password for a customer who may not exist yet; the result is safe to keep in a sealed flow. */
    prepare: (tenantId: string, customerId: string, password: string, lane: HashLane = 'unknown'): Promise<Buffer> =>
      hashing.hash({ tenantId, customerId }, password, lane),

    /** Stores a prepared password for a new customer and returns the credential's id. */
    async set(tx: Transaction, tenantId: string, customerId: string, sealedHash: Buffer): Promise<string> {
      const credentialId = newId('credential');
      await insertPassword(tx, tenantId, { customerId, credentialId, sealedHash });
      return credentialId;
    },

    /** When the password was set and whether it was found leaked since, or null when there is none. */
    async passwordFacts(
      queries: Queries,
      tenantId: string,
      customerId: string,
    ): Promise<{ readonly setAt: Date; readonly weakness: PasswordWeakness | null } | null> {
      const row = await findPasswordDate(queries, tenantId, customerId);
      if (row === undefined) return null;
      return { setAt: row.set_at, weakness: row.found_leaked_at === null ? null : weaknessOf(row.found_dressed_up) };
    },

    /** When the password was set, or null when there is none. */
    async passwordSetAt(queries: Queries, tenantId: string, customerId: string): Promise<Date | null> {
      return (await findPasswordDate(queries, tenantId, customerId))?.set_at ?? null;
    },

    /** Puts a prepared password in the place of whatever the customer had, and returns the credential's id. */
    async replace(tx: Transaction, tenantId: string, customerId: string, sealedHash: Buffer): Promise<string> {
      const credentialId = newId('credential');
      await upsertPassword(tx, tenantId, { customerId, credentialId, sealedHash });
      return credentialId;
    },

    /** Whether this credential is still the customer's password, as this transaction sees it. */
    async isCurrent(tx: Transaction, tenantId: string, customerId: string, credentialId: string): Promise<boolean> {
      return (await findPassword(tx, tenantId, customerId))?.credential_id === credentialId;
    },

    /** Takes the password away: from now on the way in is recovery. Returns its id, or null when there was none. */
    remove: deletePassword,

    /** Checks a password. For nobody (`null`) it reads and hashes just the same, and never matches (case 21). */
    async check(
      queries: Queries,
      tenantId: string,
      customerId: string | null,
      password: string,
      lane: HashLane = 'unknown',
    ): Promise<PasswordCheck> {
      const row = await findPassword(queries, tenantId, customerId ?? '');
      const stored = row ? { credentialId: row.credential_id, sealedHash: row.sealed_hash } : null;
      return checkStored(tenantId, customerId, password, stored, null, lane);
    },

    /**
     * The same for a password that has been read already; nobody's is `null`. It costs as much as the stand-in's would:
     * another customer's of the same tenant, which is never matched and of which nothing is told.
     */
    checkStored,

    /** Checks a password against a prepared hash that is not stored here, for a sign-up not yet proven. */
    async checkPrepared(tenantId: string, customerId: string, password: string, prepared: Buffer): Promise<boolean> {
      return (await hashing.verify({ tenantId, customerId }, password, prepared)).matches;
    },

    ...createManyPasswords(deps),

    /** Replaces an out-of-date hash by a fresh one of the same password; false when it changed meanwhile. */
    refresh: replaceHash,
  };
}
