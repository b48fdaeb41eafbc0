/** The connections that a journey can go on by, and who has come by one and is not linked yet. */
import type { Flow } from '../../../rooms/authentication/index.ts';
import { maskEmail } from '../../../rooms/customers/index.ts';
import type { CustomerApiDependencies } from '../dependencies.ts';
import type { Call } from '../route.ts';
import type { FlowState, Offered } from './actions.ts';

type Asking = Pick<Call<unknown, unknown>, 'tenant' | 'visitor'>;

export type Arrived = Offered & {
  readonly email: string;
  readonly email_proven: boolean;
  readonly profile: Readonly<Record<string, unknown>>;
};

/** In the states in which one may begin; none where they are no way in on the way ahead. */
export async function offeredIn(
  deps: Pick<CustomerApiDependencies, 'authentication'>,
  { tenant }: Asking,
  flow: Flow,
  state: FlowState,
): Promise<readonly Offered[]> {
  if (state !== 'password' && state !== 'details') return [];
  const applicationId = flow.interaction?.applicationId ?? null;
  const { first } = await deps.authentication.policyToward(tenant, applicationId);
  if (!first.includes('connection')) return [];
  const offered = await deps.authentication.connections.offered(tenant, applicationId);
  return offered
    .filter(({ makesAccounts }) => state === 'password' || makesAccounts)
    .map(({ connectionId, name }) => ({ connection: connectionId, name }));
}

/** Whether the sign-up is one that begins with an account elsewhere. */
export async function isArrived(deps: CustomerApiDependencies, flow: Flow): Promise<boolean> {
  if (flow.kind !== 'registration') return false;
  const arrival = await deps.authentication.connections.arrivalOf(deps.database.reader, flow);
  return arrival !== null && arrival.customerId === null;
}

/** Who it is: whole where they are to sign up, masked where they are to prove that an account here is theirs. */
export async function whoArrived(
  deps: CustomerApiDependencies,
  { tenant, visitor }: Asking,
  flow: Flow,
  state: FlowState,
): Promise<Arrived | null> {
  if (state === 'sign-up-with') {
    const { flowId } = flow;
    const shown = await deps.registration.withConnection.describe({ tenant, flowId, visitor });
    const { connectionId, email, isProven, profile } = shown;
    const offered = await deps.authentication.connections.offered(tenant, null);
    const name = offered.find((each) => each.connectionId === connectionId)?.name ?? connectionId;
    return { connection: connectionId, name, email, email_proven: isProven, profile };
  }
  if (state !== 'password') return null;
  const waiting = await deps.authentication.connections.waitingFor(tenant, flow);
  if (waiting === null) return null;
  const { connectionId, connectionName, email } = waiting;
  return { connection: connectionId, name: connectionName, email: maskEmail(email), email_proven: true, profile: {} };
}
