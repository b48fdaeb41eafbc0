/**
 * Every setting Cardea knows, declared once: name, form, default, whether it is a secret, and a line for the manual.
 * The settings page of the manual is generated from this table.
 */
import { z } from 'zod';
import { authorityFile, certificateHeader } from './client-certificates.ts';
import {
  bootstrapClientId,
  bootstrapClientSecret,
  databaseUrl,
  domainList,
  domainName,
  fileList,
  hostList,
  listenHost,
  mailFrom,
  masterKey,
  proxyList,
  publicUrl,
  rangeUrl,
  signatureKey,
  smsRoutes,
  smsUrl,
  smtpUrl,
  valkeyUrl,
  wholeNumber,
} from './values.ts';

export type SettingDeclaration<Schema extends z.ZodType = z.ZodType> = {
  readonly schema: Schema;
  /** Taken when the setting is absent, as if it had been given. */
  readonly default?: string;
  /** A secret may also be given as NAME_FILE, the path of a file that holds it. */
  readonly secret: boolean;
  readonly documentation: string;
};

function open<Schema extends z.ZodType>(schema: Schema, documentation: string) {
  return { schema, secret: false, documentation } as const satisfies SettingDeclaration<Schema>;
}

function defaulted<Schema extends z.ZodType>(schema: Schema, fallback: string, documentation: string) {
  return { schema, default: fallback, secret: false, documentation } as const satisfies SettingDeclaration<Schema>;
}

function secret<Schema extends z.ZodType>(schema: Schema, documentation: string) {
  return { schema, secret: true, documentation } as const satisfies SettingDeclaration<Schema>;
}

export const settingsTable = {
  PORT: defaulted(wholeNumber('PORT', 0, 65_535), '3000', 'The port to listen on.'),
  HOST: defaulted(listenHost, '127.0.0.1', 'The address to listen on.'),
  PUBLIC_URL: defaulted(publicUrl, 'http://localhost:PORT', 'The address people see, without a path.'),
  DATABASE_URL: secret(
    databaseUrl('DATABASE_URL'),
    'A PostgreSQL 15 or newer. Without it, one is embedded in DATA_DIR.',
  ),
  DATABASE_DIRECT_URL: secret(
    databaseUrl('DATABASE_DIRECT_URL'),
    'The same database past a connection pooler, for LISTEN and locks.',
  ),
  DATABASE_OWNER_URL: secret(
    databaseUrl('DATABASE_OWNER_URL'),
    'The same database as the role that owns the tables; used for migrations only.',
  ),
  DATABASE_POOL_MAX: defaulted(
    wholeNumber('DATABASE_POOL_MAX', 2, 1_000),
    '10',
    'The most database connections for requests; background work of a process takes up to seven more.',
  ),
  VALKEY_URL: secret(
    valkeyUrl,
    'A Valkey or Redis 7 that counts attempts for all nodes instead of PostgreSQL. While it is away, PostgreSQL does, with a quarter of each budget.',
  ),
  DATA_DIR: defaulted(z.string(), './data', 'Where the embedded database and the master key are kept.'),
  MASTER_KEY: secret(masterKey, 'The key above all keys, 32 bytes in base64. Without it, one is made in DATA_DIR.'),
  SMTP_URL: secret(
    smtpUrl('SMTP_URL'),
    'The mail server. Without it, Cardea runs on this machine for development only.',
  ),
  SMTP_FALLBACK_URL: secret(
    smtpUrl('SMTP_FALLBACK_URL'),
    'A second mail server, for what the first cannot take at the moment.',
  ),
  MAIL_FROM: open(mailFrom, 'The sender of every mail; needed with SMTP_URL.'),
  MAIL_DOMAINS: open(
    domainList,
    'Further domains, set up for mail, that the senders of tenants may be of; the domain of MAIL_FROM always is.',
  ),
  DKIM_PRIVATE_KEY: secret(
    signatureKey,
    'Signs every mail (DKIM): an RSA key in PEM. Without it, the mail server may sign instead.',
  ),
  DKIM_SELECTOR: open(
    domainName('DKIM_SELECTOR', 'cardea2026'),
    'Where the public half of DKIM_PRIVATE_KEY is found: SELECTOR._domainkey.DOMAIN.',
  ),
  DKIM_DOMAIN: open(
    domainName('DKIM_DOMAIN', 'example.com'),
    'The domain that signs; without it, the domain of MAIL_FROM.',
  ),
  SMS_URL: secret(
    smsUrl('SMS_URL'),
    'The way that text messages take: a twilio://, vonage:// or webhook:// address. Without it, none are sent.',
  ),
  SMS_FALLBACK_URL: secret(smsUrl('SMS_FALLBACK_URL'), 'A second way, for what the first cannot take at the moment.'),
  SMS_ROUTES: secret(
    smsRoutes,
    'Ways of single tenants instead, TENANT_ID=ADDRESS each; the second of a tenant takes over from its first.',
  ),
  TRUSTED_PROXIES: open(proxyList, 'Addresses and ranges of your own proxies, whose X-Forwarded-For is believed.'),
  CLIENT_CERTIFICATE_HEADER: open(
    certificateHeader,
    'The header in which your own proxies hand over client certificates; needs TRUSTED_PROXIES. Without it, there are none.',
  ),
  CLIENT_CERTIFICATE_CA_FILE: open(
    authorityFile,
    'A file in PEM with the authorities whose certificates prove an application; needs CLIENT_CERTIFICATE_HEADER.',
  ),
  GEOGRAPHY_FILE: open(
    fileList,
    'Your own files (.mmdb, as MaxMind and DB-IP publish them) of cities, countries or ASNs, with commas between. Without them, countries come from data that is built in.',
  ),
  BREACHED_PASSWORDS_FILE: open(
    z.string(),
    'A file that `breached-passwords import` made, for installations of several nodes. Without it, the one in DATA_DIR.',
  ),
  BREACHED_PASSWORDS_RANGE_URL: open(
    rangeUrl,
    'A range service (the protocol of Pwned Passwords) that is asked by five digits of a hash. Without it, none is.',
  ),
  METRICS_PORT: open(wholeNumber('METRICS_PORT', 1, 65_535), 'The port of /metrics. Without it, there are none.'),
  DEV_HOSTS: open(hostList, 'Further host names to answer to in development, for phones and emulators.'),
  BOOTSTRAP_CLIENT_ID: open(
    bootstrapClientId,
    'Makes, once, a machine client of this id with every administrative scope; needs BOOTSTRAP_CLIENT_SECRET.',
  ),
  BOOTSTRAP_CLIENT_SECRET: secret(
    bootstrapClientSecret,
    'Its secret, at least 32 characters. Disable the client once there are administrators.',
  ),
  LOG_LEVEL: defaulted(
    z.enum(['debug', 'info', 'warn', 'error'], { error: 'LOG_LEVEL must be debug, info, warn or error.' }),
    'info',
    'The least important lines to write.',
  ),
  NODE_ENV: open(z.string(), 'Read by libraries; it never switches a development feature of Cardea on or off.'),
} as const satisfies Record<string, SettingDeclaration>;

export type SettingName = keyof typeof settingsTable;

/** Names that are promised for later and mean nothing yet: neither settings nor misspellings. */
export const reservedNames: ReadonlySet<string> = new Set(['DATABASE_READ_URL', 'NATS_URL', 'WORKERS']);
