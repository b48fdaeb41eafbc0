/**
 * The address of a way to send text messages, as it is set: `twilio://ACCOUNT:TOKEN@host?from=…`,
 * `vonage://APPLICATION:SIGNATURE_SECRET@host?from=…&key=…` or `webhook://:whsec_…@host/path`. Sentences never repeat it.
 */
import { isLoopbackHost } from './loopback.ts';

export type SmsRoute =
  | {
      readonly kind: 'twilio';
      readonly base: string;
      readonly account: string;
      readonly token: string;
      readonly sender: { readonly from: string } | { readonly service: string };
    }
  | {
      readonly kind: 'vonage';
      readonly base: string;
      readonly application: string;
      /** Signs what Vonage reports. */
      readonly signatureSecret: string;
      /** PEM. */
      readonly privateKey: string;
      readonly from: string;
    }
  | { readonly kind: 'webhook'; readonly base: string; readonly path: string; readonly secret: Buffer };

/** Tenant id, or `default` → its ways: the first and the one that takes over. */
export type SmsRoutes = Readonly<Record<string, readonly SmsRoute[]>>;

// What an alphanumeric sender may be, and a number or short code.
const senderForm = /^(\+?[1-9]\d{2,14}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/;

/** Reads one; null when it is none. */
export function parseSmsRoute(text: string): SmsRoute | null {
  const url = URL.parse(text);
  if (url === null || url.hostname === '' || url.hash !== '') return null;
  const user = decode(url.username);
  const secret = decode(url.password);
  if (user === null || secret === null) return null;
  // A local gateway or a test speaks http; whatever leaves the machine is encrypted.
  const base = `${isLoopbackHost(url.hostname) ? 'http' : 'https'}://${url.host}`;
  // People write a plus sign as it is; in a query it would be a space.
  const given = (name: string) => new URLSearchParams(url.search.replaceAll('+', '%2B')).get(name) ?? '';
  const from = given('from');
  if (url.protocol === 'twilio:') {
    if (!/^AC[0-9a-f]{32}$/i.test(user) || secret.length < 16) return null;
    const service = given('service');
    if (service !== '') {
      if (!/^MG[0-9a-f]{32}$/i.test(service) || from !== '') return null;
      return { kind: 'twilio', base, account: user, token: secret, sender: { service } };
    }
    return senderForm.test(from) ? { kind: 'twilio', base, account: user, token: secret, sender: { from } } : null;
  }
  if (url.protocol === 'vonage:') {
    const privateKey = Buffer.from(given('key'), 'base64').toString('utf8').trim();
    const isKey = /^-----BEGIN (?:RSA )?PRIVATE KEY-----[\s\S]+-----END (?:RSA )?PRIVATE KEY-----$/.test(privateKey);
    if (!/^[0-9a-f-]{36}$/i.test(user) || secret.length < 16 || !isKey || !senderForm.test(from)) return null;
    return { kind: 'vonage', base, application: user, signatureSecret: secret, privateKey, from };
  }
  if (url.protocol === 'webhook:') {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    if (user !== '' || !secret.startsWith('whsec_') || key.length < 24 || url.search !== '') return null;
    return { kind: 'webhook', base, path: url.pathname === '' ? '/' : url.pathname, secret: key };
  }
  return null;
}

/** Reads `tenant=address` pairs, separated by spaces or lines; the second of a tenant takes over. Null when one is none. */
export function parseSmsRoutes(text: string): SmsRoutes | null {
  const routes: Record<string, SmsRoute[]> = {};
  for (const entry of text.split(/\s+/).filter((part) => part !== '')) {
    const at = entry.indexOf('=');
    const name = entry.slice(0, Math.max(at, 0));
    const route = parseSmsRoute(entry.slice(at + 1));
    if (!/^ten_[0-9a-z]{26}$/.test(name) || route === null) return null;
    const ways = routes[name] ?? [];
    if (ways.length === 2) return null;
    routes[name] = [...ways, route];
  }
  return routes;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
