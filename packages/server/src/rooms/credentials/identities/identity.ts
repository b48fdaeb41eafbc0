/** What an identity is: a customer's account at a connection. Its key never holds an e-mail address (case 150). */

/** Names an account elsewhere: all three together, for two issuers may give the same subject to two people. */
export type IdentityKey = {
  readonly connectionId: string;
  readonly issuer: string;
  readonly subject: string;
};

/** What its owner knows it by, as it was when it was last used. Never taken over into the profile (case 163). */
export type IdentitySnapshot = { readonly email: string | null; readonly name: string | null };

/** An identity that is to be linked; tokens only where the connection keeps them. */
export type NewIdentity = IdentityKey & IdentitySnapshot & { readonly tokens?: string | null };

/** An identity of a customer. */
export type LinkedIdentity = IdentityKey &
  IdentitySnapshot & {
    readonly identityId: string;
    readonly linkedAt: Date;
    readonly lastUsedAt: Date | null;
  };

/** An identity that comes with its customer from elsewhere. */
export type BroughtIdentity = IdentityKey & IdentitySnapshot & { readonly customerId: string };

/** With everything sealed that is to be written. */
export type PreparedIdentity = {
  readonly identityId: string;
  readonly customerId: string;
  readonly connectionId: string;
  readonly issuer: string;
  readonly subjectKey: Buffer;
  readonly sealedSubject: Buffer;
  readonly sealedSnapshot: Buffer;
};

export function readSnapshot(text: string): IdentitySnapshot {
  const { email, name } = JSON.parse(text) as Partial<IdentitySnapshot>;
  return { email: email ?? null, name: name ?? null };
}

export const writeSnapshot = ({ email, name }: IdentitySnapshot): string => JSON.stringify({ email, name });

/** One text for all three, so that no two keys give the same. */
export const keyText = ({ connectionId, issuer, subject }: IdentityKey): string =>
  JSON.stringify([connectionId, issuer, subject]);
