/** Authorization requests that wait for a person or for their use. Their parameters may hold an address: sealed. */
import type { Queries, Transaction } from '../../foundation/database/index.ts';
import type { Encryption } from '../../foundation/encryption/index.ts';
import { hashSecret } from '../../foundation/ids/index.ts';
import {
  answerInteraction,
  consumePushedRequest,
  decideInteraction,
  deleteInteraction,
  findInteraction,
  findPushedRequest,
  insertInteraction,
  insertPushedRequest,
  insertReplayMark,
} from './store/requests.ts';
import { wantedAgeOf } from './wanted-age.ts';

export type Interaction = {
  readonly applicationId: string;
  readonly browserHash: Buffer;
  readonly prompt: string;
  readonly expiresAt: Date;
  readonly hasConsented: boolean | null;
  /** The live session that answered it; never taken from anything a browser sent. */
  readonly answeredBy: {
    readonly sessionId: string;
    readonly customerId: string;
    readonly acr: string;
    readonly amr: readonly string[];
    readonly authenticatedAt: Date;
  } | null;
  readonly rest: Readonly<Record<string, unknown>>;
};

export function createRequests(deps: { encryption: Encryption }) {
  const { encryption } = deps;
  const place = (tenantId: string, kind: 'interaction' | 'pushed', idHash: Buffer) => ({
    tenantId,
    subjectId: null,
    field: `protocol.${kind}:${idHash.toString('base64url')}`,
  });

  return {
    async keepInteraction(
      queries: Queries,
      interaction: {
        tenantId: string;
        id: string;
        applicationId: string;
        browserSecret: string;
        prompt: string;
        rest: object;
        lifetimeSeconds: number;
      },
    ): Promise<void> {
      const { tenantId, id, browserSecret, rest, ...columns } = interaction;
      const idHash = hashSecret(id);
      const sealed = await encryption.seal(queries, place(tenantId, 'interaction', idHash), JSON.stringify(rest));
      await insertInteraction(queries, {
        ...columns,
        tenantId,
        idHash,
        browserHash: hashSecret(browserSecret),
        sealed,
      });
    },

    async findInteraction(queries: Queries, tenantId: string, id: string): Promise<Interaction | null> {
      const idHash = hashSecret(id);
      const row = await findInteraction(queries, tenantId, idHash);
      if (row === undefined) return null;
      const rest = JSON.parse(await encryption.open(queries, place(tenantId, 'interaction', idHash), row.sealed));
      return {
        applicationId: row.application_id,
        browserHash: row.browser_hash,
        prompt: row.prompt,
        expiresAt: row.expires_at,
        hasConsented: row.has_consented,
        answeredBy:
          row.session_id === null || row.customer_id === null
            ? null
            : {
                sessionId: row.session_id,
                customerId: row.customer_id,
                acr: row.acr ?? '',
                amr: row.amr ?? [],
                authenticatedAt: row.authenticated_at ?? new Date(0),
              },
        rest,
      };
    },

    /** What the application says about who will sign in; a hint, as it came. Null when there is none (any more). */
    async loginHint(queries: Queries, tenantId: string, idHash: Buffer): Promise<string | null> {
      const row = await findInteraction(queries, tenantId, idHash);
      if (row === undefined) return null;
      const text = await encryption.open(queries, place(tenantId, 'interaction', idHash), row.sealed);
      const { params } = JSON.parse(text) as { params?: { login_hint?: unknown } };
      return typeof params?.login_hint === 'string' ? params.login_hint : null;
    },

    /** How old a sign-in may be for the application, in seconds; 0: of now; null: it does not say. */
    async wantedAge(queries: Queries, tenantId: string, idHash: Buffer): Promise<number | null> {
      const row = await findInteraction(queries, tenantId, idHash);
      if (row === undefined) return null;
      const text = await encryption.open(queries, place(tenantId, 'interaction', idHash), row.sealed);
      return wantedAgeOf((JSON.parse(text) as { params?: Record<string, unknown> }).params);
    },

    /** The hash under which a journey remembers the request it is the answer to. */
    referenceOf: hashSecret,

    /** Notes, in the transaction of the sign-in itself, that this session answered the request. */
    answerInteraction,

    /** Notes what the signed-in person said about the scopes. */
    decideInteraction: (
      tx: Transaction,
      tenantId: string,
      id: string,
      decision: { sessionId: string; hasConsented: boolean },
    ): Promise<void> => decideInteraction(tx, tenantId, hashSecret(id), decision),

    dropInteraction: (queries: Queries, tenantId: string, id: string): Promise<void> =>
      deleteInteraction(queries, tenantId, hashSecret(id)),

    async keepPushed(
      queries: Queries,
      request: { tenantId: string; id: string; rest: object; lifetimeSeconds: number },
    ): Promise<void> {
      const { tenantId, id, rest, lifetimeSeconds } = request;
      const idHash = hashSecret(id);
      const sealed = await encryption.seal(queries, place(tenantId, 'pushed', idHash), JSON.stringify(rest));
      await insertPushedRequest(queries, { tenantId, idHash, sealed, lifetimeSeconds });
    },

    async findPushed(queries: Queries, tenantId: string, id: string) {
      const idHash = hashSecret(id);
      const row = await findPushedRequest(queries, tenantId, idHash);
      if (row === undefined) return null;
      const rest = JSON.parse(await encryption.open(queries, place(tenantId, 'pushed', idHash), row.sealed));
      return { rest: rest as Record<string, unknown>, expiresAt: row.expires_at, isConsumed: row.consumed_at !== null };
    },

    /** Uses a pushed request, once. */
    consumePushed: (queries: Queries, tenantId: string, id: string): Promise<boolean> =>
      consumePushedRequest(queries, tenantId, hashSecret(id)),

    /** What the nonces for proofs of possession are made from; the same on every node. */
    proofNonceKey: (queries: Queries, tenantId: string): Promise<Buffer> =>
      encryption.mac(queries, tenantId, 'proof-nonce', tenantId),

    /** Marks a proof as used; false when somebody was faster. */
    markUsed: (queries: Queries, tenantId: string, id: string, lifetimeSeconds: number): Promise<boolean> =>
      insertReplayMark(queries, { tenantId, idHash: hashSecret(id), lifetimeSeconds }),
  };
}
