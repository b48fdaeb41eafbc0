/**
 * Invitations of those who come without a password, spread over time so that no mail server takes them for a flood. Each
 * step of a batch is a job of its own: what is invited is invited once, and a server that stops goes on later.
 */
import { z } from 'zod';
import type { Clock } from '../../../foundation/clock/index.ts';
import type { Transaction } from '../../../foundation/database/index.ts';
import type { Jobs } from '../../../foundation/jobs/index.ts';

export const inviteTask = 'invite-imported-customers';

const chunk = 20;
const payloadSchema = z.object({ tenantId: z.string(), customerIds: z.array(z.string()) });

/** Asks for the invitations of these customers, behind all that were asked for before. */
export async function addInvitations(
  deps: { readonly jobs: Pick<Jobs, 'add'>; readonly clock: Clock },
  tx: Transaction,
  place: {
    readonly tenantId: string;
    readonly invited: number;
    readonly choices: { readonly invitationsPerMinute: number };
  },
  customerIds: readonly string[],
): Promise<void> {
  const { tenantId, invited, choices } = place;
  for (let from = 0; from < customerIds.length; from += chunk) {
    const minutes = (invited + from) / choices.invitationsPerMinute;
    const runAt = new Date(deps.clock.now().getTime() + minutes * 60_000);
    const payload = { tenantId, customerIds: customerIds.slice(from, from + chunk) };
    await deps.jobs.add(tx, inviteTask, payload, { runAt });
  }
}

/** The task: invites each of them; whoever is gone or has a password by now is passed over by the port. */
export function createInviting(invite: (tenantId: string, customerId: string) => Promise<unknown>) {
  return async (payload: unknown): Promise<void> => {
    const { tenantId, customerIds } = payloadSchema.parse(payload);
    for (const customerId of customerIds) await invite(tenantId, customerId);
  };
}
