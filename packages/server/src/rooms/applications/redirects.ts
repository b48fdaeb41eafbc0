/**
 * Whether an address is one that the application registered: the very same text. RFC 8252, section 7.3: an installed app
 * on this machine listens where a port is free, so of its loopback addresses the port alone may be another.
 */
import type { Application } from './application.ts';

const loopback = /^http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost)(?=[:/?]|$)/;
const withoutPort = (address: string): string | null => {
  const [origin] = loopback.exec(address) ?? [];
  return origin === undefined ? null : `${origin}${address.slice(origin.length).replace(/^:\d{1,5}(?=[/?]|$)/, '')}`;
};

/** Whether browsers may be sent there for it. */
export function isRedirectOf({ metadata }: Pick<Application, 'metadata'>, address: string): boolean {
  if (metadata.redirect_uris.includes(address)) return true;
  const wanted = metadata.application_type === 'native' && URL.canParse(address) ? withoutPort(address) : null;
  return wanted !== null && metadata.redirect_uris.some((registered) => withoutPort(registered) === wanted);
}
