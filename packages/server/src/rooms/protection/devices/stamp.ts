/**
 * The stamp beside a browser's secret: that we gave this secret, after a sign-in, and on which day. Checked in memory; a
 * secret without a stamp, or with an old one, is still a secret, and recognises a browser as it always did.
 */
import type { Queries } from '../../../foundation/database/index.ts';
import { type Encryption, isMessageCode } from '../../../foundation/encryption/index.ts';
import { hashSecret } from '../../../foundation/ids/index.ts';

export const stampDays = 400;
const daySeconds = 24 * 60 * 60;
const dayDigits = 4;
const codeBytes = 16;

/** `<secret>` or `<secret>.<stamp>`, as cookies and headers hold it. */
const presented = /^([A-Za-z0-9_-]{43})(?:\.([0-9a-z]{4})([A-Za-z0-9_-]{22}))?$/;

/** The secret in what a browser presents; null when it is not of our making. */
export function secretIn(value: string | undefined): string | null {
  return presented.exec(value ?? '')?.[1] ?? null;
}

/** What stands for a browser in the memory of detection. */
export const deviceKeyOf = (secret: string): string => hashSecret(secret).toString('base64url');

type Keys = { readonly encryption: Pick<Encryption, 'mac'>; readonly queries: Queries };

/** The stamp of this secret for today. */
export async function stampOn(
  keys: Keys,
  tenantId: string,
  { secret, now }: { readonly secret: string; readonly now: Date },
): Promise<string> {
  const day = dayOf(now).toString(36).padStart(dayDigits, '0');
  return `${day}${(await codeOf(keys, tenantId, secret, day)).toString('base64url')}`;
}

/** Whether the value holds a stamp of this tenant's that is still good. */
export async function isStamped(
  keys: Keys,
  tenantId: string,
  { value, now }: { readonly value: string; readonly now: Date },
): Promise<boolean> {
  const [, secret, day, code] = presented.exec(value) ?? [];
  if (secret === undefined || day === undefined || code === undefined) return false;
  const age = dayOf(now) - Number.parseInt(day, 36);
  // A node whose clock is a little ahead may have stamped it.
  if (age < -1 || age >= stampDays) return false;
  return isMessageCode(await codeOf(keys, tenantId, secret, day), Buffer.from(code, 'base64url'));
}

const dayOf = (moment: Date): number => Math.floor(moment.getTime() / 1000 / daySeconds);

async function codeOf({ encryption, queries }: Keys, tenantId: string, secret: string, day: string): Promise<Buffer> {
  return (await encryption.mac(queries, tenantId, 'device-token', `${day}.${secret}`)).subarray(0, codeBytes);
}
