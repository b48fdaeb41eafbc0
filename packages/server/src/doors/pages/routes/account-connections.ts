/**
 * `/account/connections`: accounts elsewhere that sign their owner in here; looking at them, linking and unlinking. What a
 * provider said is shown before it is linked, and linked by a form of its own (case 157).
 */
import type { ErrorCode } from '@cardea/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { type AccountVisit, visitAccount } from '../account-page.ts';
import { authorise } from '../authorise.ts';
import { applyRefusal, formModel } from '../form-refusal.ts';
import { confirmHref } from '../fresh-proof.ts';
import { type PageDependencies, sendPage, visitorOf } from '../page.ts';
import { readInput } from '../read-input.ts';
import { accountFrame } from '../views/account-sections.ts';

const path = '/account/connections';
const notices = ['linked', 'unlinked'] as const;
const query = z.object({ notice: z.enum(notices).optional() });
const token = z.string().max(64);
const unlinkForm = z.strictObject({ token, identity: z.string().max(64) });

export function accountConnectionRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get(path, async (request, reply) => {
    const { notice } = query.safeParse(request.query).data ?? {};
    const visit = await visitAccount(deps, request, reply);
    return visit === null
      ? reply
      : drawConnections(deps, request, reply, visit, notice === undefined ? {} : { notice });
  });

  app.post(`${path}/unlink`, async (request, reply) => {
    const { token: given, identity } = readInput(unlinkForm, request.body);
    const current = await authorise(deps, request, given);
    const visitor = { ...visitorOf(deps, request), deviceSecret: deps.cookies.deviceOf(request) };
    try {
      await deps.accountIdentities.unlink({ tenant: request.tenant, current, visitor }, identity);
    } catch (error) {
      if (!(error instanceof ProblemError && isShownWithConnections(error))) throw error;
      return drawConnections(deps, request, reply, { current, token: given }, { refusal: error });
    }
    return reply.redirect(`${path}?notice=unlinked`, 303);
  });
}

const shownHere: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'identity.last_way',
  'identity.not_found',
  'identity.taken',
  'link.refused',
  'connection.unavailable',
  'connection.not_found',
]);

/** Whether the list can say it, so that nobody lands on a page without a way on. */
export const isShownWithConnections = ({ code }: ProblemError): boolean => shownHere.has(code);

/** The list, with what was refused. */
export async function drawConnections(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  { current, token: given }: AccountVisit,
  { refusal, notice }: { readonly refusal?: ProblemError; readonly notice?: (typeof notices)[number] },
): Promise<FastifyReply> {
  const { tenant } = request;
  const [{ identities, offered }, isFresh] = await Promise.all([
    deps.accountIdentities.overview(tenant, current.customerId),
    deps.authentication.isFresh(tenant, current),
  ]);
  return sendPage(deps, request, reply, {
    status: applyRefusal(reply, refusal),
    view: 'account-connections',
    model: {
      account: accountFrame('sign_in', given),
      form: formModel(path, {}, refusal),
      identities: identities.map(({ connectionName, email, name, linkedAt, lastUsedAt, isUsable, identityId }) => {
        const label = email ?? name;
        return {
          connectionName,
          ...(label === null ? {} : { label }),
          linkedAt,
          ...(lastUsedAt === null ? {} : { lastUsedAt }),
          isUsable,
          unlink: { action: `${path}/unlink`, hidden: { token: given, identity: identityId } },
        };
      }),
      // Whoever has not proven themselves lately does that first: the way upstream begins with it.
      offered: offered.map(({ connectionId, name }) => ({ name, href: `${path}/link/${connectionId}` })),
      ...(isFresh || offered.length === 0 ? {} : { confirmHref: confirmHref(request) }),
      ...(notice === undefined ? {} : { notice }),
    },
  });
}
