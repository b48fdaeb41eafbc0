/** The ways that text messages take out of the house, as the settings describe them; a way is known by its name. */
import type { Clock } from '../../../../foundation/clock/index.ts';
import { type Settings, type SmsRoute, settingsRefusal } from '../../../../foundation/config/index.ts';
import { publicHalfOf } from '../../../../foundation/encryption/index.ts';
import { createHttpClient, type HttpClient } from '../../../../foundation/http-client/index.ts';
import { createFailover, type NamedProvider } from './failover.ts';
import type { SmsProvider } from './provider.ts';
import { createTwilio } from './twilio.ts';
import { createVonage } from './vonage.ts';
import { createWebhook } from './webhook.ts';

export type SmsRoutesOut = ReturnType<typeof createSmsRoutes>;

/** Opens no connection yet. */
export function createSmsRoutes(settings: Pick<Settings, 'smsRoutes'>, clock: Clock) {
  const configured = Object.entries(settings.smsRoutes ?? {});
  const http = clientFor(configured.flatMap(([, ways]) => ways));
  const named = configured.map(([route, ways]) => {
    const providers = ways.map((way, index): NamedProvider => {
      // The second of a name has a name of its own: its receipts are signed with another secret.
      return { name: index === 0 ? route : `${route}.2`, provider: createProvider(way, http, clock) };
    });
    return [route, providers] as const;
  });
  const senders = new Map(named.map(([route, ways]) => [route, createFailover(ways, clock)]));
  const providers = new Map(named.flatMap(([, ways]) => ways.map(({ name, provider }) => [name, provider] as const)));
  return {
    /** Sends by a route; undefined where there is none of this name. */
    sender: (route: string) => senders.get(route),
    /** Whose receipts come under this name. */
    provider: (name: string): SmsProvider | undefined => providers.get(name),
    /** Whether there is a route of this name. */
    has: (route: string): boolean => senders.has(route),
  };
}

function createProvider(route: SmsRoute, http: HttpClient, clock: Clock): SmsProvider {
  switch (route.kind) {
    case 'twilio':
      return createTwilio(route, http);
    case 'vonage':
      if (publicHalfOf(route.privateKey) === null)
        throw settingsRefusal(['A vonage:// address must hold an RSA key of 2048 bits or more, in base64, as key=.']);
      return createVonage(route, { http, clock });
    case 'webhook':
      return createWebhook(route, { http, clock });
  }
}

/** Whoever set an address of this very machine means it; everything else passes the guard. */
function clientFor(ways: readonly SmsRoute[]): HttpClient {
  const bases = ways.map(({ base }) => new URL(base));
  return createHttpClient({
    timeoutMilliseconds: 8000,
    mostBytes: 64 * 1024,
    ports: bases.flatMap(({ port }) => (port === '' ? [] : [Number(port)])),
    developmentHosts: bases.filter(({ protocol }) => protocol === 'http:').map(({ host }) => host),
  });
}
