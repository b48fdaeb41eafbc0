/**
 * Which host names and addresses never leave this machine. Anything unclear counts as public.
 */
import { isIPv4 } from 'node:net';

/** Whether a host, as in `HOST` or a URL, is this machine and nothing else. */
export function isLoopbackHost(host: string): boolean {
  const name = host.toLowerCase();
  if (name === 'localhost' || name.endsWith('.localhost')) return true;
  if (name === '::1' || name === '[::1]') return true;
  return isIPv4(name) && name.startsWith('127.');
}
