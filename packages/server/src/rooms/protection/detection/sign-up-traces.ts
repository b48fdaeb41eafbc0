/** Where a new customer came from, as keyed digests beside the account: so that a wave of false sign-ups can be picked out. */
import type { Transaction } from '../../../foundation/database/index.ts';
import { insertTrace, type TraceColumn } from '../store/sign-up-traces.ts';
import type { DetectionDependencies } from './dependencies.ts';
import { digestOf } from './rules/digest.ts';
import { type Addresses, keysOf } from './rules/keys.ts';
import { tenantKey } from './tenant-key.ts';
import type { WatchedClient } from './vocabulary.ts';
import type { Watches } from './watch/index.ts';

export type TracedSignUp = {
  readonly customerId: string;
  readonly client: WatchedClient;
  /** The address they registered with; of it, the domain counts. */
  readonly email: string;
};

export async function traceSignUp(
  deps: DetectionDependencies,
  { watches, addresses }: { readonly watches: Watches; readonly addresses: Addresses },
  tx: Transaction,
  tenantId: string,
  { customerId, client, email }: TracedSignUp,
): Promise<void> {
  const key = await tenantKey(deps, tenantId);
  const watch = watches.of(tenantId);
  const keys = keysOf(client, addresses);
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  const digest = (column: TraceColumn, text: string | null): Buffer | null => {
    if (text === null || text === '') return null;
    const made = digestOf(key, column, text);
    watch.traced.set(made, text);
    return Buffer.from(made, 'base64url');
  };
  const trace = {
    neighbourhood: digest('neighbourhood', keys.neighbourhood ?? 'none'),
    network: digest('network', keys.network),
    user_agent: digest('user_agent', keys.user_agent ?? 'none'),
    mail_domain: digest('mail_domain', domain),
  };
  await insertTrace(tx, tenantId, { customerId, trace });
}
