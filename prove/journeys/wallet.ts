/**
 * What people have in hand: passkeys in the authenticators of each, and the codes that an app would show. Kept beside
 * the model, because a key cannot be copied and tried in another order.
 */
import { createHmac } from 'node:crypto';
import {
  createPasskeyAuthenticator,
  type Key,
  type MakeOptions,
  type PasskeyAuthenticator,
  type UseOptions,
} from '../../packages/server/test/passkey-authenticator.ts';

export type Wallet = {
  /** Makes a key; what the browser answers, and by which id the key is known. */
  make(
    asked: MakeOptions,
    isSynced: boolean,
    isVerified: boolean,
  ): { readonly credential: string; readonly id: string };
  /** Uses the key with this id. */
  use(asked: UseOptions, id: string, isVerified: boolean): string;
};

export function createWallet(origin: string): Wallet {
  const keys = new Map<string, { readonly authenticator: PasskeyAuthenticator; readonly key: Key }>();
  return {
    make(asked, isSynced, isVerified) {
      const authenticator = createPasskeyAuthenticator({ origin, synced: isSynced, userVerified: isVerified });
      // Nobody is kept from making two: each has an authenticator of its own.
      const credential = JSON.stringify(authenticator.make(asked));
      const [key] = authenticator.keys;
      if (key === undefined) throw new Error('the authenticator has made no key');
      const id = key.id.toString('hex');
      keys.set(id, { authenticator, key });
      return { credential, id };
    },
    use(asked, id, isVerified) {
      const held = keys.get(id);
      if (held === undefined) throw new Error('nobody has this key');
      return JSON.stringify(held.authenticator.use(asked, { userVerified: isVerified }, held.key));
    },
  };
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const stepSeconds = 30;

/** What an app shows now (RFC 6238: SHA-1, six digits, half a minute). */
export function codeOfApp(secret: string): string {
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/[01]{8}/g) ?? []).map((octet) => Number.parseInt(octet, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 1000 / stepSeconds)));
  const digest = createHmac('sha1', key).update(counter).digest();
  const place = (digest.at(-1) ?? 0) & 15;
  return ((digest.readUInt32BE(place) & 0x7fffffff) % 1_000_000).toString().padStart(6, '0');
}
