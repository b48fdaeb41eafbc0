/**
 * The proofs room: the one store of one-time codes and links, each bound to its purpose, subject, flow and browser.
 * A proof is requested in the transaction that needs it and minted when its message goes out; secrets rest as digests.
 */
import type { Queries, Transaction } from '../../foundation/database/index.ts';
import type { Encryption } from '../../foundation/encryption/index.ts';
import { hashSecret, newId } from '../../foundation/ids/index.ts';
import { type CallerCode, callerCodeNow, matchCallerCode } from './caller-code.ts';
import { lifetimes, type MintedProof, type OpenLink, type ProofPurpose, toDecimalCode } from './proof.ts';
import {
  consumeLink,
  findByLink,
  findOpen,
  findOpenOfFlow,
  mintProof,
  purgeProofs,
  supersedeAll,
  supersedeAndInsert,
  tryCode,
  voidFlows,
  voidSubject,
} from './store.ts';

export type { CallerCode } from './caller-code.ts';
export type { MintedProof, OpenLink, ProofPurpose } from './proof.ts';

export type Proofs = ReturnType<typeof createProofs>;

export type CodeOutcome = { readonly kind: 'consumed'; readonly proofId: string } | { readonly kind: 'refused' };

/** Opens the room. */
export function createProofs(deps: { encryption: Encryption }) {
  const secretOf = (
    queries: Queries,
    tenantId: string,
    form: 'code' | 'link',
    purpose: ProofPurpose,
    proofId: string,
  ) => deps.encryption.mac(queries, tenantId, `proof-${form}-secret:${purpose}`, proofId);
  const codeMac = (queries: Queries, tenantId: string, purpose: ProofPurpose, flowId: string, code: string) =>
    deps.encryption.mac(queries, tenantId, `proof-code:${purpose}`, `${flowId}:${code}`);

  /**
   * Makes the code and the link of an open proof, at the moment they are sent; null when it is no longer open, or
   * about something else than what the message is about by now.
   */
  async function mint(
    queries: Queries,
    tenantId: string,
    proofId: string,
    subject: string,
  ): Promise<MintedProof | null> {
    const open = await findOpen(queries, tenantId, proofId, subject);
    if (!open) return null;
    const purpose = open.purpose as ProofPurpose;
    // Derived, not drawn: should the same message go out twice, both copies carry the same secrets.
    const code = toDecimalCode(await secretOf(queries, tenantId, 'code', purpose, proofId));
    const linkToken = (await secretOf(queries, tenantId, 'link', purpose, proofId)).toString('base64url');
    const codeHash = await codeMac(queries, tenantId, purpose, open.flow_id, code);
    const minted = await mintProof(queries, tenantId, {
      proofId,
      codeHash,
      linkHash: hashSecret(linkToken),
      ...lifetimes[purpose],
    });
    return minted ? { code, linkToken, codeSeconds: lifetimes[purpose].codeSeconds } : null;
  }

  return {
    /** Makes every open code and link of a tenant worthless. */
    supersedeAll,

    /** Asks for a proof; earlier ones of the same flow and purpose die. Returns the id its message refers to. */
    async request(
      tx: Transaction,
      tenantId: string,
      proof: { purpose: ProofPurpose; subject: string; flowId: string; browserHash: Buffer },
    ): Promise<string> {
      const proofId = newId('proof');
      await supersedeAndInsert(tx, tenantId, { proofId, ...proof });
      return proofId;
    },

    /**
     * The link of a notice, made when it is sent: it belongs to no journey and no browser, only to the message, so that
     * a message sent twice carries the same link.
     */
    async linkOf(
      tx: Transaction,
      tenantId: string,
      notice: { purpose: ProofPurpose; subject: string; messageId: string },
    ): Promise<string | null> {
      const { purpose, subject, messageId } = notice;
      const known = await findOpenOfFlow(tx, tenantId, purpose, messageId);
      const proofId = known ?? newId('proof');
      // No browser's secret hashes to nothing: the code of such a proof can never be tried.
      const row = { proofId, purpose, subject, flowId: messageId, browserHash: Buffer.alloc(0) };
      if (known === null) await supersedeAndInsert(tx, tenantId, row);
      const minted = await mint(tx, tenantId, proofId, subject);
      return minted?.linkToken ?? null;
    },

    /** How long a link of this purpose lives from when it is sent. */
    linkSeconds: (purpose: ProofPurpose): number => lifetimes[purpose].linkSeconds,

    /** Ends every open proof about this subject, for example an address that is nobody's any more. */
    voidSubject,

    /** Ends every open proof of these journeys. */
    voidFlows,

    mint,

    /** The code of an open proof, for whoever holds its link in another browser; it counts in the first one only. */
    codeOf: async (queries: Queries, tenantId: string, purpose: ProofPurpose, proofId: string): Promise<string> =>
      toDecimalCode(await secretOf(queries, tenantId, 'code', purpose, proofId)),

    /** Tries a code of this flow and subject from this browser. A refusal costs one of five tries, and must be committed too. */
    async tryCode(
      tx: Transaction,
      tenantId: string,
      attempt: { purpose: ProofPurpose; subject: string; flowId: string; browserHash: Buffer; code: string },
    ): Promise<CodeOutcome> {
      // People type what they see: "482 913" and "482-913" are the same code.
      const code = attempt.code.replace(/[\s-]/g, '');
      const codeHash = await codeMac(tx, tenantId, attempt.purpose, attempt.flowId, code);
      const row = await tryCode(tx, tenantId, { ...attempt, codeHash });
      return row?.matched ? { kind: 'consumed', proofId: row.proof_id } : { kind: 'refused' };
    },

    /** Looks at a link without using it; null when it is unknown, used, superseded or too old. */
    async peekLink(queries: Queries, tenantId: string, purpose: ProofPurpose, token: string): Promise<OpenLink | null> {
      const row = await findByLink(queries, tenantId, purpose, hashSecret(token));
      return row
        ? {
            proofId: row.proof_id,
            subject: row.subject,
            flowId: row.flow_id,
            browserHash: row.browser_hash,
            askedAt: row.created_at,
          }
        : null;
    },

    /** Uses a link up; false when it is no longer good, whoever was faster. */
    consumeLink: (tx: Transaction, tenantId: string, purpose: ProofPurpose, token: string): Promise<boolean> =>
      consumeLink(tx, tenantId, purpose, hashSecret(token)),

    /** The code that a customer reads out to support; it is no proof of anything else. */
    callerCode: (queries: Queries, place: { tenantId: string; customerId: string }): Promise<CallerCode> =>
      callerCodeNow(deps.encryption, queries, place),

    /** What uses such a code up, once and for all; null when it does not count. */
    matchCallerCode: (
      queries: Queries,
      place: { tenantId: string; customerId: string },
      code: string,
    ): Promise<string | null> => matchCallerCode(deps.encryption, queries, place, code),

    /** Removes old proofs, a bounded number at a time; returns how many went. */
    purge: purgeProofs,
  };
}
