/** What an action of a journey is: what it needs, what it may be refused with, and the use case it calls. */
import type { ErrorCode } from '@cardea/contract';
import type { z } from 'zod';
import type { Arrival } from '../../../rooms/protection/index.ts';
import type { CustomerApiDependencies } from '../dependencies.ts';
import type { Answer, Call } from '../route.ts';
import type { bodies, FlowActionName } from './actions.ts';

export type Given<Name extends FlowActionName> = Call<z.output<(typeof bodies)[Name]>, unknown> & {
  readonly flowId: string;
};

export type Action<Name extends FlowActionName> = {
  readonly summary: string;
  readonly errors?: readonly ErrorCode[];
  /** What somebody arrives for by it: work may be asked of them before anything is looked up. */
  readonly arrivesFor?: Arrival['action'];
  handle(deps: CustomerApiDependencies, given: Given<Name>): Promise<Answer>;
};

export type Actions = { readonly [Name in FlowActionName]: Action<Name> };

/** What kind of journey it is. */
export async function kindOf(deps: CustomerApiDependencies, { tenant, flowId, visitor }: Given<FlowActionName>) {
  return (await deps.authentication.flows.demand(tenant.tenantId, flowId, visitor.browserSecret)).flow.kind;
}
