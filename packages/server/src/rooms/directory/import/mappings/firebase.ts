/**
 * The users of Firebase Authentication, as `firebase auth:export users.json` writes them. What their password hashes take
 * besides stands in the project's settings: without it they cannot be checked, and are not taken.
 */
import { identitiesIn, isObject, type Mapped, type Mapping, nameAttributes, present } from './mapping.ts';

/** The password hash parameters of a project. */
export type FirebaseHashes = {
  readonly signerKey: string;
  readonly saltSeparator: string;
  readonly rounds: number;
  readonly memoryCost: number;
};

/**
 * Reads the parameters as the console of Firebase shows them, `name: value` each, or as JSON of the same names; null when
 * something is missing or of another kind.
 */
export function readFirebaseHashes(text: string): FirebaseHashes | null {
  const value = (name: string) => new RegExp(`"?\\b${name}"?\\s*[:=]\\s*"?([A-Za-z0-9+/=_-]+)`).exec(text)?.[1];
  const signerKey = value('base64_signer_key');
  const saltSeparator = value('base64_salt_separator') ?? '';
  const [rounds, memoryCost] = [Number(value('rounds')), Number(value('mem_cost'))];
  const isScrypt = (value('algorithm') ?? 'SCRYPT') === 'SCRYPT';
  const isWhole = Number.isInteger(rounds) && Number.isInteger(memoryCost) && rounds > 0 && memoryCost > 0;
  return signerKey !== undefined && isScrypt && isWhole ? { signerKey, saltSeparator, rounds, memoryCost } : null;
}

export const firebaseWith =
  (hashes: FirebaseHashes | null): Mapping =>
  (given, { declared }): Mapped => {
    if (!isObject(given)) return { refused: 'record.malformed' };
    const { localId, email, emailVerified, phoneNumber, displayName, photoUrl, disabled, createdAt } = given;
    const { passwordHash: hash, salt } = given;
    const hasHash = typeof hash === 'string' && hash !== '';
    if (hasHash && hashes === null) return { refused: 'hash.parameters_missing', field: 'password_hash' };
    return {
      record: present({
        id: localId,
        email,
        email_verified: emailVerified,
        phone_number: phoneNumber,
        // Firebase keeps no number that was not proven by a text message.
        phone_number_verified: typeof phoneNumber === 'string' ? true : undefined,
        password_hash: hasHash && hashes !== null ? textOf(hashes, hash, salt) : undefined,
        attributes: present({
          ...nameAttributes(declared, { name: displayName }),
          ...(declared.has('picture') ? { picture: photoUrl } : {}),
        }),
        state: disabled === true ? 'disabled' : undefined,
        identities: identitiesIn(given['providerUserInfo'], (one) => ({
          // A password and a number are no accounts elsewhere.
          connection: one['providerId'] === 'password' || one['providerId'] === 'phone' ? null : one['providerId'],
          subject: one['rawId'],
          email: one['email'],
          name: one['displayName'],
        })),
        created_at: isoOf(createdAt),
      }),
    };
  };

/** The hash as a text that holds all it takes. */
function textOf({ signerKey, saltSeparator, rounds, memoryCost }: FirebaseHashes, hash: string, salt: unknown): string {
  const cost = `ln=${memoryCost},r=${rounds},k=${signerKey},s=${saltSeparator}`;
  return `$firebase-scrypt$${cost}$${typeof salt === 'string' ? salt : ''}$${hash}`;
}

/** Milliseconds, written as a text. */
function isoOf(milliseconds: unknown): string | undefined {
  const date = new Date(Number(milliseconds ?? Number.NaN));
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
