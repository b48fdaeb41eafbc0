/** Whether requests come through a proxy that is not listed: then all customers behind it look like one. */
import type { Settings } from '../../foundation/config/index.ts';
import type { Finding } from './finding.ts';

/** `seen`: proxies that are not listed and handed requests on within the last hours. */
export function examineProxies({ trustedProxies }: Settings, seen: readonly string[]): Finding {
  const name = 'proxies';
  if (trustedProxies.length > 0) return { name, ok: true, detail: trustedProxies.join(', '), remedy: null };
  if (seen.length === 0) return { name, ok: true, detail: 'none are set, and none was seen', remedy: null };
  const addresses = seen.join(', ');
  return {
    name,
    ok: false,
    detail: `${addresses} hands requests on and is not listed: all customers behind it count as one`,
    remedy: `If this is your own proxy, set TRUSTED_PROXIES=${addresses} and start the server again.`,
  };
}
