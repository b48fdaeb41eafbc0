/**
 * Passkeys: making them, using them, and what their owner sees of them. A key is one customer's for as long as it is
 * here; its name is sealed under their key.
 */
import type { Queries, Transaction } from '../../../foundation/database/index.ts';
import type { Encryption } from '../../../foundation/encryption/index.ts';
import { isId, newId } from '../../../foundation/ids/index.ts';
import { purgeChallenges } from '../store/passkey-challenges.ts';
import { dismissNudge, noteNudge } from '../store/passkey-nudges.ts';
import { deletePasskey, findPasskey, insertPasskey, listPasskeys, noteUse, renamePasskey } from '../store/passkeys.ts';
import { askChallenge, challengeSeconds, takeChallenge } from './challenges.ts';
import {
  type ChallengeBinding,
  type CheckedUse,
  type MadePasskey,
  type MakePasskeyOptions,
  mostPasskeys,
  type NewPasskey,
  type NotedUse,
  type PasskeyItem,
  type Refused,
  type RelyingParty,
  type UsedPasskey,
  type UsePasskeyOptions,
} from './passkey.ts';
import { algorithms, verifyMade, verifyUsed } from './verify.ts';

export type Passkeys = ReturnType<typeof createPasskeys>;

type Party = { readonly party: RelyingParty; readonly binding: ChallengeBinding };

