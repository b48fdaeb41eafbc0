/**
 * Asks a range service (the protocol of Pwned Passwords) about a hash by its first five digits alone, so that it never
 * learns which password is meant; padded answers keep that from whoever watches the line. Off unless an address is set.
 * What fails is not found: nobody waits long or is refused because somebody else's service is away.
 */
import { LRUCache } from 'lru-cache';
import type { Clock } from '../../../foundation/clock/index.ts';
import type { HttpClient } from '../../../foundation/http-client/index.ts';
import type { Metrics } from '../../../foundation/telemetry/index.ts';

export type RangeLookup = { has(hash: Buffer): Promise<boolean> };

const prefixDigits = 5;
const mostFailures = 3;
const restMilliseconds = 60_000;
// An answer is some 40 kB; who signs up again after a refusal asks for the same one.
const mostAnswers = 64;
const answerMilliseconds = 60 * 60 * 1000;

export function createRangeLookup(deps: {
  /** Ends where the five digits follow. */
  readonly url: string;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly metrics: Pick<Metrics, 'rangeLookedUp'>;
}): RangeLookup {
  const { url, http, clock, metrics } = deps;
  const answers = new LRUCache<string, Promise<string | null>>({ max: mostAnswers, ttl: answerMilliseconds });
  let failures = 0;
  let restsUntil = 0;

  async function ask(prefix: string): Promise<string | null> {
    const now = clock.monotonicMilliseconds();
    if (failures >= mostFailures && now < restsUntil) {
      metrics.rangeLookedUp('resting');
      return null;
    }
    // While it is tried again, by one look-up, the others do not wait for it.
    restsUntil = now + restMilliseconds;
    const answer = await http.send({
      url: `${url}${prefix}`,
      headers: { 'add-padding': 'true', 'user-agent': 'Cardea' },
    });
    const body = answer.outcome === 'answered' && answer.status === 200 ? answer.body.toString('latin1') : null;
    const isRead = body !== null && /^[0-9A-F]{35}:\d+\s/i.test(body);
    failures = isRead ? 0 : failures + 1;
    metrics.rangeLookedUp(isRead ? 'answered' : 'failed');
    return isRead ? `\n${body.toUpperCase()}` : null;
  }

  return {
    async has(hash) {
      const digits = hash.toString('hex').toUpperCase();
      const [prefix, suffix] = [digits.slice(0, prefixDigits), digits.slice(prefixDigits)];
      const known = answers.get(prefix) ?? ask(prefix);
      answers.set(prefix, known);
      const body = await known;
      if (body === null) {
        answers.delete(prefix);
        return false;
      }
      const at = body.indexOf(`\n${suffix}:`);
      // A count of zero is padding.
      return at >= 0 && Number.parseInt(body.slice(at + suffix.length + 2, at + suffix.length + 14), 10) > 0;
    },
  };
}
