/**
 * Two ways one after the other: what the first cannot take now goes by the second at once. What the first refuses for
 * good stays refused. A way that cannot be reached is left alone for a while: a timeout is long for who waits for a code.
 */
import type { Clock } from '../../../../foundation/clock/index.ts';
import type { ProviderDelivery, ProviderSms, SmsProvider } from './provider.ts';

const restMilliseconds = 30_000;

/** A way with the name that its receipts come back under. */
export type NamedProvider = { readonly name: string; readonly provider: SmsProvider };

export type SentBy = { readonly delivery: ProviderDelivery; readonly name: string };

/** Sends by the first of these that takes it; `receiptUrl` is made for each. */
export function createFailover(ways: readonly NamedProvider[], clock: Clock) {
  const restsUntil = new Map<string, number>();

  async function sendBy(way: NamedProvider, sms: ProviderSms): Promise<SentBy> {
    const delivery = await way.provider.send(sms).catch((cause: unknown) => ({ kind: 'deferred' as const, cause }));
    if (delivery.kind === 'deferred') restsUntil.set(way.name, clock.monotonicMilliseconds() + restMilliseconds);
    else restsUntil.delete(way.name);
    return { delivery, name: way.name };
  }

  return async (smsFor: (name: string) => ProviderSms): Promise<SentBy> => {
    const now = clock.monotonicMilliseconds();
    const rests = ({ name }: NamedProvider) => (restsUntil.get(name) ?? 0) > now;
    const ordered = [...ways.filter((way) => !rests(way)), ...ways.filter(rests)];
    let last: SentBy | null = null;
    for (const way of ordered) {
      last = await sendBy(way, smsFor(way.name));
      if (last.delivery.kind !== 'deferred') return last;
    }
    if (last === null) throw new Error('there is no way to send text messages');
    return last;
  };
}
