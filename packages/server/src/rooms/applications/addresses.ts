/**
 * Which addresses an application may name. They are compared character by character later, so only one spelling of each
 * is taken here; what a browser would read in two ways is refused (cases 99, 100, 118, 122).
 */

/** Text ids of what can be wrong with an address. */
export type AddressFinding =
  | 'malformed'
  | 'not_canonical'
  | 'wildcard'
  | 'fragment'
  | 'user_info'
  | 'scheme'
  | 'needs_https'
  | 'needs_native';

export type AddressRules = {
  readonly applicationType: 'web' | 'native';
  /** A development installation: plain http on this machine is fine. */
  readonly development: boolean;
};

const loopbackAddresses = new Set(['127.0.0.1', '[::1]']);
// RFC 8252, section 7.1: a reversed domain name, so that nobody else's scheme is taken and no browser's own is.
const privateUseScheme = /^[a-z][a-z0-9+-]*(?:\.[a-z0-9+-]+)+:$/;

/** What is wrong with an address that browsers are sent to with a code or after signing out; null when nothing is. */
export function examineRedirect(text: string, rules: AddressRules): AddressFinding | null {
  const read = readAddress(text);
  if (typeof read === 'string') return read;
  if (read.protocol === 'https:') return null;
  if (read.protocol === 'http:') {
    if (rules.development && isLoopback(read)) return null;
    if (!loopbackAddresses.has(read.hostname)) return 'needs_https';
    // RFC 8252, section 7.3: the name `localhost` can be made to point elsewhere, the addresses cannot.
    return rules.applicationType === 'native' ? null : 'needs_https';
  }
  if (!privateUseScheme.test(read.protocol)) return 'scheme';
  return rules.applicationType === 'native' ? null : 'needs_native';
}

/** What is wrong with an address of a page or of a call from server to server; null when nothing is. */
export function examineWeb(text: string, rules: { readonly development: boolean }): AddressFinding | null {
  const read = readAddress(text);
  if (typeof read === 'string') return read;
  if (read.protocol === 'https:' || (read.protocol === 'http:' && rules.development && isLoopback(read))) return null;
  return read.protocol === 'http:' ? 'needs_https' : 'scheme';
}

/** What is wrong with the name of an API: any absolute URI without a fragment (RFC 8707); null when nothing is. */
export function examineResource(text: string): AddressFinding | null {
  const read = readAddress(text);
  return typeof read === 'string' ? read : null;
}

function isLoopback(address: URL): boolean {
  const { hostname } = address;
  return loopbackAddresses.has(hostname) || hostname === 'localhost' || hostname.endsWith('.localhost');
}

function readAddress(text: string): URL | AddressFinding {
  // Printable ASCII without what parsers disagree about; foreign names are written in their ASCII form.
  if (!/^[\x21-\x7e]+$/.test(text) || /["<>\\^`{|}]/.test(text)) return 'malformed';
  if (text.includes('*')) return 'wildcard';
  if (text.includes('#')) return 'fragment';
  const address = URL.parse(text);
  if (address === null) return 'malformed';
  if (address.username !== '' || address.password !== '' || /^[^/]*\/\/[^/?]*@/.test(text)) return 'user_info';
  const isCanonical = address.href === text || (address.pathname === '/' && address.href === `${text}/`);
  return isCanonical && !/%2e|%2f|%5c/i.test(address.pathname) ? address : 'not_canonical';
}
