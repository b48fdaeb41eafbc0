/**
 * `/sign-in/with/{connection}`: the way to a provider and back. Links lead there, never forms, and whoever only looks ahead
 * begins nothing. A provider that answers by a form of its own comes without our cookies: that answer is only turned into one
 * that has them.
 */
import { connectionId as connectionIdForm } from '@cardea/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { CameBack } from '../../../rooms/authentication/index.ts';
import { type PageDependencies, sendPage, towardOf, visitorOf, welcome } from '../page.ts';
import { withPasskeyOffer } from '../passkey-offer.ts';
import { isPrefetch } from '../prefetch.ts';
import { withQuestion } from '../profile-question.ts';
import { readInput } from '../read-input.ts';
import type { ConnectionFailedModel } from '../views/connection-models.ts';

// What a page says of it comes from here: it is a name of ours, and no sentence of somebody else's.
const place = z.object({ connection: connectionIdForm });
const query = z.object({
  flow: z.string().max(64).optional(),
  keep: z.literal('yes').optional(),
  passkeys: z.literal('yes').optional(),
  hint: z.string().max(320).optional(),
  // What the script of the page signed, since a link sends no form; whatever else stands there is no proof.
  device_proof: z.string().max(500).optional().catch(undefined),
});

const path = '/sign-in/with/:connection';

/** What a refusal is to whoever looks at the page. */
const outcomes: Readonly<Record<string, ConnectionFailedModel['outcome']>> = {
  'connection.unavailable': 'unavailable',
  'connection.refused': 'refused',
  'connection.state_refused': 'refused',
  'connection.declined': 'declined',
  'connection.not_linked': 'no_account',
  'connection.not_found': 'off',
  'connection.required': 'off',
  'connection.not_offered': 'off',
  'factor.not_offered': 'off',
};

export function connectionRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get(path, { exposeHeadRoute: false }, async (request, reply) => {
    const { connection: connectionId } = readInput(place, request.params);
    const { flow, keep, passkeys, hint, device_proof: deviceProof = null } = readInput(query, request.query);
    // What a browser fetches ahead, nobody has pressed.
    if (isPrefetch(request)) return reply.status(503).header('cache-control', 'no-store').send();
    try {
      const { href } = await deps.authentication.connections.begin({
        tenant: request.tenant,
        flowId: flow,
        connectionId,
        visitor: { ...visitorOf(deps, request), deviceProof },
        keepSignedIn: keep === 'yes' ? true : null,
        keepsPasskeys: passkeys === 'yes',
        loginHint: hint ?? null,
      });
      return await reply.header('cache-control', 'no-store').redirect(href, 303);
    } catch (error) {
      return drawFailure(request, reply, { connectionId, flow, error });
    }
  });

  app.get(`${path}/callback`, { exposeHeadRoute: false }, async (request, reply) => {
    const { connection: connectionId } = readInput(place, request.params);
    const { tenant } = request;
    const { search, searchParams: parameters } = new URL(request.url, tenant.origin);
    // Whatever browser brings it: the interface that began it has what makes something of it, and this browser has not.
    const handsTo = await handedOn(request, connectionId, parameters);
    if (handsTo !== null) {
      const joined = `${handsTo}${handsTo.includes('?') ? '&' : '?'}${search.slice(1)}`;
      return reply.header('cache-control', 'no-store').redirect(joined, 303);
    }
    const visitor = { ...visitorOf(deps, request), deviceSecret: deps.cookies.deviceOf(request) };
    try {
      const came = await deps.authentication.connections.comeBack({ tenant, connectionId, parameters, visitor });
      return await goOn(request, reply, connectionId, came);
    } catch (error) {
      // An answer that is not this browser's, or used, or old: nothing of it is shown, and no journey of it named.
      return drawFailure(request, reply, { connectionId, flow: undefined, error });
    }
  });

  app.post(`${path}/callback`, async (request, reply) => {
    const { connection: connectionId } = readInput(place, request.params);
    const given = Object.entries((request.body ?? {}) as Record<string, unknown>);
    const said = given.flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as [string, string]] : [],
    );
    const answer = new URLSearchParams(said);
    return reply.redirect(`/sign-in/with/${encodeURIComponent(connectionId)}/callback?${answer}`, 303);
  });

  /** Where an application's own interface wants this answer; it is one of its redirect addresses. Looking uses nothing up. */
  async function handedOn(
    { tenant }: FastifyRequest,
    connectionId: string,
    parameters: URLSearchParams,
  ): Promise<string | null> {
    const [state, ...others] = parameters.getAll('state');
    if (state === undefined || others.length > 0) return null;
    return deps.authentication.connections.handsTo(tenant.tenantId, state, connectionId);
  }

  async function goOn(
    request: FastifyRequest,
    reply: FastifyReply,
    connectionId: string,
    came: CameBack,
  ): Promise<FastifyReply> {
    switch (came.kind) {
      case 'signed-in': {
        const asked = await withQuestion(deps, request, came.flowId, came.outcome);
        const shown = { flow: came.flowId, isAble: came.keepsPasskeys };
        return welcome(deps, request, reply, await withPasskeyOffer(deps, request, shown, asked));
      }
      case 'closing':
        return reply.redirect(`/sign-in/keep?flow=${came.flowId}`, 303);
      case 'link-after-sign-in':
        return reply.redirect(`/sign-in?flow=${came.flowId}`, 303);
      case 'sign-up':
        return reply.redirect(`/sign-up/with?flow=${came.flowId}`, 303);
      case 'link':
        return reply.redirect(`/account/connections/link?arrival=${came.arrivalId}`, 303);
      case 'failed': {
        const { kind, id } = came.boundTo;
        const flow = kind === 'flow' ? id : undefined;
        return drawFailure(request, reply, { connectionId, flow, error: came.problem, isAccount: kind === 'session' });
      }
    }
  }

  /** Only this way is out of order: the page names every other one. */
  async function drawFailure(
    request: FastifyRequest,
    reply: FastifyReply,
    failed: {
      readonly connectionId: string;
      readonly flow: string | undefined;
      readonly error: unknown;
      readonly isAccount?: boolean;
    },
  ): Promise<FastifyReply> {
    const { connectionId, flow, error, isAccount = false } = failed;
    const outcome = error instanceof ProblemError ? outcomes[error.code] : undefined;
    if (!(error instanceof ProblemError) || outcome === undefined) throw error;
    const toward = await towardOf(deps, request, flow);
    const offered = await deps.authentication.connections.offered(request.tenant, toward?.applicationId ?? null);
    const connection = offered.find((each) => each.connectionId === connectionId);
    const otherHref = isAccount ? '/account/connections' : flow === undefined ? '/sign-in' : `/sign-in?from=${flow}`;
    const mayTryAgain = !isAccount && flow !== undefined && connection !== undefined && outcome !== 'no_account';
    return sendPage(deps, request, reply, {
      toward,
      status: outcome === 'declined' ? 200 : error.status,
      view: 'connection-failed',
      model: {
        connectionName: connection?.name ?? connectionId,
        outcome,
        otherHref,
        ...(mayTryAgain ? { againHref: `/sign-in/with/${connectionId}?flow=${flow}` } : {}),
      },
    });
  }
}
