/** The journeys of browsers: begun, loaded by the browser that began them, ended once. */
import { type Database, type Queries, runParts, type Transaction } from '../../foundation/database/index.ts';
import type { Encryption } from '../../foundation/encryption/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import { hashSecret, isId, newId } from '../../foundation/ids/index.ts';
import type { Charge, Protection } from '../protection/index.ts';
import type { Acr } from './acr.ts';
import type { Flow, FlowInteraction, FlowKind, ProofRecord } from './flow.ts';
import { nextStep, type Step } from './next-step.ts';
import type { Facts } from './second-step.ts';
import {
  abandonFlowsOf,
  endFlow,
  endFlowLast,
  type FlowProgress,
  type FoundFlow,
  findFlow,
  insertingFlow,
  lockFlow,
  proveFlow,
  purgeFlows,
  spendTry,
  writePayload,
} from './store/flows.ts';

export type Flows = ReturnType<typeof createFlows>;

export type BeginFlow = {
  readonly tenantId: string;
  readonly kind: FlowKind;
  readonly browserSecret: string;
  readonly returnTo: string | null;
  readonly locale: string;
  readonly interaction?: FlowInteraction | null;
  /** Whose journey it is, when that is known from the start. */
  readonly customerId?: string | null;
  /** The assurance that the application asks for. */
  readonly requiredAcr?: Acr | null;
  /** An open session that is to be raised, and what it was begun with. */
  readonly raising?: { readonly sessionId: string; readonly proofs: readonly ProofRecord[] } | null;
};

type Wanted = { readonly kind: FlowKind; readonly browserSecret: string | null };
type WantedFlow = Wanted & { readonly flowId: string | undefined };

