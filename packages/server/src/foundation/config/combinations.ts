/**
 * What makes sense alone and is unsafe together. Development means loopback on both sides and no mail server; whatever
 * is not development must be fit for strangers.
 */
import { isLoopbackHost } from './loopback.ts';
import { holdsSamplePassword } from './secrets.ts';

type Combined = {
  readonly port: number;
  readonly host: string;
  readonly publicUrl: URL;
  readonly databaseUrl?: string | undefined;
  readonly databaseDirectUrl?: string | undefined;
  readonly databaseOwnerUrl?: string | undefined;
  readonly smtpUrl?: string | undefined;
  readonly smtpFallbackUrl?: string | undefined;
  readonly mailFrom?: string | undefined;
  readonly metricsPort?: number | undefined;
  readonly developmentHosts: readonly string[];
  readonly trustedProxies: readonly string[];
  /** What was given, by name, read or not. */
  readonly given?: { readonly [name: string]: string | undefined };
};

/** Whether development features may exist: decided by what can be reached, never by a flag. */
export function isDevelopment(settings: Pick<Combined, 'host' | 'publicUrl' | 'smtpUrl'>): boolean {
  const reachable = !isLoopbackHost(settings.publicUrl.hostname) || !isLoopbackHost(settings.host);
  return !reachable && settings.smtpUrl === undefined;
}

export function refuseCombinations(settings: Combined): string[] {
  const sentences: string[] = [];
  const refuseIf = (condition: boolean, sentence: string) => {
    if (condition) sentences.push(sentence);
  };
  const development = isDevelopment(settings);
  const publicIsLoopback = isLoopbackHost(settings.publicUrl.hostname);

  refuseIf(
    settings.publicUrl.protocol === 'http:' && !publicIsLoopback,
    'PUBLIC_URL must begin with https:// because it is reached from other machines. Put a proxy with TLS in front.',
  );
  refuseIf(
    !development && settings.smtpUrl === undefined,
    publicIsLoopback
      ? 'HOST lets other machines in, so this is not development. Set SMTP_URL, or set HOST to 127.0.0.1.'
      : 'SMTP_URL is missing: people could not confirm their address. Set it to your mail server.',
  );
  refuseIf(
    settings.smtpUrl !== undefined && settings.mailFrom === undefined,
    'MAIL_FROM is missing: set it to the address your mails come from.',
  );
  refuseIf(
    settings.smtpUrl === undefined && settings.smtpFallbackUrl !== undefined,
    'SMTP_FALLBACK_URL needs SMTP_URL beside it: it takes what that one cannot.',
  );
  refuseIf(
    settings.given?.['SMS_URL'] === undefined && settings.given?.['SMS_FALLBACK_URL'] !== undefined,
    'SMS_FALLBACK_URL needs SMS_URL beside it: it takes what that one cannot.',
  );
  const { DKIM_PRIVATE_KEY: signatureKey, DKIM_SELECTOR: selector } = settings.given ?? {};
  refuseIf(
    (signatureKey === undefined) !== (selector === undefined),
    'DKIM_PRIVATE_KEY and DKIM_SELECTOR belong together. Set both, or neither.',
  );
  const { BOOTSTRAP_CLIENT_ID: bootstrapId, BOOTSTRAP_CLIENT_SECRET: bootstrapSecret } = settings.given ?? {};
  refuseIf(
    (bootstrapId === undefined) !== (bootstrapSecret === undefined),
    'BOOTSTRAP_CLIENT_ID and BOOTSTRAP_CLIENT_SECRET belong together. Set both, or neither.',
  );
  const { CLIENT_CERTIFICATE_HEADER: certificateHeader, CLIENT_CERTIFICATE_CA_FILE: authorities } =
    settings.given ?? {};
  refuseIf(
    certificateHeader !== undefined && settings.trustedProxies.length === 0,
    'CLIENT_CERTIFICATE_HEADER needs TRUSTED_PROXIES: anybody could write that header, and only your proxies are believed.',
  );
  refuseIf(
    certificateHeader === undefined && authorities !== undefined,
    'CLIENT_CERTIFICATE_CA_FILE needs CLIENT_CERTIFICATE_HEADER beside it: no certificate would arrive.',
  );
  refuseIf(
    !development && settings.developmentHosts.length > 0,
    'DEV_HOSTS works in development only. Take it away, or use PUBLIC_URL and HOST on this machine without SMTP_URL.',
  );
  refuseIf(
    settings.databaseUrl === undefined && settings.databaseDirectUrl !== undefined,
    'DATABASE_DIRECT_URL needs DATABASE_URL beside it. Set both, or neither.',
  );
  refuseIf(
    settings.databaseUrl === undefined && settings.databaseOwnerUrl !== undefined,
    'DATABASE_OWNER_URL needs DATABASE_URL beside it. Set both, or neither.',
  );
  refuseIf(
    settings.metricsPort !== undefined && settings.metricsPort === settings.port,
    'METRICS_PORT must differ from PORT, because figures are not for the public.',
  );
  const urls = {
    DATABASE_URL: settings.databaseUrl,
    DATABASE_DIRECT_URL: settings.databaseDirectUrl,
    DATABASE_OWNER_URL: settings.databaseOwnerUrl,
    SMTP_URL: settings.smtpUrl,
    SMTP_FALLBACK_URL: settings.smtpFallbackUrl,
  };
  for (const [name, url] of Object.entries(urls)) {
    refuseIf(
      !development && url !== undefined && holdsSamplePassword(url),
      `${name} holds a password that stands in examples. Choose another one.`,
    );
  }
  return sentences;
}
