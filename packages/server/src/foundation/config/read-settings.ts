/**
 * From the environment to settings that make sense together, or to one refusal that names everything at once.
 */
import { resolve } from 'node:path';
import type { z } from 'zod';
import { isDevelopment, refuseCombinations } from './combinations.ts';
import { readSender } from './mail-address.ts';
import { collectRawValues } from './raw-values.ts';
import { settingsRefusal } from './refusal.ts';
import { reservedNames, type SettingName, settingsTable } from './settings-table.ts';
import type { SmsRoute, SmsRoutes } from './sms-route.ts';
import { findMisspelt } from './spelling.ts';

export type Settings = {
  readonly port: number;
  readonly host: string;
  /** The origin of the default tenant; no path. */
  readonly publicUrl: URL;
  /** Absolute. */
  readonly dataDirectory: string;
  readonly databaseUrl?: string;
  readonly databaseDirectUrl?: string;
  readonly databaseOwnerUrl?: string;
  /** What counts attempts in the place of the database. */
  readonly valkeyUrl?: string;
  readonly databasePoolMax: number;
  /** 32 bytes, only if given by MASTER_KEY. */
  readonly masterKey?: Buffer;
  readonly smtpUrl?: string;
  /** Takes what the first mail server cannot. */
  readonly smtpFallbackUrl?: string;
  readonly mailFrom?: string;
  /** Domains besides that of the sender, lower case. */
  readonly mailDomains?: readonly string[];
  /** How mails are signed. */
  readonly mailSignature?: { readonly domain: string; readonly selector: string; readonly privateKey: string };
  /** The ways that text messages take: the first and the one that takes over; `default` and those of a name. */
  readonly smsRoutes?: SmsRoutes;
  /** CIDR ranges. */
  readonly trustedProxies: readonly string[];
  /** The header that client certificates come in, in lower case, and the authorities that count, in PEM, if any do. */
  readonly clientCertificates?: { readonly header: string; readonly authorities?: string };
  /** Absolute paths of the operator's own geography files; absent where there are none. */
  readonly geographyFiles?: readonly string[];
  /** Absolute; where leaked passwords are instead of in the data directory. */
  readonly breachedPasswordsFile?: string;
  /** Ends with a slash. */
  readonly breachedPasswordsRangeUrl?: string;
  readonly metricsPort?: number;
  /** A machine client to make, once. */
  readonly bootstrapClient?: { readonly clientId: string; readonly clientSecret: string };
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  readonly developmentHosts: readonly string[];
  /** PUBLIC_URL and HOST both loopback and SMTP_URL absent, whatever NODE_ENV says. */
  readonly development: boolean;
  /** What does not stop the start but should be put right; absent when there is nothing. */
  readonly warnings?: readonly string[];
};

/** Where leaked passwords are looked up that were imported. */
export function breachedPasswordsFile(settings: Pick<Settings, 'breachedPasswordsFile' | 'dataDirectory'>): string {
  return settings.breachedPasswordsFile ?? resolve(settings.dataDirectory, 'breached-passwords.bin');
}

type Values = { [Name in SettingName]?: z.infer<(typeof settingsTable)[Name]['schema']> };

/** Reads the settings, or throws a `SettingsRefusal` with one sentence for everything that is wrong. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const names = Object.keys(settingsTable) as SettingName[];
  const known = new Set(names.flatMap((name) => (settingsTable[name].secret ? [name, `${name}_FILE`] : [name])));
  const nonsense = new Set(names.filter((name) => !settingsTable[name].secret).map((name) => `${name}_FILE`));
  const sentences = findMisspelt(environment, known, new Set([...reservedNames, ...nonsense])).map(
    ({ name, nearest }) => `${name} is not a setting. Did you mean ${nearest}?`,
  );

  const raw = collectRawValues(environment);
  sentences.push(...raw.sentences);
  const values: Values = {};
  for (const name of names) parseInto(values, name, raw.values, sentences);

  const settings = assemble(values, raw.values);
  if (settings !== null) sentences.push(...refuseCombinations({ ...settings, given: raw.values }));
  if (settings === null || sentences.length > 0) throw settingsRefusal(sentences);
  return raw.warnings.length === 0 ? settings : { ...settings, warnings: raw.warnings };
}

function parseInto<Name extends SettingName>(
  values: { [Key in Name]?: Values[Name] },
  name: Name,
  raw: Partial<Record<SettingName, string>>,
  sentences: string[],
): void {
  const declared = settingsTable[name];
  const fallback =
    'default' in declared ? declared.default.replace('PORT', raw.PORT ?? settingsTable.PORT.default) : undefined;
  const text = raw[name] ?? fallback;
  if (text === undefined) return;
  const parsed = declared.schema.safeParse(text);
  if (parsed.success) values[name] = parsed.data as Values[Name];
  // A default built from a wrong PORT is wrong for PORT's reason; saying it twice helps nobody.
  else if (raw[name] !== undefined) sentences.push(...new Set(parsed.error.issues.map((issue) => issue.message)));
}

/**
 * Null when not even the addresses are known. A text that failed stands in for its value, so that the combinations can
 * be judged and named together with it; such settings are never returned.
 */
