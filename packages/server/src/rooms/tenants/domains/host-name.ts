/** Which names a tenant may answer at. Pure: nothing is looked up here. */
import { isIP } from 'node:net';

const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The host as it is stored, or null when it is none: a name with a dot, in ASCII (`xn--` for other letters), without
 * an address before or a path behind it. Names of loopback, and ports, belong to an installation that is on loopback.
 */
export function readHostName(value: string, isLoopbackInstallation: boolean): string | null {
  const text = value.trim().toLowerCase();
  if (!/^[^\s/?#@\\%]{1,260}$/u.test(text)) return null;
  const url = URL.parse(`https://${text}`);
  if (url === null || url.pathname !== '/' || url.username !== '') return null;
  const { hostname, port } = url;
  const labels = hostname.split('.');
  if (isIP(hostname) !== 0 || hostname.length > 253 || !labels.every((part) => label.test(part))) return null;
  // What ends in digits alone is read as an address by browsers.
  if (/^\d+$/.test(labels.at(-1) ?? '')) return null;
  const host = port === '' ? hostname : `${hostname}:${port}`;
  if (isLoopbackInstallation) return host;
  return labels.length >= 2 && port === '' && !isLoopbackName(hostname) ? host : null;
}

/** Whether a stored host never leaves the machine. */
export function isLoopbackName(host: string): boolean {
  const name = host.replace(/:\d+$/, '');
  return name === 'localhost' || name.endsWith('.localhost');
}
