/**
 * Proof of work on the pages: what a form brings along, who arrives with it, and what the form is drawn with. A form that
 * owes a solution and brings none is answered from memory: nothing is read for it, neither journey nor account.
 */
import type { FastifyRequest } from 'fastify';
import type { ProblemError } from '../../foundation/errors/index.ts';
import { areEqualHashes, hashSecret } from '../../foundation/ids/index.ts';
import type { Arrival } from '../../rooms/protection/index.ts';
import { placeFor } from './fill-in.ts';
import { type PageDependencies, type Toward, visitorOf } from './page.ts';
import type { ChallengeModel } from './views/shared-models.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What solves the challenge of the form, unread. */
    challengeSolution?: string;
    /** Where the journey of the form leads, with our mark that we said so; unread. */
    leadsTo?: string;
  }
}

/** Takes out of a form what it carries for this, before the form's own fields are read. */
export function takeSolution(request: FastifyRequest): void {
  const body = request.body as Record<string, unknown> | null | undefined;
  if (body === null || body === undefined || typeof body !== 'object') return;
  const { challenge_solution: solution, leads_to: leadsTo } = body;
  delete body['challenge_solution'];
  delete body['leads_to'];
  if (typeof solution === 'string') request.challengeSolution = solution;
  if (typeof leadsTo === 'string') request.leadsTo = leadsTo;
}

/** Who arrives with this request. */
export function arrivalOf(deps: PageDependencies, request: FastifyRequest, action: Arrival['action']): Arrival {
  const { client, hasDeviceToken } = visitorOf(deps, request);
  return { tenantId: request.tenant.tenantId, action, client, hasDeviceToken };
}

/**
 * Refuses a form that owes work and shows none; says whether a proven mailbox stood in for it. `isMailed`: what it asks
 * for is mailed anyway.
 */
export function demandWork(
  deps: PageDependencies,
  request: FastifyRequest,
  action: Arrival['action'],
  form: { readonly flow: string; readonly identifier?: string; readonly isMailed?: boolean },
): Promise<{ readonly isMailboxProven: boolean }> {
  const { flow, ...rest } = form;
  const handedIn = { ...rest, flowId: flow, solution: request.challengeSolution };
  return deps.protection.challenges.demand(arrivalOf(deps, request, action), handedIn);
}

/** Whether a form comes back because it owed work: then nothing was read for it, and nothing is for drawing it. */
export const isFromMemory = (refusal: ProblemError | undefined): boolean => refusal?.code === 'challenge.required';

/** The work that a form will owe, or what stands in for it; empty where nothing is asked. */
export type Work = {
  readonly puzzle?: string;
  readonly model?: Omit<ChallengeModel, 'puzzle'>;
};

/** What a form is to be drawn with. */
export async function workOf(
  deps: PageDependencies,
  request: FastifyRequest,
  action: Arrival['action'],
  drawn: {
    readonly flow: string;
    readonly refusal?: ProblemError | undefined;
    readonly pass?: string | undefined;
    readonly byMail: ChallengeModel['byMail'];
  },
): Promise<Work> {
  const { flow, refusal, pass, byMail } = drawn;
  const isRefused = isFromMemory(refusal);
  if (pass !== undefined) return { model: { pass, byMail, isRefused } };
  const { challenges } = deps.protection;
  const puzzle = refusal?.challenge ?? (await challenges.offer(arrivalOf(deps, request, action), flow));
  if (puzzle === null) return {};
  const renewHref = `/challenge?action=${action}&flow=${flow}`;
  return { puzzle: JSON.stringify(puzzle), model: { renewHref, byMail, isRefused } };
}

/** It as the page shows it; the puzzle itself, or its mark where it is filled in. */
export function modelOf({ puzzle, model }: Work, isFilled = false): { challenge?: ChallengeModel } {
  if (model === undefined) return {};
  return {
    challenge: { ...model, ...(puzzle === undefined ? {} : { puzzle: isFilled ? placeFor('puzzle') : puzzle }) },
  };
}

/** The pass that a form brought along, for the form that comes back with something else to correct. */
export function passIn({ challengeSolution = '' }: FastifyRequest, refusal: ProblemError): { pass?: string } {
  return !isFromMemory(refusal) && challengeSolution.startsWith('pass.') ? { pass: challengeSolution } : {};
}

/** A field that says where the journey of a form leads, for a page that is drawn without reading the journey again. */
export async function leadsToField(
  deps: PageDependencies,
  request: FastifyRequest,
  toward: Pick<Toward, 'applicationId' | 'formTarget'> | null,
): Promise<{ leads_to?: string }> {
  if (toward === null) return {};
  const said = `${toward.applicationId} ${toward.formTarget}`;
  return { leads_to: `${await deps.protection.challenges.vouch(request.tenant.tenantId, said)} ${said}` };
}

/**
 * Where the form of a page that is drawn from memory led, by our own mark: it looks as it did, with what that application
 * offers. Null where it led to none. What is remembered of applications is all that is asked.
 */
export async function towardSaid(deps: PageDependencies, request: FastifyRequest): Promise<Toward | null> {
  const { tenant, leadsTo: said = '' } = request;
  const [, applicationId = '', formTarget = ''] = said.split(' ');
  const { leads_to: ours = '' } = await leadsToField(deps, request, { applicationId, formTarget });
  if (!areEqualHashes(hashSecret(ours), hashSecret(said))) return null;
  const application = await deps.applications.find(tenant.tenantId, applicationId);
  if (application === null) return null;
  const settings = await deps.applications.settingsFor(tenant, applicationId);
  return { applicationId, formTarget, destination: application.name, reference: null, settings };
}
