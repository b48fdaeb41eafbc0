/** The figures of a crash proof, from the same evidence that was checked. */
import type { Figures } from '../proof.ts';
import type { Evidence, Fault } from './evidence.ts';
import { type Attempt, acknowledged, uncertain } from './history.ts';
import type { Outage, Victim } from './kills.ts';

export function figuresOf(evidence: Evidence, faults: readonly Fault[]): Figures {
  const { histories, mails, outages, truth } = evidence;
  const sum = (count: (attempts: readonly Attempt[]) => number, of: 'signUps' | 'verifications') =>
    histories.reduce((total, history) => total + count(history[of]), 0);
  const faultsOf = (kind: Fault['kind']) => faults.filter((fault) => fault.kind === kind).length;
  return {
    kills_server: outages.filter((outage) => outage.victim === 'server').length,
    kills_postgres: outages.filter((outage) => outage.victim === 'postgres').length,
    people: histories.length,
    sign_ups_acknowledged: sum(acknowledged, 'signUps'),
    sign_ups_unknown: sum(uncertain, 'signUps'),
    verifications_acknowledged: sum(acknowledged, 'verifications'),
    verifications_unknown: sum(uncertain, 'verifications'),
    accounts: truth.customers.length,
    lost: faultsOf('lost'),
    duplicates: faultsOf('duplicate'),
    torn: faultsOf('torn'),
    messages: truth.messages.length,
    mails: mails.length,
    mails_repeated: mails.length - new Set(mails.map((mail) => mail.messageId)).size,
    ...recovery(outages, 'server'),
    ...recovery(outages, 'postgres'),
  };
}

function recovery(outages: readonly Outage[], victim: Victim): Figures {
  const times = outages
    .filter((outage) => outage.victim === victim)
    .map(({ from, until }) => Math.round(until - from))
    .sort((a, b) => a - b);
  return {
    [`${victim}_back_ms_median`]: times[Math.floor(times.length / 2)] ?? 0,
    [`${victim}_back_ms_max`]: times.at(-1) ?? 0,
  };
}
