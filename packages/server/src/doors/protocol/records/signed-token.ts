/** A signed token that is being asked about; nothing of it is kept, and it is known for one request only. */
import type { Adapter } from 'oidc-provider';
import type { SignedToken } from '../signed-token.ts';
import { currentWork } from '../unit-of-work.ts';

/** Answers for the signed token of this request, and leaves everything else to the records of its kind. */
export function signedTokenRecords(kind: SignedToken['kind'], others: Adapter): Adapter {
  return {
    ...others,
    async find(id) {
      const work = currentWork();
      if (work.introspected?.name !== id) return others.find(id);
      work.sought.set(id, Promise.resolve(true));
      const { token } = work.introspected;
      if (token?.kind !== kind) return undefined;
      work.token = token.standing;
      return token.payload;
    },
  };
}
