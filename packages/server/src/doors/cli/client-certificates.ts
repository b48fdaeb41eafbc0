/** What `doctor` says of client certificates: an application that needs them gets nothing where none arrive. */
import type { Settings } from '../../foundation/config/index.ts';
import type { Finding } from './finding.ts';
import type { WithRooms } from './rooms.ts';

const shown = 5;

/** Not well while an application in use cannot be served; where nobody needs any, nothing is asked of anybody. */
export async function examineClientCertificates(settings: Settings, withRooms: WithRooms): Promise<Finding> {
  const needing = await withRooms(settings, ({ applications }) => applications.withCertificates());
  const unserved = needing.filter(({ isServed }) => !isServed).map(({ applicationId }) => applicationId);
  const { clientCertificates } = settings;
  const name = 'client certificates';
  const [first] = unserved;
  if (first === undefined) {
    const arriving = clientCertificates === undefined ? 'none arrive' : `they arrive in ${clientCertificates.header}`;
    const asked = needing.length === 0 ? 'and no application asks for any' : `${needing.length} in use ask for them`;
    return { name, ok: true, detail: `${arriving}, ${asked}`, remedy: null };
  }
  const [missing, remedy] =
    clientCertificates === undefined
      ? ['no certificate arrives', 'Set CLIENT_CERTIFICATE_HEADER and TRUSTED_PROXIES']
      : ['no authority is named', 'Set CLIENT_CERTIFICATE_CA_FILE'];
  const more = unserved.length > shown ? ` and ${unserved.length - shown} more` : '';
  return {
    name,
    ok: false,
    detail: `${unserved.slice(0, shown).join(', ')}${more} cannot be served: ${missing}`,
    remedy: `${remedy} (docs/guides/security-profiles.md), or disable it: ./cardea applications disable ${first}`,
  };
}
