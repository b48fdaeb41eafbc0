/**
 * Compares what was acknowledged with what is there. Pure: history, mails, outages and rows in, faults out. Nothing
 * acknowledged may be lost, nothing may be there twice, and what was not acknowledged is there wholly or not at all.
 */
import { accountFaults } from './check-accounts.ts';
import { mailFaults } from './check-mails.ts';
import { countBy } from './count-by.ts';
import type { Evidence, Fault } from './evidence.ts';
import { acknowledged, type History, uncertain } from './history.ts';

/** Every fault; none means that the promise held. */
export function check(evidence: Evidence): Fault[] {
  return [
    ...evidence.histories.flatMap((history) => afterwardsFaults(history)),
    ...signUpFaults(evidence),
    ...accountFaults(evidence),
    ...mailFaults(evidence),
  ];
}

function afterwardsFaults(history: History): Fault[] {
  const { email, signUps, afterwards } = history;
  const faults: Fault[] = [];
  if (signUps.some((attempt) => attempt.outcome === 'refused')) {
    faults.push({ kind: 'refused', sentence: `${email}: a good sign-up was refused` });
  }
  if (acknowledged(signUps) > 0 && afterwards?.signsIn !== true) {
    faults.push({ kind: 'lost', sentence: `${email}: the sign-up was acknowledged, and its owner cannot sign in` });
  }
  if (afterwards?.sessionLives === false) {
    faults.push({ kind: 'lost', sentence: `${email}: the session of an acknowledged verification is gone` });
  }
  return faults;
}

function signUpFaults({ histories, truth }: Evidence): Fault[] {
  const requests = truth.entries.filter((entry) => entry.event === 'registration.requested');
  const requestsOf = countBy(requests, (entry) => entry.flowId ?? '');
  const proofsOf = countBy(truth.proofs, (proof) => proof.flowId);
  const flows = new Map(truth.flows.map((flow) => [flow.flowId, flow]));
  const known = new Set(histories.map((history) => history.flowId));
  const faults: Fault[] = requests
    .filter((entry) => !known.has(entry.flowId ?? undefined))
    .map((entry) => ({ kind: 'duplicate', sentence: `entry ${entry.entryId}: nobody asked for this registration` }));
  for (const { email, flowId, signUps } of histories) {
    if (flowId === undefined) continue;
    const promised = acknowledged(signUps);
    const there = requestsOf.get(flowId) ?? 0;
    const about = `${email}: ${promised} acknowledged, ${there} entries`;
    if (there < promised) faults.push({ kind: 'lost', sentence: about });
    if (there > promised + uncertain(signUps)) faults.push({ kind: 'duplicate', sentence: about });
    if ((proofsOf.get(flowId) ?? 0) !== there) {
      faults.push({ kind: 'torn', sentence: `${email}: as many proofs as entries were expected` });
    }
    const flow = flows.get(flowId);
    if (flow?.state === 'open' && flow.carries !== there > 0) {
      faults.push({ kind: 'torn', sentence: `${email}: a sign-up is carried without its entry, or the reverse` });
    }
  }
  return faults;
}
