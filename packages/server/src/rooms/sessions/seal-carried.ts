/** Makes the token that its bearer carries out of what it says, and back. What is not ours as it stands is no token. */
import type { Queries } from '../../foundation/database/index.ts';
import { type Encryption, isSealBroken } from '../../foundation/encryption/index.ts';
import { type CarriedToken, isCarried, readCarried, writeCarried } from './carried-token.ts';

const purpose = 'access-token';

export async function sealCarried(
  encryption: Encryption,
  queries: Queries,
  tenantId: string,
  token: CarriedToken,
): Promise<string> {
  return (await encryption.sealTravelling(queries, tenantId, purpose, writeCarried(token))).toString('base64url');
}

/** Null for what is altered, cut short, another tenant's or nobody's. */
export async function openCarried(
  encryption: Encryption,
  queries: Queries,
  tenantId: string,
  token: string,
): Promise<CarriedToken | null> {
  const sealed = isCarried(token) ? Buffer.from(token, 'base64url') : null;
  // One token has one spelling: a second one would not be found among those that were taken back.
  if (sealed === null || sealed.toString('base64url') !== token) return null;
  try {
    return readCarried(await encryption.openTravelling(queries, tenantId, purpose, sealed));
  } catch (error) {
    if (isSealBroken(error)) return null;
    throw error;
  }
}
