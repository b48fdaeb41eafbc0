/** Factors that are out of reach: what is known of it, the code, its proof, and the ways to stop it. */
import type { Visitor } from '../authentication/index.ts';
import type { CurrentSession } from '../gate/index.ts';
import type { Composer } from '../messaging/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { RecoveryDependencies } from './dependencies.ts';
import { composeLostFactor, composeLostFactorCode } from './lost-factor/compose-messages.ts';
import { type LostFactorOutcome, type LostFactorProof, proveLostFactor } from './lost-factor/prove-mailbox.ts';
import { type LostFactorRequest, requestLostFactorCode } from './lost-factor/request-code.ts';
import { canStopLostFactor, stopLostFactorByLink, stopLostFactorBySession } from './lost-factor/stop.ts';
import { describeLostFactor, type LostFactorState } from './lost-factor/waiting-sign-in.ts';

/** Opens this part of the room. */
export function createLostFactor(deps: RecoveryDependencies) {
  return {
    /** What the page may show in a sign-in that waits for a second factor. */
    describe: (tenantId: string, flowId: string | undefined, browserSecret: string | null): Promise<LostFactorState> =>
      describeLostFactor(deps, tenantId, flowId, browserSecret),
    /** Sends a code to the mailbox of the account. */
    requestCode: (request: LostFactorRequest): Promise<void> => requestLostFactorCode(deps, request),
    /** Proves the mailbox: begins the delay, or, after it, takes the factors away and goes on with the sign-in. */
    prove: (proof: LostFactorProof): Promise<LostFactorOutcome> => proveLostFactor(deps, proof),
    /** Whether a link could still stop it, without using the link. */
    canStop: (tenantId: string, token: string): Promise<boolean> => canStopLostFactor(deps, tenantId, token),
    /** Stops it by the link that every channel was told. */
    stopByLink: (stopping: { tenant: Tenant; token: string; visitor: Visitor }): Promise<void> =>
      stopLostFactorByLink(deps, stopping),
    /** Stops it in an open session. */
    stopBySession: (stopping: { tenant: Tenant; current: CurrentSession; visitor: Visitor }): Promise<void> =>
      stopLostFactorBySession(deps, stopping),
    /** Writes the messages of this part, for the messaging room. */
    composers: {
      'lost-factor': (message) => composeLostFactor(deps, message),
      'lost-factor-code': (message) => composeLostFactorCode(deps, message),
    } satisfies Readonly<Record<string, Composer>>,
  };
}
