/**
 * Customers who are sent to a provider and come back: what goes along, and what is compared when it returns. The state names
 * nothing; what it stands for is sealed here, and counts once, for ten minutes, in one browser (cases 33, 151, 153).
 */
import type { Database } from '../../../../foundation/database/index.ts';
import type { Encryption } from '../../../../foundation/encryption/index.ts';
import { hashSecret, newSecret } from '../../../../foundation/ids/index.ts';
import type { Connection } from '../../../connections/index.ts';
import type { Tenant } from '../../../tenants/index.ts';
import { type BoundTo, consumeRequest, findHandsTo, insertRequest } from '../../store/upstream.ts';
import type { Sent } from './upstream/upstream.ts';

const lifetimeSeconds = 10 * 60;

/** What is kept of it, sealed. */
type Kept = Sent & {
  readonly version: string;
  readonly keepsSignedIn: boolean | null;
  /** Not said by who left before it was asked. */
  readonly keepsPasskeys?: boolean;
  /** What the browser signed with its key when it left: it comes back to no page of ours. */
  readonly deviceProof?: string | null;
};
export type Returned = Kept & { readonly connectionId: string; readonly boundTo: BoundTo };

export type Requests = ReturnType<typeof createRequests>;

/** Where providers send customers back to: an address of its own for each, so that no answer is taken for another's. */
const callbackOf = ({ origin }: Pick<Tenant, 'origin'>, connectionId: string): string =>
  `${origin}/sign-in/with/${connectionId}/callback`;

export function createRequests({
  database,
  encryption,
}: {
  readonly database: Database;
  readonly encryption: Encryption;
}) {
  const { reader } = database;
  const place = (tenantId: string, stateHash: Buffer) => ({
    tenantId,
    subjectId: null,
    field: `upstream.request:${stateHash.toString('hex')}`,
  });
  return {
    /** What goes along with a customer. Nothing is kept yet: the provider may turn out to be away. */
    draw: (tenant: Tenant, connection: Connection): Sent => ({
      state: newSecret(),
      nonce: newSecret(),
      verifier: newSecret(),
      redirectUri: callbackOf(tenant, connection.connectionId),
    }),

    async keep(
      { tenantId, connectionId, version }: Connection,
      sent: Sent,
      bound: {
        readonly boundTo: BoundTo;
        readonly browserSecret: string;
        readonly handsTo: string | null;
        readonly keepsSignedIn: boolean | null;
        readonly keepsPasskeys: boolean;
        readonly deviceProof: string | null;
      },
    ): Promise<void> {
      const stateHash = hashSecret(sent.state);
      const { boundTo, handsTo, keepsSignedIn, keepsPasskeys, deviceProof } = bound;
      const kept: Kept = { ...sent, version, keepsSignedIn, keepsPasskeys, deviceProof };
      const sealed = await encryption.seal(reader, place(tenantId, stateHash), JSON.stringify(kept));
      const browserHash = hashSecret(bound.browserSecret);
      await insertRequest(reader, tenantId, {
        ...{ stateHash, connectionId, boundTo, browserHash, sealed, handsTo, lifetimeSeconds },
      });
    },

    /** Uses the state up, before anything else is looked at; null when it is not this browser's, or not good any more. */
    async take(
      tenantId: string,
      returning: {
        readonly state: string;
        readonly connectionId: string | null;
        readonly browserSecret: string | null;
      },
    ): Promise<Returned | null> {
      const { connectionId, browserSecret } = returning;
      if (browserSecret === null) return null;
      const stateHash = hashSecret(returning.state);
      const browserHash = hashSecret(browserSecret);
      const taken = await consumeRequest(reader, tenantId, { stateHash, connectionId, browserHash });
      if (taken === undefined) return null;
      const text = await encryption.open(reader, place(tenantId, stateHash), taken.sealed);
      return { ...(JSON.parse(text) as Kept), connectionId: taken.connectionId, boundTo: taken.boundTo };
    },

    /** Where an interface of an application's own wants the answer; nothing is used up by it. */
    handsTo: (tenantId: string, state: string, connectionId: string): Promise<string | null> =>
      findHandsTo(reader, tenantId, { stateHash: hashSecret(state), connectionId }),
  };
}
