/** Accounts: each began exactly once, with all that belongs to one, for a journey that asked for it. */

import { countBy } from './count-by.ts';
import type { Evidence, Fault } from './evidence.ts';
import { acknowledged, uncertain } from './history.ts';

export function accountFaults({ histories, truth }: Pick<Evidence, 'histories' | 'truth'>): Fault[] {
  const registered = truth.entries.filter((entry) => entry.event === 'customer.registered');
  const beginningsOf = countBy(registered, (entry) => entry.flowId ?? '');
  const states = new Map(truth.flows.map((flow) => [flow.flowId, flow.state]));
  const faults: Fault[] = wholeness({ truth });
  for (const { email, flowId, verifications } of histories) {
    const there = beginningsOf.get(flowId ?? '') ?? 0;
    const promised = acknowledged(verifications);
    const about = `${email}: ${promised} verifications acknowledged, the account began ${there} times`;
    if (promised > 0 && there === 0) faults.push({ kind: 'lost', sentence: about });
    if (there > 1 || promised > 1) faults.push({ kind: 'duplicate', sentence: about });
    if (there > promised + uncertain(verifications)) faults.push({ kind: 'duplicate', sentence: about });
    if (flowId !== undefined && (states.get(flowId) === 'finished') !== there > 0) {
      faults.push({ kind: 'torn', sentence: `${email}: the journey and the account disagree about its end` });
    }
  }
  return faults;
}

function wholeness({ truth }: Pick<Evidence, 'truth'>): Fault[] {
  const entriesOf = (event: string) =>
    countBy(
      truth.entries.filter((entry) => entry.event === event),
      (entry) => entry.customerId ?? '',
    );
  const parts: readonly (readonly [what: string, counts: Map<string, number>])[] = [
    ['customer rows', countBy(truth.customers, String)],
    ['identifiers', countBy(truth.identifiers, String)],
    ['passwords', countBy(truth.credentials, String)],
    ['customer.registered entries', entriesOf('customer.registered')],
    ['identifier.verified entries', entriesOf('identifier.verified')],
    ['password.set entries', entriesOf('password.set')],
  ];
  const everybody = new Set(parts.flatMap(([, counts]) => [...counts.keys()]));
  return [...everybody].flatMap((customerId) =>
    parts
      .map(([what, counts]) => [what, counts.get(customerId) ?? 0] as const)
      .filter(([, count]) => count !== 1)
      .map(
        ([what, count]): Fault => ({
          kind: count === 0 ? 'torn' : 'duplicate',
          sentence: `${customerId}: ${count} ${what} instead of one`,
        }),
      ),
  );
}
