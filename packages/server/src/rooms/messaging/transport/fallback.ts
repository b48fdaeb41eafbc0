/**
 * Two mail servers, one after the other: what the first cannot take now goes to the second at once, under the same
 * Message-ID. What the first refuses for good stays refused: asking another would only repeat it. Of the second, only
 * what it says of the receiver is believed.
 */
import type { Clock } from '../../../foundation/clock/index.ts';
import type { Delivery, MailTransport, OutgoingMail } from './mail-transport.ts';

// A server that cannot be reached costs ten seconds a try, so it is left alone for a while.
const restMilliseconds = 30_000;

/** Sends by the first, and by the second while the first cannot. */
export function createFallbackTransport(deps: {
  readonly first: MailTransport;
  readonly second: MailTransport;
  readonly clock: Clock;
}): MailTransport {
  const { first, second, clock } = deps;
  let restsUntil = 0;

  async function sendByFirst(mail: OutgoingMail): Promise<Delivery> {
    const delivery = await first.send(mail);
    const unreachable = delivery.kind === 'deferred' && !hasAnswered(delivery.cause);
    restsUntil = unreachable ? clock.monotonicMilliseconds() + restMilliseconds : 0;
    return delivery;
  }

  return {
    async send(mail) {
      const rests = clock.monotonicMilliseconds() < restsUntil;
      const [one, other] = rests ? [second.send, sendByFirst] : [sendByFirst, second.send];
      const delivery = await one(mail);
      if (delivery.kind !== 'deferred' && !(rests && isAboutUs(delivery))) return delivery;
      const next = await other(mail);
      if (rests) return next;
      return next.kind === 'deferred' || isAboutUs(next) ? delivery : next;
    },
    async close() {
      await Promise.all([first.close(), second.close()]);
    },
  };
}

/**
 * Whether a server refuses us rather than the receiver (RFC 3463, X.7: security and policy). A second server that is not
 * set up for us must not end the mails that the first would take again in a minute.
 */
function isAboutUs(delivery: Delivery): boolean {
  return delivery.kind === 'refused' && delivery.status?.startsWith('5.7.') === true;
}

function hasAnswered(cause: unknown): boolean {
  return (
    typeof cause === 'object' && cause !== null && 'responseCode' in cause && typeof cause.responseCode === 'number'
  );
}
