/**
 * Every setting Cardea knows, declared once: name, form, default, whether it is a secret, and a line for the manual.
 * The settings page of the manual is generated from this table.
 */
import { z } from 'zod';
import {
  bootstrapClientId,
  bootstrapClientSecret,
  databaseUrl,
  domainList,
  domainName,
  hostList,
  listenHost,
  mailFrom,
  masterKey,
  proxyList,
  publicUrl,
  signatureKey,
  smsRoutes,
  smsUrl,
  smtpUrl,
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
export const reservedNames: ReadonlySet<string> = new Set(['DATABASE_READ_URL', 'VALKEY_URL', 'NATS_URL', 'WORKERS']);
