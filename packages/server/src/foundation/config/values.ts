/**
 * The form of each setting: from the text of the environment to the value the server works with. Every message is a
 * sentence for the operator and never repeats a value that could be secret.
 */
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { readSender } from './mail-address.ts';
import { isGuessable, parseMasterKey } from './secrets.ts';
import { parseSmsRoute, parseSmsRoutes } from './sms-route.ts';

/** A whole number within limits. */
export function wholeNumber(name: string, lowest: number, highest: number) {
  const sentence = `${name} must be a whole number from ${lowest} to ${highest}.`;
  return z
    .string()
    .regex(/^\d{1,9}$/, sentence)
    .transform(Number)
    .refine((value) => value >= lowest && value <= highest, sentence);
}

export const listenHost = z
  .string()
  .refine(
    (text) => isIP(text) !== 0 || isHostName(text),
    'HOST must be an address or a host name to listen on, such as 127.0.0.1 or 0.0.0.0.',
  );

export const publicUrl = z.string().transform((text, context) => {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    return refuse(context, 'PUBLIC_URL must be the address people see, such as https://id.example.com.');
  }
  // `https://host?` and `https://host#` parse to empty parts: only the text still shows them.
  if (url.pathname !== '/' || /[?#]/.test(text)) {
    return refuse(context, 'PUBLIC_URL must end after the host: take the path, query and fragment away.');
  }
  if (url.username !== '' || url.password !== '' || text.includes('@')) {
    return refuse(context, 'PUBLIC_URL must not hold a user name or password: take them away.');
  }
  return url;
});

/** Where the five digits follow; a slash is put before them. */
export const rangeUrl = z.string().transform((text, context) => {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || /[?#@]/.test(text)) {
    return refuse(
      context,
      'BREACHED_PASSWORDS_RANGE_URL must be an address such as https://api.pwnedpasswords.com/range/.',
    );
  }
  return url.href.endsWith('/') ? url.href : `${url.href}/`;
});

/** A database address; the password in it stays out of every sentence. */
export function databaseUrl(name: string) {
  return z
    .string()
    .refine((text) => {
      const url = URL.parse(text);
      return url !== null && (url.protocol === 'postgres:' || url.protocol === 'postgresql:');
    }, `${name} must be a PostgreSQL address, such as postgres://user:password@host:5432/database.`)
    .refine(isDecodable, undecodable(name));
}

/** The address of a mail server. */
export function smtpUrl(name: string) {
  return z
    .string()
    .refine((text) => {
      const url = URL.parse(text);
      return url !== null && (url.protocol === 'smtp:' || url.protocol === 'smtps:') && url.hostname !== '';
    }, `${name} must be a mail server, such as smtps://user:password@mail.example.com:465.`)
    .refine(isDecodable, undecodable(name));
}

/** The address of a Valkey or a Redis. */
export const valkeyUrl = z
  .string()
  .refine((text) => {
    const url = URL.parse(text);
    return url !== null && /^(redis|valkey)s?:$/.test(url.protocol) && url.hostname !== '';
  }, 'VALKEY_URL must be the address of a Valkey or Redis, such as valkeys://user:password@valkey.example.com:6379.')
  .refine(isDecodable, undecodable('VALKEY_URL'));

/** The way text messages take. */
export function smsUrl(name: string) {
  return z
    .string()
    .transform(
      (text, context) =>
        parseSmsRoute(text) ??
        refuse(context, `${name} must be a twilio://, vonage:// or webhook:// address; docs/guides/sms.md shows each.`),
    );
}

export const smsRoutes = z
  .string()
  .transform(
    (text, context) =>
      parseSmsRoutes(text) ??
      refuse(
        context,
        'SMS_ROUTES must be a list of TENANT_ID=ADDRESS, at most two of a tenant; docs/guides/sms.md shows them.',
      ),
  );

export const mailFrom = z
  .string()
  .refine(
    (text) => text.length <= 400 && readSender(text) !== null,
    'MAIL_FROM must be one address, such as no-reply@example.com or Example <no-reply@example.com>.',
  );

