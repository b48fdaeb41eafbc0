/**
 * An opaque access token that is no row: it names its grant and says what it is for, sealed, and its bearer carries it.
 * Whether it counts is read from what the grant hangs on. Here is only what is in it, as bytes; pure.
 */

export type CarriedToken = {
  readonly grantId: string;
  readonly scopes: string;
  /** Seconds since the epoch, by the database's clock. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** How and when the customer had signed in. */
  readonly acr: string;
  readonly amr: readonly string[];
  readonly authTime: number;
  /** How the application came by it. */
  readonly gty: string;
};

const grantBytes = 32;
const fixedBytes = grantBytes + 3 * 4;
// The seal's own bytes and those above, in base64url; a token that is a row is shorter.
const shortest = Math.ceil(((37 + fixedBytes) * 4) / 3);
// An application may be registered for 2000 characters of scopes.
const longest = 4096;
const form = /^[\w-]+$/;

/** Whether a token can be one of these at all. */
export function isCarried(token: string): boolean {
  return token.length >= shortest && token.length <= longest && form.test(token);
}

export function writeCarried(token: CarriedToken): Buffer {
  const grant = Buffer.from(token.grantId, 'base64url');
  const text = Buffer.from([token.scopes, token.acr, token.amr.join(' '), token.gty].join('\n'));
  if (grant.length !== grantBytes) throw new Error('the id of a grant has another length');
  const fixed = Buffer.allocUnsafe(fixedBytes);
  fixed.set(grant);
  fixed.writeUInt32BE(token.issuedAt, grantBytes);
  fixed.writeUInt32BE(token.expiresAt, grantBytes + 4);
  fixed.writeUInt32BE(token.authTime, grantBytes + 8);
  return Buffer.concat([fixed, text]);
}

export function readCarried(bytes: Buffer): CarriedToken {
  const [scopes = '', acr = '', amr = '', gty = ''] = bytes.toString('utf8', fixedBytes).split('\n');
  return {
    grantId: bytes.toString('base64url', 0, grantBytes),
    scopes,
    issuedAt: bytes.readUInt32BE(grantBytes),
    expiresAt: bytes.readUInt32BE(grantBytes + 4),
    acr,
    amr: amr === '' ? [] : amr.split(' '),
    authTime: bytes.readUInt32BE(grantBytes + 8),
    gty,
  };
}
