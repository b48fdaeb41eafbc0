/**
 * The last step of a request that gives something out: what is used up, what follows from it and what was disclosed is
 * written in one statement, and the answer leaves after that or not at all.
 */
import { errors } from 'oidc-provider';
import { runPart } from '../../foundation/database/index.ts';
import type { ProtocolDependencies } from './dependencies.ts';
import { revokeGrant } from './records/grant.ts';
import { currentWork } from './unit-of-work.ts';

type Refusal = {
  readonly statusCode: number;
  readonly error: string;
  readonly error_description?: string | undefined;
};

type Answer = {
  status: number;
  body: unknown;
  append(header: string, value: string): void;
  readonly oidc?: { readonly route: string; readonly issuer: string };
};

/** Writes what is pending. Null, or the refusal because the grant has ended meanwhile or the token was used before. */
export async function giveOut(
  deps: Pick<ProtocolDependencies, 'database' | 'sessions'>,
  ctx: Answer,
): Promise<Error | null> {
  const work = currentWork();
  const { grantId, uses, tokens, parts } = work.pending;
  if (grantId === null) {
    for (const part of parts) await runPart(work.queries(), part);
    return null;
  }
  const { tenantId } = work.tenant;
  const outcome = await deps.sessions.tokens.issue(work.queries(), { tenantId, grantId, uses, tokens, parts });
  if (outcome === 'written') return null;
  // Nothing was written; the connection is given back before another is asked for.
  await work.rollback();
  if (outcome === 'used_before') {
    await revokeGrant(deps, grantId);
    return refuse(ctx, new errors.InvalidGrant('it was used before'));
  }
  if (ctx.oidc?.route !== 'userinfo') return refuse(ctx, new errors.InvalidGrant('the grant or its session has ended'));
  ctx.append('WWW-Authenticate', `Bearer realm="${ctx.oidc.issuer}", error="invalid_token"`);
  return refuse(ctx, new errors.InvalidToken('the grant or its session has ended'));
}

/** The engine has answered already: its answer is replaced. */
function refuse(ctx: Answer, error: Error & Refusal): Error {
  ctx.status = error.statusCode;
  ctx.body = { error: error.error, error_description: error.error_description };
  return error;
}
