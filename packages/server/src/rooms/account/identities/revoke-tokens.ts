/**
 * Gives kept tokens back to their provider once their identity is gone (RFC 7009), after the commit and off the path of
 * whoever unlinked it: a provider that hangs delays nobody. After some tries the tokens are dropped all the same.
 */
import { z } from 'zod';
import type { Clock } from '../../../foundation/clock/index.ts';
import type { Database } from '../../../foundation/database/index.ts';
import type { Jobs } from '../../../foundation/jobs/index.ts';
import type { Logger } from '../../../foundation/logging/index.ts';
import type { Connections, HeldConnection } from '../../connections/index.ts';
import { type Credentials, revokeTask } from '../../credentials/index.ts';
import type { ProviderDocuments, Send } from './provider-documents.ts';
import { revocationRequest } from './revocation-request.ts';

export type RevokeDependencies = {
  readonly database: Database;
  readonly clock: Clock;
  readonly connections: Pick<Connections, 'withSecret'>;
  readonly credentials: Pick<Credentials, 'identities'>;
  readonly jobs: Jobs;
  readonly logger: Logger;
  /** The guarded way out, and what providers say of themselves. */
  readonly send: Send;
  readonly documents: ProviderDocuments;
};

const hourMilliseconds = 60 * 60 * 1000;
const mostTries = 6;
const batch = 20;

/** What a connection keeps, as the token end answered it. */
const kept = z.object({ access_token: z.string().optional(), refresh_token: z.string().optional() });

/** Asks for a run after this time, in place of any other that waits. */
export async function scheduleRevocation(deps: RevokeDependencies, delayMilliseconds: number): Promise<void> {
  const runAt = new Date(deps.clock.now().getTime() + delayMilliseconds);
  await deps.database.transaction({}, (tx) => deps.jobs.add(tx, revokeTask, {}, { key: revokeTask, runAt }));
}

/** Gives back what is due, and asks for the next run. */
export async function revokeWaiting(deps: RevokeDependencies): Promise<void> {
  await scheduleRevocation(deps, hourMilliseconds);
  const { leaving } = deps.credentials.identities;
  for (;;) {
    const taken = await leaving.take(deps.database.reader, batch);
    for (const { tenantId, identityId, tries } of taken) {
      const isSettled = await revokeOne(deps, tenantId, identityId).catch((error: unknown) => {
        deps.logger.warn('Tokens of a connection could not be given back', { tenantId, error });
        return false;
      });
      if (isSettled || tries >= mostTries) await leaving.settle(deps.database.reader, tenantId, identityId);
    }
    if (taken.length < batch) return;
  }
}

/** True when there is nothing left to tell: the provider was told, or knows no such request. */
async function revokeOne(deps: RevokeDependencies, tenantId: string, identityId: string): Promise<boolean> {
  const waiting = await deps.credentials.identities.leaving.find(deps.database.reader, tenantId, identityId);
  if (waiting === null) return true;
  const held =
    waiting.connection === null
      ? await deps.connections.withSecret(tenantId, waiting.connectionId)
      : (JSON.parse(waiting.connection) as HeldConnection);
  if (held === null) return true;
  const { connection, clientSecret } = held;
  const tokens = readTokens(waiting.tokens);
  // The long-lived one takes the others with it.
  const token = tokens?.refresh_token ?? tokens?.access_token;
  if (token === undefined) return true;
  const metadata = await deps.documents.metadataOf(connection);
  // A provider that cannot be asked now is asked later.
  if (metadata === null && connection.settings.issuer !== undefined) return false;
  const request = revocationRequest(connection, {
    token,
    accessToken: tokens?.access_token ?? token,
    hint: tokens?.refresh_token === undefined ? 'access_token' : 'refresh_token',
    clientSecret,
    endpoint: metadata?.revocation_endpoint ?? null,
  });
  if (request === null) return true;
  const answer = await deps.send(request);
  // 4xx says that it is known no more, or never will be taken; only silence and 5xx are worth another try.
  return answer.outcome === 'answered' && answer.status < 500 && answer.status !== 429;
}

function readTokens(text: string): z.infer<typeof kept> | null {
  try {
    return kept.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
