/** What `doctor` says of BOOTSTRAP_CLIENT_ID: a client that may do everything is for the beginning only. */
import type { Settings } from '../../foundation/config/index.ts';
import type { Finding } from './finding.ts';
import type { WithRooms } from './rooms.ts';

/** Not well while such a client lives. */
export async function examineBootstrapClient(settings: Settings, withRooms: WithRooms): Promise<Finding> {
  const living = await withRooms(settings, ({ applications }) => applications.livingBootstrapClients());
  const [first] = living;
  if (first === undefined) return { name: 'bootstrap client', ok: true, detail: 'there is none', remedy: null };
  return {
    name: 'bootstrap client',
    ok: false,
    detail: `${living.join(', ')} holds every administrative scope`,
    remedy: `When it has done its work: ./cardea applications disable ${first}, and take BOOTSTRAP_CLIENT_ID and BOOTSTRAP_CLIENT_SECRET away.`,
  };
}
