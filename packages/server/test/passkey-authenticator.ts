/**
 * An authenticator in software: real ES256 keys and the bytes of Web Authentication, so that passkeys can be made, used
 * and misused over HTTP without a browser. Whatever it says can be told to be wrong.
 */
import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';

type Descriptor = { readonly id: string };

/** What a server asks, as far as an authenticator looks at it. */
export type MakeOptions = {
  readonly rp: { readonly id?: string };
  readonly user: { readonly id: string };
  readonly challenge: string;
  readonly excludeCredentials?: readonly Descriptor[];
};
export type UseOptions = {
  readonly rpId?: string;
  readonly challenge: string;
  readonly allowCredentials?: readonly Descriptor[];
};

export type Key = {
  readonly id: Buffer;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly rpId: string;
  userHandle: Buffer;
  signCount: number;
};

/** What is to be said otherwise than an honest authenticator and browser would. */
export type Lies = {
  readonly origin?: string;
  readonly rpId?: string;
  readonly type?: string;
  readonly challenge?: string;
  readonly crossOrigin?: boolean;
  readonly topOrigin?: string;
  readonly userHandle?: Buffer | null;
  readonly userVerified?: boolean;
  readonly userPresent?: boolean;
  readonly backupEligible?: boolean;
  readonly backedUp?: boolean;
  readonly signCount?: number;
  readonly signature?: Buffer;
  /** The attestation statement's format and content, already encoded. */
  readonly attestation?: { readonly fmt: string; readonly attStmt: Buffer };
};

export type AuthenticatorOptions = {
  readonly origin: string;
  /** A synced key can leave its device and has; a device-bound one cannot. */
  readonly synced?: boolean;
  readonly userVerified?: boolean;
  /** Whether it counts its uses, as security keys do and password managers do not. */
  readonly counts?: boolean;
  readonly aaguid?: string;
};

export type PasskeyAuthenticator = ReturnType<typeof createPasskeyAuthenticator>;

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest();

/** An authenticator without keys. */
export function createPasskeyAuthenticator(options: AuthenticatorOptions) {
  const { origin, synced = true, userVerified = true, counts = false } = options;
  const aaguid = Buffer.from((options.aaguid ?? '00000000-0000-0000-0000-000000000000').replaceAll('-', ''), 'hex');
  const keys: Key[] = [];

  const flagsOf = (lies: Lies, attested: boolean) =>
    ((lies.userPresent ?? true) ? 1 : 0) |
    ((lies.userVerified ?? userVerified) ? 4 : 0) |
    ((lies.backupEligible ?? synced) ? 8 : 0) |
    ((lies.backedUp ?? synced) ? 16 : 0) |
    (attested ? 64 : 0);

  const dataOf = (rpId: string, flags: number, signCount: number) => {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(signCount);
    return Buffer.concat([sha256(rpId), Buffer.of(flags), counter]);
  };

  const clientDataOf = (type: string, challenge: string, lies: Lies) =>
    Buffer.from(
      JSON.stringify({
        type: lies.type ?? type,
        challenge: lies.challenge ?? challenge,
        origin: lies.origin ?? origin,
        crossOrigin: lies.crossOrigin ?? false,
        ...(lies.topOrigin === undefined ? {} : { topOrigin: lies.topOrigin }),
      }),
    );

  return {
    keys,

    /** Makes a key as `navigator.credentials.create()` does. A `key` that is given is presented as if it were new. */
    make(asked: MakeOptions, lies: Lies = {}, given?: Key) {
      const rpId = asked.rp.id ?? new URL(origin).hostname;
      const userHandle = Buffer.from(asked.user.id, 'base64url');
      const key: Key = given ?? {
        id: randomBytes(32),
        ...generateKeyPairSync('ec', { namedCurve: 'P-256' }),
        rpId,
        userHandle,
        signCount: counts ? 1 : 0,
      };
      if (given === undefined) keys.push(key);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(key.id.length);
      const authData = Buffer.concat([
        dataOf(lies.rpId ?? rpId, flagsOf(lies, true), lies.signCount ?? key.signCount),
        aaguid,
        length,
        key.id,
        coseOf(key.publicKey),
      ]);
      const { fmt, attStmt } = lies.attestation ?? { fmt: 'none', attStmt: Buffer.of(0xa0) };
      return {
        id: key.id.toString('base64url'),
        rawId: key.id.toString('base64url'),
        type: 'public-key' as const,
        response: {
          clientDataJSON: clientDataOf('webauthn.create', asked.challenge, lies).toString('base64url'),
          attestationObject: Buffer.concat([
            Buffer.of(0xa3),
            text('fmt'),
            text(fmt),
            text('attStmt'),
            attStmt,
            text('authData'),
            bytes(authData),
          ]).toString('base64url'),
          transports: ['internal', 'hybrid'],
        },
        clientExtensionResults: {},
      };
    },

    /** Uses a key as `navigator.credentials.get()` does: the last one it has for the host, or the one that is given. */
    use(asked: UseOptions, lies: Lies = {}, given?: Key) {
      const allowed = asked.allowCredentials ?? [];
      const rpId = asked.rpId ?? new URL(origin).hostname;
      const fits = (key: Key) =>
        key.rpId === rpId && (allowed.length === 0 || allowed.some(({ id }) => id === key.id.toString('base64url')));
      const key = given ?? keys.findLast(fits);
      if (key === undefined) throw new Error('the authenticator has no key for this');
      if (counts) key.signCount += 1;
      const authenticatorData = dataOf(lies.rpId ?? rpId, flagsOf(lies, false), lies.signCount ?? key.signCount);
      const clientData = clientDataOf('webauthn.get', asked.challenge, lies);
      const signer = createSign('sha256').update(Buffer.concat([authenticatorData, sha256(clientData)]));
      const userHandle = lies.userHandle === undefined ? key.userHandle : lies.userHandle;
      return {
        id: key.id.toString('base64url'),
        rawId: key.id.toString('base64url'),
        type: 'public-key' as const,
        response: {
          clientDataJSON: clientData.toString('base64url'),
          authenticatorData: authenticatorData.toString('base64url'),
          signature: (lies.signature ?? signer.sign(key.privateKey)).toString('base64url'),
          ...(userHandle === null ? {} : { userHandle: userHandle.toString('base64url') }),
        },
        clientExtensionResults: {},
      };
    },
  };
}

// CBOR, as much of it as a public key and an attestation need (RFC 8949).
function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.of((major << 5) | length);
  if (length < 256) return Buffer.of((major << 5) | 24, length);
  return Buffer.of((major << 5) | 25, length >> 8, length & 255);
}
const text = (value: string) => Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
const bytes = (value: Buffer) => Buffer.concat([head(2, value.length), value]);

/** An ES256 key as COSE writes it (RFC 9053 §7.1). */
function coseOf(publicKey: KeyObject): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return Buffer.concat([
    Buffer.of(0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21),
    bytes(Buffer.from(x, 'base64url')),
    Buffer.of(0x22),
    bytes(Buffer.from(y, 'base64url')),
  ]);
}
