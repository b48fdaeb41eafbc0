/**
 * Guesses at the secrets of applications. Only what fails is counted, and in the database; memory is bounded and only
 * spares the question while a lane is known to be closed. An application is never locked out of a network that it has
 * proven itself from: its secret has 256 bits, so what is worth stopping is the trying, not the one who knows it.
 */
import { LRUCache } from 'lru-cache';
import type { Database } from '../../foundation/database/index.ts';
import { hashSecret } from '../../foundation/ids/index.ts';
import type { Logger } from '../../foundation/logging/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { BudgetStore } from './budget-stores/index.ts';
import type { Charge } from './budgets.ts';
import { networkKeys } from './network.ts';
import { isKnownNetwork, rememberNetwork } from './store/known-networks.ts';
import { charge } from './store.ts';
import { tryCharge } from './try-charge.ts';

/** Who is said to ask, and from where. The id is what was claimed: nobody may be registered under it. */
export type ClientAttempt = { readonly tenantId: string; readonly applicationId: string; readonly address: string };

const mostRemembered = 20_000;
const dayMilliseconds = 24 * 60 * 60 * 1000;
// Their lanes say that this application is being guessed at; the others, that somebody tries many names.
const alarming: ReadonlySet<string> = new Set(['client.lane', 'client.application']);

export function createClientAttempts(deps: {
  database: Database;
  ledger: Ledger;
  logger: Logger;
  store: Pick<BudgetStore, 'charge'>;
  /** Whether an address is that of many who cannot be told apart. */
  standsForMany(address: string): boolean;
}) {
  const { database, ledger, logger } = deps;
  /** Rows for names that nobody has are bounded by the budgets of the network they come from. */
  const chargesOf = ({ applicationId, address }: ClientAttempt): Charge[] => {
    const { source, neighbourhood } = networkKeys(address);
    const own: Charge[] = [
      { budget: 'client.lane', key: `${applicationId} ${source}` },
      { budget: 'client.application', key: applicationId },
    ];
    if (deps.standsForMany(address)) return [...own, { budget: 'client.proxy', key: source }];
    return [...own, { budget: 'client.source', key: source }, { budget: 'client.neighbourhood', key: neighbourhood }];
  };

  const closed = new LRUCache<string, true>({ max: mostRemembered });
  const known = new LRUCache<string, true>({ max: mostRemembered, ttl: dayMilliseconds });

  function secondsClosed(attempt: ClientAttempt): number | null {
    // Asked for with each request of an application, and nearly always while nothing is closed.
    if (closed.size === 0) return null;
    const longest = Math.max(
      ...chargesOf(attempt).map((lane) => closed.getRemainingTTL(nameOf(attempt.tenantId, lane))),
    );
    return longest > 0 ? Math.ceil(longest / 1000) : null;
  }

  /** One entry and one line an hour for each application, whatever the number of tries and nodes. */
  async function raiseAlarm({ tenantId, applicationId }: ClientAttempt, requestId: string): Promise<void> {
    const hourly = [{ budget: 'client.alarm', keyHash: hashSecret(applicationId) } as const];
    const isFirst = await database.transaction({}, async (tx) => {
      if ((await charge(tx, tenantId, hourly)).size === 0) return false;
      await ledger.append(tx, {
        tenantId,
        customerId: null,
        event: 'application.authentication_throttled',
        actor: { kind: 'visitor' },
        requestId,
        data: { applicationId },
      });
      return true;
    });
    if (isFirst) logger.warn('somebody tries wrong secrets of an application', { tenantId, applicationId, requestId });
  }

  return {
    /** Seconds to wait when a secret will not even be looked at; null when it will. Costs nothing while all is well. */
    async refusal(attempt: ClientAttempt): Promise<number | null> {
      const seconds = secondsClosed(attempt);
      if (seconds === null) return null;
      const network = networkOf(attempt);
      if (known.has(placeOf(attempt)) || (await isKnownNetwork(database.reader, network))) return null;
      return seconds;
    },

    /** Notes that the secret was right; written once a day for each application and network. */
    async succeeded(attempt: ClientAttempt): Promise<void> {
      const place = placeOf(attempt);
      if (known.has(place)) return;
      await rememberNetwork(database.reader, networkOf(attempt));
      known.set(place, true);
    },

    /** Counts a secret that was wrong. Seconds to wait when there were too many, otherwise null. */
    async failed(attempt: ClientAttempt, about: { isRegistered: boolean; requestId: string }): Promise<number | null> {
      const { tenantId } = attempt;
      const waiting = secondsClosed(attempt);
      if (waiting !== null) return waiting;
      const refusal = await tryCharge(deps.store, tenantId, chargesOf(attempt));
      if (refusal === null) return null;
      for (const lane of refusal.refused) {
        closed.set(nameOf(tenantId, lane), true, { ttl: refusal.retryAfterSeconds * 1000 });
      }
      if (about.isRegistered && refusal.refused.some(({ budget }) => alarming.has(budget))) {
        await raiseAlarm(attempt, about.requestId);
      }
      return refusal.retryAfterSeconds;
    },
  };
}

function networkOf({ tenantId, applicationId, address }: ClientAttempt) {
  return { tenantId, applicationId, networkHash: hashSecret(networkKeys(address).neighbourhood) };
}

/** Names of bounded length, whatever was claimed. */
const nameOf = (tenantId: string, { budget, key }: Charge): string =>
  `${tenantId} ${budget} ${hashSecret(key).toString('base64url')}`;
const placeOf = (attempt: ClientAttempt): string =>
  `${attempt.tenantId} ${attempt.applicationId} ${networkKeys(attempt.address).neighbourhood}`;
