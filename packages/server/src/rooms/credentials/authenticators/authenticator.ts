/**
 * The rules of authenticator apps (RFC 6238): SHA-1, six digits, thirty seconds, because that is what every app knows.
 * A code counts in its own step and in the one before and after; which step it was of is noted, so that it counts once.
 */
import { Secret, TOTP } from 'otpauth';
import { newKeyBytes } from '../../../foundation/ids/index.ts';

const form = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
const secretBytes = 20; // RFC 4226 §4: 160 bits

/** How many one customer may have. */
export const mostAuthenticators = 10;
/** How long a set-up waits for its first code. */
export const setUpSeconds = 30 * 60;

/** A fresh secret as apps take it: 32 letters and digits. */
export function newAuthenticatorSecret(): string {
  return new Secret({ buffer: new Uint8Array(newKeyBytes(secretBytes)).buffer }).base32;
}

/** The step that this code belongs to, among the present one and its neighbours; null when it is of none. */
export function stepOfCode(secret: string, typed: string, nowSeconds: number): number | null {
  const token = typed.replaceAll(/[\s-]/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const totp = new TOTP({ ...form, secret: Secret.fromBase32(secret) });
  const delta = totp.validate({ token, timestamp: nowSeconds * 1000, window: 1 });
  return delta === null ? null : Math.floor(nowSeconds / form.period) + delta;
}

/** What the QR code says: https://github.com/google/google-authenticator/wiki/Key-Uri-Format */
export function otpauthUri(secret: string, { issuer, account }: { issuer: string; account: string }): string {
  return new TOTP({
    ...form,
    secret: Secret.fromBase32(secret),
    issuer: issuer.replaceAll(/\s*:\s*/g, ' '),
    label: account,
  }).toString();
}
