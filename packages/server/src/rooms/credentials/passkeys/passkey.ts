/**
 * What a passkey is here, and what its owner may be told of it. The private half never leaves its authenticator; what
 * lies with us opens nothing.
 */
import type { passkeysApi } from '@cardea/contract';
import type { z } from 'zod';
import { tidyName } from '../tidy-name.ts';

/** `navigator.credentials` as JSON: what a browser is asked, and what it answers. */
export type MadePasskey = z.output<typeof passkeysApi.madePasskey>;
export type UsedPasskey = z.output<typeof passkeysApi.usedPasskey>;
export type MakePasskeyOptions = z.output<typeof passkeysApi.makePasskeyOptions>;
export type UsePasskeyOptions = z.output<typeof passkeysApi.usePasskeyOptions>;

/** Who asks: the host that keys are bound to, and the origins whose pages may use them. */
export type RelyingParty = { readonly id: string; readonly name: string; readonly origins: readonly string[] };

/** What a challenge belongs to: a journey or a session, and the browser in it. */
export type ChallengeBinding = { readonly boundTo: string; readonly browserHash: Buffer };

/** A key that has been proven to be in its owner's hands, and is not written yet. */
export type NewPasskey = {
  readonly keyId: Buffer;
  readonly publicKey: Buffer;
  readonly rpId: string;
  readonly userHandle: Buffer;
  readonly signCount: number;
  readonly transports: readonly string[];
  readonly aaguid: string;
  readonly isBackupEligible: boolean;
  readonly isBackedUp: boolean;
  readonly isUserVerified: boolean;
};

export type StoredPasskey = Omit<NewPasskey, 'isUserVerified' | 'aaguid'> & {
  readonly credentialId: string;
  readonly customerId: string;
};

/** A use of a key whose signature is right; whether it counts is decided when it is noted. */
export type CheckedUse = {
  readonly credentialId: string;
  readonly customerId: string;
  readonly keyId: Buffer;
  readonly signCount: number;
  readonly isBackedUp: boolean;
  readonly isUserVerified: boolean;
  /** Whether the key can leave its device (`BE`): then it is as safe as the account that carries it. */
  readonly isSynced: boolean;
};

/** Why an answer is refused: for the log alone. */
export type Refused = { readonly refused: string };

/** What becomes of a checked use: noted; of a key whose counter went back just now, or did before; of one that is gone. */
export type NotedUse = 'noted' | 'went-back' | 'flagged' | 'gone';

/** A passkey as its owner sees it. */
export type PasskeyItem = {
  readonly credentialId: string;
  readonly name: string;
  /** The name that the authenticator knows it by, base64url. */
  readonly keyId: string;
  readonly rpId: string;
  /** Can be on several devices at once; otherwise it never leaves the one that made it. */
  readonly isSynced: boolean;
  readonly isBackedUp: boolean;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly flaggedAt: Date | null;
};

export const mostPasskeys = 30;
const longestName = 60;

/** A name as it is kept, or null when nothing is left of it. */
export function readPasskeyName(text: string): string | null {
  const name = tidyName(text);
  return name === '' || [...name].length > longestName ? null : name;
}
