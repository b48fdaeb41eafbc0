/** `/account/sign-in/email`, `…/phone`, `…/username`: the form for another one, and taking one away. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ProblemError } from '../../../foundation/errors/index.ts';
import type { CurrentSession } from '../../../rooms/gate/index.ts';
import { visitAccount } from '../account-page.ts';
import { authorise } from '../authorise.ts';
import { applyRefusal, formModel, refusalOf, requireFilled } from '../form-refusal.ts';
import { requireFreshProof } from '../fresh-proof.ts';
import { localeOf, type PageDependencies, sendPage, visitorOf } from '../page.ts';
import { readInput } from '../read-input.ts';
import { accountFrame } from '../views/account-sections.ts';

type Type = 'email' | 'phone' | 'username';

const root = '/account/sign-in';
const typed = z.string().max(1000);
const token = z.string().max(64);
const forms = {
  email: z.strictObject({ token, email: typed }),
  phone: z.strictObject({ token, phone: typed }),
  username: z.strictObject({ token, username: typed }),
} as const;
const removeForm = z.strictObject({ token });

const inputs = {
  email: { inputType: 'email', autocomplete: 'email' },
  phone: { inputType: 'tel', autocomplete: 'tel' },
  username: { inputType: 'text', autocomplete: 'username' },
} as const;

type Shown = { readonly current: CurrentSession; readonly token: string };
type Returned = { readonly typed: string; readonly refusal: ProblemError };

export function accountIdentifierRoutes(app: FastifyInstance, deps: PageDependencies): void {
  for (const type of ['email', 'phone', 'username'] as const) {
    app.get(`${root}/${type}`, async (request, reply) => {
      const visit = await visitAccount(deps, request, reply);
      if (visit === null) return reply;
      await requireFreshProof(deps, request, visit.current);
      return draw(deps, request, reply, type, visit);
    });

    app.post(`${root}/${type}`, async (request, reply) => {
      const { token, ...fields } = readInput(forms[type], request.body);
      const current = await authorise(deps, request, token);
      const value: string = Object.values(fields)[0] ?? '';
      try {
        requireFilled({ [type]: value.trim() });
        return reply.redirect(await submit(deps, request, reply, { type, current, value }), 303);
      } catch (error) {
        return draw(deps, request, reply, type, { current, token }, { typed: value, refusal: refusalOf(error) });
      }
    });
  }

  for (const type of ['phone', 'username'] as const) {
    app.post(`${root}/${type}/remove`, async (request, reply) => {
      const current = await authorise(deps, request, readInput(removeForm, request.body).token);
      const visitor = visitorOf(deps, request);
      await deps.accountIdentifiers.remove({ tenant: request.tenant, current, visitor, type });
      return reply.redirect(`${root}?notice=${type}_removed`, 303);
    });
  }
}

/** Where the accepted form leads: to the code that was sent, or back with what is done. */
async function submit(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  { type, current, value }: { type: Type; current: CurrentSession; value: string },
): Promise<string> {
  const { tenant } = request;
  const visitor = visitorOf(deps, request);
  if (type === 'username') {
    await deps.accountIdentifiers.setUsername({ tenant, current, visitor, username: value });
    return `${root}?notice=username_changed`;
  }
  const browserSecret = deps.cookies.ensure(request, reply, 'browser');
  const { flowId } = await deps.accountIdentifiers.requestChange({
    tenant,
    current,
    type,
    typed: value,
    locale: localeOf(deps, request),
    visitor: { ...visitor, browserSecret },
  });
  return `${root}/${type}/verify?flow=${flowId}`;
}

async function draw(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  type: Type,
  shown: Shown,
  returned?: Returned,
): Promise<FastifyReply> {
  const { identifiers, isNumberNeeded } = await deps.accountIdentifiers.facts(request.tenant, shown.current.customerId);
  const held = identifiers.find((identifier) => identifier.type === type)?.value;
  const isNeeded = type === 'phone' && isNumberNeeded;
  const hidden = { token: shown.token };
  return sendPage(deps, request, reply, {
    status: applyRefusal(reply, returned?.refusal),
    view: 'account-identifier',
    model: {
      account: accountFrame('sign_in', shown.token),
      type,
      ...inputs[type],
      form: formModel(`${root}/${type}`, hidden, returned?.refusal),
      value: returned?.typed ?? '',
      ...(held === undefined ? {} : { held }),
      ...(isNeeded ? { isNeeded } : {}),
      ...(held === undefined || type === 'email' || isNeeded
        ? {}
        : { remove: { action: `${root}/${type}/remove`, hidden } }),
    },
  });
}
