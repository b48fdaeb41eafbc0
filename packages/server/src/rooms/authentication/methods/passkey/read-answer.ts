/** The answer of an authenticator as it travels in a form: one field of JSON. What is not one is refused, not repaired. */
import { passkeysApi } from '@cardea/contract';
import { ProblemError } from '../../../../foundation/errors/index.ts';
import type { MadePasskey, UsedPasskey } from '../../../credentials/index.ts';

export function readMade(credential: string | undefined): MadePasskey {
  return read(passkeysApi.madePasskey, credential);
}

export function readUsed(credential: string | undefined): UsedPasskey {
  return read(passkeysApi.usedPasskey, credential);
}

function read<Answer>(
  schema: { safeParse(value: unknown): { success: true; data: Answer } | { success: false } },
  credential: string | undefined,
): Answer {
  try {
    const parsed = schema.safeParse(JSON.parse(credential ?? ''));
    if (parsed.success) return parsed.data;
  } catch {
    // Not even JSON: refused like everything else that is no answer.
  }
  throw new ProblemError('passkey.refused', { cause: 'the answer does not fit the schema' });
}
