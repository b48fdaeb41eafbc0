/** Who came back from a provider and is linked to nobody yet: kept sealed, bound to the journey or session and the browser. */
import type { Queries, Transaction } from '../../../../foundation/database/index.ts';
import type { Encryption } from '../../../../foundation/encryption/index.ts';
import { newSecret } from '../../../../foundation/ids/index.ts';
import { type ArrivalRow, type BoundTo, findArrival, takeArrival, upsertArrival } from '../../store/upstream.ts';

export type Arrival = {
  readonly connectionId: string;
  readonly issuer: string;
  readonly subject: string;
  /** As it is there; never an address of ours until it is proven here. */
  readonly email: string | null;
  readonly isEmailProven: boolean;
  readonly name: string | null;
  /** What the provider said about attributes of our own schema. */
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  /** As the token end answered, where the connection keeps it. */
  readonly tokens: string | null;
};

export type HeldArrival = Arrival & { readonly arrivalId: string; readonly customerId: string | null };

// A sign-up may wait for its mail as long as any other; in a session its owner is at the page.
const arrivalSeconds = { flow: 24 * 60 * 60, session: 30 * 60 } as const;

export type Arrivals = ReturnType<typeof createArrivals>;

export function createArrivals({ encryption }: { readonly encryption: Encryption }) {
  const place = (tenantId: string, arrivalId: string) => ({
    tenantId,
    subjectId: null,
    field: `upstream.arrival:${arrivalId}`,
  });
  async function opened(queries: Queries, tenantId: string, row: ArrivalRow | undefined): Promise<HeldArrival | null> {
    if (row === undefined) return null;
    const text = await encryption.open(queries, place(tenantId, row.arrivalId), row.sealed);
    return { ...(JSON.parse(text) as Arrival), arrivalId: row.arrivalId, customerId: row.customerId };
  }
  return {
    /** Keeps it; its id. */
    async keep(
      tx: Transaction,
      tenantId: string,
      arrival: Arrival,
      bound: { readonly boundTo: BoundTo; readonly browserHash: Buffer; readonly customerId: string | null },
    ): Promise<string> {
      const arrivalId = newSecret();
      const sealed = await encryption.seal(tx, place(tenantId, arrivalId), JSON.stringify(arrival));
      const { connectionId } = arrival;
      await upsertArrival(tx, tenantId, {
        ...bound,
        arrivalId,
        connectionId,
        sealed,
        lifetimeSeconds: arrivalSeconds[bound.boundTo.kind],
      });
      return arrivalId;
    },
    /** The one that waits there; with an id, only that one. */
    find: async (
      queries: Queries,
      tenantId: string,
      boundTo: BoundTo,
      arrivalId?: string,
    ): Promise<HeldArrival | null> =>
      opened(queries, tenantId, await findArrival(queries, tenantId, { boundTo, arrivalId })),
    /** The same, for the one who uses it: it is gone then. With a browser, only what came to that one. */
    take: async (
      tx: Transaction,
      tenantId: string,
      boundTo: BoundTo,
      only: { readonly arrivalId?: string; readonly browserHash?: Buffer } = {},
    ): Promise<HeldArrival | null> => opened(tx, tenantId, await takeArrival(tx, tenantId, { boundTo, ...only })),
  };
}
