/** What a device is told at the end of a journey: what recognises it from now on, and that it has been signed in. */
import type { Flow } from '../../../rooms/authentication/index.ts';
import type { CurrentSession } from '../../../rooms/gate/index.ts';
import { presentedDevice } from '../admit.ts';
import type { CustomerApiDependencies } from '../dependencies.ts';
import type { Call } from '../route.ts';

export async function deviceTokenOf(
  deps: Pick<CustomerApiDependencies, 'database' | 'protection' | 'sessions'>,
  { tenant, visitor, request }: Pick<Call<unknown, unknown>, 'tenant' | 'visitor' | 'request'>,
  { flowId }: Flow,
  { current }: { readonly current: CurrentSession },
): Promise<string> {
  const { tenantId, origin } = tenant;
  const { devices } = deps.protection;
  const { deviceSecret, deviceProof } = visitor;
  const presented = { tenantId, origin, flowId, deviceSecret, deviceProof };
  // One that came without any is noted by what the journey gives it; of another's the session says what became of it.
  const secret =
    presentedDevice(request) === undefined
      ? deviceSecret
      : await devices.secretOf(
          presented,
          await deps.sessions.deviceHashOf(deps.database.reader, tenantId, current.sessionId),
        );
  return `${secret}.${await devices.stampFor(tenantId, secret)}`;
}