/** A name in the DNS, such as the domain that a mail is signed for. */
export function domainName(name: string, example: string) {
  return z.string().toLowerCase().refine(isHostName, `${name} must be a name in the DNS, such as ${example}.`);
}

/** The key that signs mails, by its looks; whether it is one is seen where keys are read. */
export const signatureKey = z
  .string()
  .regex(
    /^-----BEGIN (?:RSA )?PRIVATE KEY-----[\s\S]+-----END (?:RSA )?PRIVATE KEY-----$/,
    'DKIM_PRIVATE_KEY must be an RSA key in PEM. Make one with: openssl genrsa 2048',
  );

export const masterKey = z.string().transform((text, context) => {
  const parsed = parseMasterKey(text);
  return 'key' in parsed ? parsed.key : refuse(context, parsed.sentence);
});

export const bootstrapClientId = z
  .string()
  .refine(
    (text) => /^[a-z0-9][a-z0-9._-]{2,39}$/.test(text) && !text.startsWith('cus_') && text !== 'console',
    'BOOTSTRAP_CLIENT_ID must be 3 to 40 lower-case letters, digits, dots, hyphens or underscores; not console.',
  );

export const bootstrapClientSecret = z
  .string()
  .refine(
    (text) => /^[\x21-\x7e]{32,200}$/.test(text) && !isGuessable(text),
    'BOOTSTRAP_CLIENT_SECRET must be at least 32 characters drawn by chance. Make one with: openssl rand -base64 32',
  );

export const proxyList = z.string().transform((text, context) => {
  const ranges: string[] = [];
  for (const entry of splitList(text)) {
    const range = parseRange(entry);
    if (range === null) {
      return refuse(context, 'TRUSTED_PROXIES must be a list of addresses or ranges, such as 10.0.0.0/8, 192.0.2.7.');
    }
    if (range.length < (range.family === 4 ? 8 : 7)) {
      return refuse(
        context,
        'TRUSTED_PROXIES must name your proxies only: a range this wide lets anybody invent an address.',
      );
    }
    ranges.push(range.text);
  }
  return ranges;
});

export const hostList = z.string().transform((text, context) => {
  const hosts = splitList(text.toLowerCase());
  const valid = hosts.every((host) => isIP(host) !== 0 || isHostName(host));
  return valid ? hosts : refuse(context, 'DEV_HOSTS must be a list of host names without port, such as laptop.local.');
});

export const domainList = z.string().transform((text, context) => {
  const domains = splitList(text.toLowerCase());
  const valid = domains.every((domain) => isHostName(domain) && domain.includes('.'));
  return valid
    ? domains
    : refuse(context, 'MAIL_DOMAINS must be a list of domains, such as example.com, shop.example.');
});

/** Paths, absolute; a comma parts them, because a path may hold spaces. */
export const fileList = z.string().transform((text) =>
  text
    .split(',')
    .map((path) => path.trim())
    .filter((path) => path !== '')
    .map((path) => resolve(path)),
);

/** Whether user and password can be read: a bare percent sign in a password is the usual mistake. */
function isDecodable(text: string): boolean {
  const url = URL.parse(text);
  try {
    decodeURIComponent(`${url?.username ?? ''} ${url?.password ?? ''}`);
    return true;
  } catch {
    return false;
  }
}

function undecodable(name: string): string {
  return `${name} holds a percent sign that stands for nothing. Write % as %25 in its user and password.`;
}

function refuse(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}

function splitList(text: string): string[] {
  return text.split(/[\s,]+/).filter((entry) => entry !== '');
}

function isHostName(text: string): boolean {
  return text.length <= 253 && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i.test(text);
}

function parseRange(entry: string): { readonly text: string; readonly family: 4 | 6; readonly length: number } | null {
  const [address = '', prefix, ...rest] = entry.split('/');
  const family = isIP(address);
  if ((family !== 4 && family !== 6) || rest.length > 0 || address.includes('%')) return null;
  const longest = family === 4 ? 32 : 128;
  if (prefix === undefined) return { text: `${address}/${longest}`, family, length: longest };
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > longest) return null;
  return { text: `${address}/${Number(prefix)}`, family, length: Number(prefix) };
}
