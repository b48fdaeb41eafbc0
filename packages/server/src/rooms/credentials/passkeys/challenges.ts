/** Asks authenticators, and takes back what was asked: a challenge of 256 random bits, once, for five minutes. */
import type { Queries } from '../../../foundation/database/index.ts';
import { hashSecret, newSecret } from '../../../foundation/ids/index.ts';
import { type ChallengePurpose, consumeChallenge, insertChallenge } from '../store/passkey-challenges.ts';
import { readClientData } from './client-data.ts';
import type { ChallengeBinding, Refused } from './passkey.ts';

export const challengeSeconds = 5 * 60;

type Asking = {
  readonly purpose: ChallengePurpose;
  readonly rpId: string;
  readonly binding: ChallengeBinding;
  /** For whom a key is made. */
  readonly userHandle?: Buffer;
};

/** A fresh challenge for this journey or session and this browser. */
export async function askChallenge(queries: Queries, tenantId: string, asking: Asking): Promise<string> {
  const challenge = newSecret();
  const { purpose, rpId, binding, userHandle = null } = asking;
  await insertChallenge(queries, tenantId, {
    challengeHash: hashSecret(challenge),
    purpose,
    rpId,
    ...binding,
    userHandle,
    lifetimeSeconds: challengeSeconds,
  });
  return challenge;
}

/** Uses up the challenge that an answer names, before the answer is looked at: a wrong one is not tried twice (case 70). */
export async function takeChallenge(
  queries: Queries,
  tenantId: string,
  asking: Omit<Asking, 'userHandle'>,
  clientDataJson: string,
): Promise<{ readonly challenge: string; readonly userHandle: Buffer | null } | Refused> {
  const data = readClientData(clientDataJson);
  if (data === null) return { refused: 'the client data cannot be read' };
  const { purpose, rpId, binding } = asking;
  const challengeHash = hashSecret(data.challenge);
  const taken = await consumeChallenge(queries, tenantId, { challengeHash, purpose, rpId, ...binding });
  if (taken === undefined) return { refused: 'the challenge is not open' };
  if (data.isFramed) return { refused: 'used inside another site’s page' };
  return { challenge: data.challenge, userHandle: taken.userHandle };
}