/** Opens the store of flows. */
export function createFlows(deps: {
  database: Database;
  encryption: Encryption;
  protection: Protection;
  /** What decides on a journey's next step once it is known whose it is. */
  factsOf(queries: Queries, flow: Flow): Promise<Facts | null>;
}) {
  const { database, encryption, protection, factsOf } = deps;
  const place = (tenantId: string, flowId: string) => ({ tenantId, subjectId: null, field: `flow.payload:${flowId}` });

  const find = async (queries: Queries, tenantId: string, flowId: string | undefined) =>
    isId('flow', flowId) ? ((await findFlow(queries, tenantId, flowId)) ?? null) : null;

  const stepOf = async (flow: Flow): Promise<Step> =>
    nextStep({ ...flow, hasDetails: flow.hasPayload, facts: await factsOf(database.reader, flow) });

  async function loadOwn(tenantId: string, wanted: WantedFlow) {
    const { flow, payload } = recognise(await find(database.reader, tenantId, wanted.flowId), wanted);
    const step = await stepOf(flow);
    if (step === 'start-again') throw new ProblemError('flow.unknown');
    return { flow, step, payload };
  }

  return {
    /** Begins a journey for this browser, paid for by these charges if any; returns its id. */
    async begin(flow: BeginFlow, charges: readonly Charge[] = []): Promise<string> {
      const flowId = newId('flow');
      const { tenantId, kind, returnTo, locale } = flow;
      const insertion = insertingFlow({
        tenantId,
        flowId,
        kind,
        returnTo,
        locale,
        interaction: flow.interaction ?? null,
        customerId: flow.customerId ?? null,
        requiredAcr: flow.requiredAcr ?? null,
        sessionId: flow.raising?.sessionId ?? null,
        proofs: flow.raising?.proofs ?? [],
        browserHash: hashSecret(flow.browserSecret),
      });
      if (charges.length === 0) await runParts(database.reader, [insertion]);
      else await protection.demand(tenantId, charges, [insertion]);
      return flowId;
    },

    /** The open journey of this browser and the step it allows, or a refusal. */
    async load(tenantId: string, wanted: WantedFlow): Promise<{ flow: Flow; step: Step }> {
      const { flow, step } = await loadOwn(tenantId, wanted);
      return { flow, step };
    },

    /** The open journey of this browser in what has been read already, whatever its step, or a refusal. */
    recognise,

    /** The same, with what the journey carries; null when it carries nothing yet. */
    async loadCarrying<Payload>(
      tenantId: string,
      wanted: WantedFlow,
    ): Promise<{ flow: Flow; step: Step; payload: Payload | null }> {
      const { flow, step, payload } = await loadOwn(tenantId, wanted);
      if (payload === null) return { flow, step, payload };
      const text = await encryption.open(database.reader, place(tenantId, flow.flowId), payload);
      return { flow, step, payload: JSON.parse(text) as Payload };
    },

    /** A journey as it stands, over or not, for whoever holds its secret; or a refusal. */
    async demand(
      tenantId: string,
      flowId: string | undefined,
      browserSecret: string | null,
    ): Promise<{ flow: Flow; step: Step }> {
      const found = await find(database.reader, tenantId, flowId);
      if (found === null) throw new ProblemError('flow.unknown');
      if (!ownedBy(found.flow, browserSecret)) throw new ProblemError('flow.other_browser');
      const { flow } = found;
      return { flow, step: await stepOf(flow) };
    },

    /** A journey of this browser as it stands, or null; for what a page says and where it leads. */
    async peek(tenantId: string, flowId: string | undefined, browserSecret: string | null): Promise<Flow | null> {
      const found = await find(database.reader, tenantId, flowId);
      return found !== null && ownedBy(found.flow, browserSecret) ? found.flow : null;
    },

    /** An open journey and what it carries, for whoever holds a proof of it; null when there is none. */
    async open<Payload>(
      queries: Queries,
      tenantId: string,
      flowId: string,
    ): Promise<{ flow: Flow; payload: Payload } | null> {
      const found = await find(queries, tenantId, flowId);
      if (found === null || found.flow.state !== 'open' || found.payload === null) return null;
      const text = await encryption.open(queries, place(tenantId, flowId), found.payload);
      return { flow: found.flow, payload: JSON.parse(text) as Payload };
    },

    /** Whether this browser began the journey. */
    ownedBy,

    /** Writes what the journey carries, and the language it speaks by now; refused when it is no longer open. */
    async carry(tx: Transaction, flow: Flow, luggage: { payload: object; locale: string }): Promise<void> {
      const payload = await encryption.seal(tx, place(flow.tenantId, flow.flowId), JSON.stringify(luggage.payload));
      const written = await writePayload(tx, flow.tenantId, flow.flowId, { payload, locale: luggage.locale });
      if (!written) throw new ProblemError('flow.unknown');
    },

    /** Keeps the journey to this transaction until it ends, so that two requests come one after the other. */
    async hold(tx: Transaction, flow: Flow): Promise<void> {
      if ((await lockFlow(tx, flow.tenantId, flow.flowId)) === null) throw new ProblemError('flow.unknown');
    },

    /** The same, and refused as well when it has gone on in another browser since it was read. */
    async holdHere(tx: Transaction, flow: Flow): Promise<void> {
      const held = await lockFlow(tx, flow.tenantId, flow.flowId);
      if (held?.browser_hash.equals(flow.browserHash) !== true) throw new ProblemError('flow.unknown');
    },

    /** The same, and refused as well when anything has been proven in it since it was read. */
    async holdUnchanged(tx: Transaction, flow: Flow): Promise<void> {
      const held = await lockFlow(tx, flow.tenantId, flow.flowId);
      const isSame =
        held?.browser_hash.equals(flow.browserHash) === true &&
        held.customer_id === flow.customerId &&
        JSON.stringify(held.proofs) === JSON.stringify(flow.proofs);
      if (!isSame) throw new ProblemError('flow.unknown');
    },

    /**
     * Notes in an open journey what was proven and by whom; from here it has to end soon. When the proof was given in
     * another browser the journey goes on there and nowhere else, and leads to no application that the first one asked for.
     */
    async prove(
      tx: Transaction,
      flow: Flow,
      proof: {
        readonly proofs: readonly ProofRecord[];
        readonly customerId: string;
        readonly browserSecret: string | null;
      } & Partial<Pick<FlowProgress, 'replaces' | 'startsOver' | 'becomesSignIn' | 'keepsSignedIn'>>,
    ): Promise<void> {
      const {
        browserSecret,
        replaces = false,
        startsOver = false,
        becomesSignIn = false,
        keepsSignedIn = null,
      } = proof;
      const handedTo = browserSecret === null || ownedBy(flow, browserSecret) ? null : hashSecret(browserSecret);
      const progress = { ...proof, replaces, startsOver, becomesSignIn, keepsSignedIn, handedTo };
      if (!(await proveFlow(tx, flow.tenantId, flow.flowId, progress))) throw new ProblemError('flow.unknown');
    },

    /** Takes one of the few tries at a journey's second proof; how many are left. With the last one it is over. */
    spendTry: (tx: Transaction, flow: Flow): Promise<number> => spendTry(tx, flow.tenantId, flow.flowId),

    /** Ends every other open journey of this customer, or those of one kind; returns their ids. */
    abandonOf: (
      tx: Transaction,
      tenantId: string,
      customerId: string,
      exceptFlowId: string | null,
      kind?: FlowKind,
    ): Promise<string[]> => abandonFlowsOf(tx, tenantId, customerId, exceptFlowId ?? '', kind),

    /** Ends the journey, once: the second of two requests at the same moment is refused. */
    async end(
      tx: Transaction,
      flow: Flow,
      ending: { state: 'finished' | 'abandoned'; proofs: readonly ProofRecord[]; customerId: string | null },
    ): Promise<void> {
      if (!(await endFlow(tx, flow.tenantId, flow.flowId, ending))) throw new ProblemError('flow.unknown');
    },

    /** The same, with what the transaction writes last: for whoever holds the customer's lock. */
    endLast(
      tx: Transaction,
      flow: Flow,
      ending: { state: 'finished' | 'abandoned'; proofs: readonly ProofRecord[]; customerId: string | null },
    ): void {
      endFlowLast(tx, flow.tenantId, flow.flowId, ending, () => {
        throw new ProblemError('flow.unknown');
      });
    },

    /** Removes journeys whose time is over, a bounded number at a time; returns how many went. */
    purge: purgeFlows,
  };
}

/** The open journey of this browser, of what was found; or a refusal. */
function recognise(found: FoundFlow | null | undefined, wanted: Wanted) {
  if (!found || found.flow.kind !== wanted.kind) throw new ProblemError('flow.unknown');
  const { flow, payload } = found;
  if (!ownedBy(flow, wanted.browserSecret)) throw new ProblemError('flow.other_browser');
  if (flow.state !== 'open') throw new ProblemError('flow.unknown');
  return { flow, payload };
}

function ownedBy(flow: Flow, browserSecret: string | null): boolean {
  return browserSecret !== null && hashSecret(browserSecret).equals(flow.browserHash);
}