/** Opens this part of the room. */
export function createPasskeys({ encryption }: { encryption: Encryption }) {
  const place = (tenantId: string, customerId: string, credentialId: string) => ({
    tenantId,
    subjectId: customerId,
    field: `passkey.name:${credentialId}`,
  });

  return {
    /** What a browser needs to make a key for this customer, who may not exist yet; keys they have are left out. */
    async askToMake(
      queries: Queries,
      tenantId: string,
      wanted: Party & {
        readonly customerId: string;
        /** What the authenticator shows for the account, such as the e-mail address. */
        readonly userName: string;
        readonly displayName: string;
      },
    ): Promise<MakePasskeyOptions> {
      const { party, binding, customerId, userName, displayName } = wanted;
      const held = await listPasskeys(queries, tenantId, customerId);
      // One handle a customer, so that their keys replace one another where an authenticator keeps one an account.
      const userHandle =
        held[0]?.user_handle ?? (await encryption.mac(queries, tenantId, 'passkey-user-handle', customerId));
      const challenge = await askChallenge(queries, tenantId, {
        purpose: 'register',
        rpId: party.id,
        binding,
        userHandle,
      });
      return {
        rp: { id: party.id, name: party.name },
        user: { id: userHandle.toString('base64url'), name: userName, displayName },
        challenge,
        pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg })),
        timeout: challengeSeconds * 1000,
        excludeCredentials: held.map(toDescriptor),
        authenticatorSelection: {
          residentKey: 'required',
          requireResidentKey: true,
          userVerification: 'preferred',
        },
        attestation: 'none',
      };
    },

    /** Checks what the browser made. The challenge is used up either way. */
    async checkMade(
      queries: Queries,
      tenantId: string,
      { party, binding }: Party,
      response: MadePasskey,
    ): Promise<NewPasskey | Refused> {
      const asking = { purpose: 'register', rpId: party.id, binding } as const;
      const taken = await takeChallenge(queries, tenantId, asking, response.response.clientDataJSON);
      if ('refused' in taken) return taken;
      const { challenge, userHandle } = taken;
      if (userHandle === null) return { refused: 'nobody was named in the challenge' };
      return verifyMade(party, { challenge, userHandle }, response);
    },

    /** Keeps a checked key; null when it is somebody's already (case 74), or they have as many as there may be. */
    async add(
      tx: Transaction,
      tenantId: string,
      customerId: string,
      { passkey, name }: { passkey: NewPasskey; name: string },
    ): Promise<string | null> {
      const held = await listPasskeys(tx, tenantId, customerId);
      if (held.length >= mostPasskeys) return null;
      const credentialId = newId('credential');
      const sealedName = await encryption.seal(tx, place(tenantId, customerId, credentialId), name);
      const isNew = await insertPasskey(tx, tenantId, { ...passkey, customerId, credentialId, sealedName });
      return isNew ? credentialId : null;
    },

    /** What a browser needs to use a key: one of this customer's, or, when nobody is known yet, any it has for us. */
    async askToUse(
      queries: Queries,
      tenantId: string,
      wanted: Party & { readonly customerId: string | null; readonly needsUserVerification?: boolean },
    ): Promise<UsePasskeyOptions> {
      const { party, binding, customerId, needsUserVerification = false } = wanted;
      const held = customerId === null ? [] : await listPasskeys(queries, tenantId, customerId);
      const challenge = await askChallenge(queries, tenantId, { purpose: 'authenticate', rpId: party.id, binding });
      return {
        rpId: party.id,
        challenge,
        timeout: challengeSeconds * 1000,
        allowCredentials: held.map(toDescriptor),
        userVerification: needsUserVerification ? 'required' : 'preferred',
      };
    },

    /**
     * Checks a use. `isDiscoverable`: nobody was named before, so the authenticator has to say whose key it is. The
     * challenge is used up either way; whether the use counts is decided by `noteUse`.
     */
    async checkUse(
      queries: Queries,
      tenantId: string,
      { party, binding }: Party,
      use: {
        readonly response: UsedPasskey;
        readonly isDiscoverable: boolean;
        readonly needsUserVerification?: boolean;
      },
    ): Promise<CheckedUse | Refused> {
      const { response, isDiscoverable, needsUserVerification = false } = use;
      const asking = { purpose: 'authenticate', rpId: party.id, binding } as const;
      const taken = await takeChallenge(queries, tenantId, asking, response.response.clientDataJSON);
      if ('refused' in taken) return taken;
      const passkey = await findPasskey(queries, tenantId, Buffer.from(response.id, 'base64url'));
      if (passkey === undefined || passkey.rpId !== party.id) return { refused: 'the key is not known here' };
      if (isDiscoverable && !response.response.userHandle) return { refused: 'no user handle' };
      return verifyUsed(party, { challenge: taken.challenge, needsUserVerification }, passkey, response);
    },

    /** Notes a checked use under the customer's lock. A counter that went back flags the key (case 73). */
    noteUse: (tx: Transaction, tenantId: string, use: CheckedUse): Promise<NotedUse> => noteUse(tx, tenantId, use),

    /** The customer's keys, the oldest first. */
    async list(queries: Queries, tenantId: string, customerId: string): Promise<PasskeyItem[]> {
      const rows = await listPasskeys(queries, tenantId, customerId);
      return Promise.all(
        rows.map(async (row) => ({
          credentialId: row.credential_id,
          name: await encryption.open(queries, place(tenantId, customerId, row.credential_id), row.sealed_name),
          keyId: row.key_id.toString('base64url'),
          rpId: row.rp_id,
          isSynced: row.is_backup_eligible,
          isBackedUp: row.is_backed_up,
          createdAt: row.created_at,
          lastUsedAt: row.last_used_at,
          flaggedAt: row.flagged_at,
        })),
      );
    },

    /** What authenticators know of the customer here: for browsers, so that they forget keys that are no more. */
    async known(
      queries: Queries,
      tenantId: string,
      customerId: string,
      rpId: string,
    ): Promise<{ readonly userHandle: string; readonly keyIds: readonly string[] }> {
      const rows = (await listPasskeys(queries, tenantId, customerId)).filter((row) => row.rp_id === rpId);
      const handle =
        rows[0]?.user_handle ?? (await encryption.mac(queries, tenantId, 'passkey-user-handle', customerId));
      return { userHandle: handle.toString('base64url'), keyIds: rows.map((row) => row.key_id.toString('base64url')) };
    },

    /** Gives a key another name; false when it is not this customer's (case 67). */
    async rename(
      tx: Transaction,
      tenantId: string,
      customerId: string,
      { credentialId, name }: { credentialId: string; name: string },
    ): Promise<boolean> {
      if (!isId('credential', credentialId)) return false;
      const sealedName = await encryption.seal(tx, place(tenantId, customerId, credentialId), name);
      return renamePasskey(tx, tenantId, customerId, { credentialId, sealedName });
    },

    /** Removes a key; false when it is not this customer's. Whether it may go is the caller's to know. */
    remove: (tx: Transaction, tenantId: string, customerId: string, credentialId: string): Promise<boolean> =>
      deletePasskey(tx, tenantId, customerId, credentialId),

    /** Notes that a passkey is suggested to a customer; false where it is not to be. */
    offer: noteNudge,

    /** Notes that they would rather not, for now. */
    dismissOffer: dismissNudge,

    /** Removes challenges whose time is over, a bounded number at a time; returns how many went. */
    purgeChallenges,
  };
}

function toDescriptor(row: { key_id: Buffer; transports: string[] }) {
  return { type: 'public-key' as const, id: row.key_id.toString('base64url'), transports: row.transports };
}
