/**
 * Which addresses of a provider we speak to: https, in the one spelling there is, without a user (case 100). Where they
 * lead is asked again of the guarded client, at each connection it makes.
 */

/** Text ids of what can be wrong with an address. */
export type AddressFinding = 'malformed' | 'not_canonical' | 'https_only' | 'user_info' | 'fragment' | 'query';

/** What is wrong with it; null when nothing is. `development`: plain http on this machine is fine. */
export function examineAddress(
  text: string,
  { development, mayHaveQuery }: { readonly development: boolean; readonly mayHaveQuery: boolean },
): AddressFinding | null {
  if (!/^[\x21-\x7e]+$/.test(text) || /["<>\\^`{|}]/.test(text)) return 'malformed';
  const url = URL.parse(text);
  if (url === null) return 'malformed';
  if (text.includes('#')) return 'fragment';
  if (url.username !== '' || url.password !== '' || /^[^/]*\/\/[^/?]*@/.test(text)) return 'user_info';
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'https_only';
  if (text.includes('?') && !mayHaveQuery) return 'query';
  const isCanonical = url.href === text || (url.pathname === '/' && url.href === `${text}/`);
  if (!isCanonical || /%2e|%2f|%5c/i.test(url.pathname)) return 'not_canonical';
  if (url.protocol === 'https:' || (development && isLoopback(url))) return null;
  return 'https_only';
}

/** Whether an address never leaves the machine. */
export function isLoopbackAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && isLoopback(url);
}

function isLoopback({ hostname }: URL): boolean {
  return (
    hostname === '127.0.0.1' || hostname === '[::1]' || hostname === 'localhost' || hostname.endsWith('.localhost')
  );
}
