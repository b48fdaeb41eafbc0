/**
 * Opens a page that belongs to a journey: resumes the one its address names, or begins one and sends the browser to
 * its address, so that a reload or a change of language does not begin another.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Flow, type FlowInteraction, type FlowKind, safeReturnTo } from '../../rooms/authentication/index.ts';
import { clientAddress } from '../listener/index.ts';
import { localeOf, type PageDependencies } from './page.ts';
import { readInput } from './read-input.ts';

const query = z.object({
  flow: z.string().max(64).optional(),
  /** The journey that this one takes the place of: a sign-in that becomes a sign-up, or the other way round. */
  from: z.string().max(64).optional(),
  return_to: z.string().max(2048).optional(),
  ui_locales: z.string().max(200).optional(),
});

/** Journeys that begin on a page of their own; others begin with a form of the account. */
type PageJourney = Exclude<FlowKind, 'email-change' | 'phone-change'>;

const pathOf: Readonly<Record<PageJourney, string>> = {
  'sign-in': '/sign-in',
  registration: '/sign-up',
  recovery: '/recover',
};

export type Journey = {
  readonly flowId: string;
  readonly interaction: FlowInteraction | null;
  /** Whose it is, where that is known already. */
  readonly customerId: string | null;
};

/** This browser's journey that the address names, whatever has become of it, or null. */
export async function namedJourney(deps: PageDependencies, request: FastifyRequest): Promise<Flow | null> {
  const { flow } = request.query as { flow?: unknown };
  if (typeof flow !== 'string') return null;
  const browserSecret = deps.cookies.read(request, 'browser');
  return await deps.authentication.flows.peek(request.tenant.tenantId, flow, browserSecret);
}

/** This browser's open journey, or null when the reply already leads elsewhere. `named` is what the address names. */
export async function beginOrResume(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  kind: PageJourney,
  named: Flow | null,
): Promise<Journey | null> {
  const { from, return_to: returnTo, ui_locales: asked } = readInput(query, request.query);
  const { tenantId, origin } = request.tenant;
  const browserSecret = deps.cookies.ensure(request, reply, 'browser');
  // An old or foreign address simply begins anew; what somebody else began stays theirs.
  if (named?.kind === kind && named.state === 'open') return named;

  const former = from === undefined ? null : await deps.authentication.flows.peek(tenantId, from, browserSecret);
  const flowId = await beginAfter(deps, request, {
    ...{ kind, browserSecret, former },
    returnTo: former?.returnTo ?? safeReturnTo(returnTo, origin),
  });
  const language = asked === undefined ? '' : `&ui_locales=${encodeURIComponent(asked)}`;
  reply.redirect(`${pathOf[kind]}?flow=${flowId}${language}`, 303);
  return null;
}

/** A journey that takes the place of another, to the same place; its id. */
export async function beginAfter(
  deps: PageDependencies,
  request: FastifyRequest,
  begun: {
    readonly kind: PageJourney;
    readonly browserSecret: string;
    readonly former: Flow | null;
    readonly returnTo?: string | null;
  },
): Promise<string> {
  const { kind, browserSecret, former, returnTo = former?.returnTo ?? null } = begun;
  const { tenantId } = request.tenant;
  const { interaction = null, requiredAcr = null } = former ?? {};
  return deps.authentication.flows.begin(
    { tenantId, kind, browserSecret, returnTo, interaction, requiredAcr, locale: localeOf(deps, request) },
    deps.protection.networkCharges(clientAddress(request), 'flow'),
  );
}
