/**
 * A call that is repeated over a bad line is done once: the first answer is kept, sealed, and given again. The key
 * counts for who calls, what is called and what is sent; whoever guesses somebody else's key is told nothing by it.
 */
import type { Database } from '../../foundation/database/index.ts';
import type { Encryption } from '../../foundation/encryption/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import { hashSecret } from '../../foundation/ids/index.ts';
import { claimRepeat, dropRepeat, findRepeat, keepAnswer } from './store/repeats.ts';

export type Repeats = ReturnType<typeof createRepeats>;

export type RepeatableCall = {
  readonly tenantId: string;
  /** Who calls and what: nobody else's calls are ever answered from it. */
  readonly caller: string;
  readonly key: string;
  readonly body: string;
};

/** Opens the store of answers. */
export function createRepeats(deps: { readonly database: Database; readonly encryption: Encryption }) {
  const { reader } = deps.database;
  return {
    /** The kept answer of this very call, or what `answer` says now. A refusal is not kept: it may be tried again. */
    async once<Answer>(call: RepeatableCall, answer: () => Promise<Answer>): Promise<Answer> {
      const { tenantId } = call;
      const callHash = hashSecret(JSON.stringify([call.caller, call.key]));
      // Keyed: the body may be an address or a number, which a plain digest would let anybody with a copy guess.
      const bodyHash = await deps.encryption.mac(reader, tenantId, 'repeat', JSON.stringify([call.caller, call.body]));
      const place = { tenantId, subjectId: null, field: `repeat:${callHash.toString('base64url')}` };
      if (!(await claimRepeat(reader, tenantId, { callHash, bodyHash }))) {
        const kept = await findRepeat(reader, tenantId, callHash);
        if (kept !== undefined && !kept.body_hash.equals(bodyHash))
          throw new ProblemError('request.repeated_differently');
        if (kept?.answer == null) throw new ProblemError('request.in_progress', { retryAfterSeconds: 1 });
        return JSON.parse(await deps.encryption.open(reader, place, kept.answer)) as Answer;
      }
      try {
        const fresh = await answer();
        const sealed = await deps.encryption.seal(reader, place, JSON.stringify(fresh));
        await keepAnswer(reader, tenantId, callHash, sealed);
        return fresh;
      } catch (error) {
        await dropRepeat(reader, tenantId, callHash);
        throw error;
      }
    },
  };
}