function assemble(values: Values, raw: Partial<Record<SettingName, string>>): Settings | null {
  const { PORT: port, HOST: host, PUBLIC_URL: publicUrl } = values;
  if (port === undefined || host === undefined || publicUrl === undefined) return null;
  const smtpUrl = values.SMTP_URL ?? raw.SMTP_URL;
  return {
    port,
    host,
    publicUrl,
    dataDirectory: resolve(values.DATA_DIR ?? settingsTable.DATA_DIR.default),
    databasePoolMax: values.DATABASE_POOL_MAX ?? Number(settingsTable.DATABASE_POOL_MAX.default),
    trustedProxies: values.TRUSTED_PROXIES ?? [],
    logLevel: values.LOG_LEVEL ?? 'info',
    developmentHosts: values.DEV_HOSTS ?? [],
    development: isDevelopment({ host, publicUrl, smtpUrl }),
    ...present('databaseUrl', values.DATABASE_URL ?? raw.DATABASE_URL),
    ...present('databaseDirectUrl', values.DATABASE_DIRECT_URL ?? raw.DATABASE_DIRECT_URL),
    ...present('databaseOwnerUrl', values.DATABASE_OWNER_URL ?? raw.DATABASE_OWNER_URL),
    ...present('valkeyUrl', values.VALKEY_URL ?? raw.VALKEY_URL),
    ...present('masterKey', values.MASTER_KEY),
    ...present('smtpUrl', smtpUrl),
    ...present('mailFrom', values.MAIL_FROM ?? raw.MAIL_FROM),
    ...present('smtpFallbackUrl', values.SMTP_FALLBACK_URL ?? raw.SMTP_FALLBACK_URL),
    ...present('mailDomains', values.MAIL_DOMAINS),
    ...present('mailSignature', signatureOf(values)),
    ...present('smsRoutes', smsRoutesOf(values)),
    ...present('geographyFiles', values.GEOGRAPHY_FILE),
    ...present('clientCertificates', clientCertificatesOf(values)),
    ...present(
      'breachedPasswordsFile',
      values.BREACHED_PASSWORDS_FILE === undefined ? undefined : resolve(values.BREACHED_PASSWORDS_FILE),
    ),
    ...present('breachedPasswordsRangeUrl', values.BREACHED_PASSWORDS_RANGE_URL),
    ...present('metricsPort', values.METRICS_PORT),
    ...present('bootstrapClient', bootstrapClientOf(values)),
  };
}

function clientCertificatesOf(values: Values): Settings['clientCertificates'] {
  const { CLIENT_CERTIFICATE_HEADER: header, CLIENT_CERTIFICATE_CA_FILE: authorities } = values;
  return header === undefined ? undefined : { header, ...present('authorities', authorities) };
}

function bootstrapClientOf(values: Values): Settings['bootstrapClient'] {
  const { BOOTSTRAP_CLIENT_ID: clientId, BOOTSTRAP_CLIENT_SECRET: clientSecret } = values;
  return clientId === undefined || clientSecret === undefined ? undefined : { clientId, clientSecret };
}

function smsRoutesOf(values: Values): Settings['smsRoutes'] {
  const { SMS_URL: first, SMS_FALLBACK_URL: second, SMS_ROUTES: named } = values;
  if (first === undefined && named === undefined) return undefined;
  const usual: SmsRoute[] = first === undefined ? [] : [first, ...(second === undefined ? [] : [second])];
  return { ...named, ...(usual.length === 0 ? {} : { default: usual }) };
}

function signatureOf(values: Values): Settings['mailSignature'] {
  const { DKIM_PRIVATE_KEY: privateKey, DKIM_SELECTOR: selector, MAIL_FROM: from } = values;
  const domain = values.DKIM_DOMAIN ?? (from === undefined ? undefined : readSender(from)?.host);
  return privateKey === undefined || selector === undefined || domain === undefined
    ? undefined
    : { privateKey, selector, domain };
}

function present<Key extends string, Value>(key: Key, value: Value | undefined): { [Name in Key]?: Value } {
  return (value === undefined ? {} : { [key]: value }) as { [Name in Key]?: Value };
}
