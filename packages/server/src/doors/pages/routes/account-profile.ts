/** `/account/profile`: what is known of the customer, as the tenant declares it, for them to see and to change. */
import type { Attribute } from '@cardea/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ProblemError } from '../../../foundation/errors/index.ts';
import type { OwnProfile } from '../../../rooms/account/index.ts';
import { mayEdit } from '../../../rooms/customers/index.ts';
import { attributeLabel, labelsOf } from '../../../rooms/messaging/index.ts';
import { type AccountVisit, visitAccount } from '../account-page.ts';
import { takeAttributes, toField } from '../attribute-fields.ts';
import { valueInWords } from '../attribute-options.ts';
import { authorise } from '../authorise.ts';
import { applyRefusal, formModel, refusalOf } from '../form-refusal.ts';
import { localeOf, type PageDependencies, sendPage, wordsOf } from '../page.ts';
import { readInput } from '../read-input.ts';
import { accountFrame } from '../views/account-sections.ts';

const path = '/account/profile';
const query = z.object({ notice: z.enum(['saved', 'unchanged']).optional() });
const form = z.strictObject({ token: z.string().max(64), version: z.string().regex(/^\d{1,18}$/) });
const customer = { as: 'customer' } as const;
const isOwn = (attribute: Attribute) => mayEdit(attribute, customer);

export function accountProfileRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get(path, async (request, reply) => {
    const { notice } = query.safeParse(request.query).data ?? {};
    const visit = await visitAccount(deps, request, reply);
    return visit === null ? reply : draw(deps, request, reply, visit, notice === undefined ? {} : { notice });
  });

  app.post(path, async (request, reply) => {
    const { tenantId } = request.tenant;
    const { attributes } = await deps.profileSchema.current(tenantId);
    const { given, rest } = takeAttributes(attributes.filter(isOwn), request.body);
    const { token, version } = readInput(form, rest);
    const current = await authorise(deps, request, token);
    try {
      const { kind } = await deps.account.changeProfile(tenantId, {
        customerId: current.customerId,
        actor: customer,
        changes: given,
        expectedVersion: version,
        requestId: request.id,
      });
      return reply.redirect(`${path}?notice=${kind === 'changed' ? 'saved' : 'unchanged'}`, 303);
    } catch (error) {
      return draw(deps, request, reply, { current, token }, { given, version, refusal: refusalOf(error) });
    }
  });
}

type Shown = {
  readonly notice?: 'saved' | 'unchanged';
  readonly given?: Readonly<Record<string, unknown>>;
  readonly version?: string;
  readonly refusal?: ProblemError;
};

async function draw(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  { current, token }: AccountVisit,
  { notice, given, version, refusal }: Shown,
): Promise<FastifyReply> {
  const translations = wordsOf(deps, request);
  const locale = localeOf(deps, request);
  const profile = await deps.account.profile(request.tenant.tenantId, current.customerId);
  // What somebody else has written meanwhile is shown beside what was entered: sent again, it is a decision.
  const wasChanged = refusal?.code === 'profile.changed_meanwhile';
  const hidden = { token, version: wasChanged ? profile.version : (version ?? profile.version) };
  const labels = labelsOf(translations, locale, profile.attributes);
  const inWords = (attribute: Attribute) =>
    valueInWords(translations, locale, attribute, profile.values[attribute.name] ?? '');
  return sendPage(deps, request, reply, {
    status: applyRefusal(reply, refusal),
    view: 'account-profile',
    model: {
      account: accountFrame('profile', token),
      form: { ...formModel(path, hidden, refusal), labels },
      fields: profile.attributes.filter(isOwn).map((attribute) => {
        const entered = given !== undefined && attribute.name in given ? given[attribute.name] : undefined;
        const value = entered === undefined ? profile.values[attribute.name] : entered;
        const field = toField({ translations, locale }, attribute, value, attribute.at_sign_up !== 'required');
        return wasChanged && differs(profile, attribute, value) ? { ...field, kept: inWords(attribute) } : field;
      }),
      facts: profile.attributes
        .filter((attribute) => !isOwn(attribute) && attribute.name in profile.values)
        .map((attribute) => ({
          label: attributeLabel(translations, locale, attribute),
          value: inWords(attribute),
        })),
      ...(notice === undefined ? {} : { notice }),
    },
  });
}

/** Whether what was entered is another value than the one that is kept; nothing is said where none is kept. */
function differs(profile: OwnProfile, attribute: Attribute, entered: unknown): boolean {
  const kept = profile.values[attribute.name];
  return kept !== undefined && String(kept) !== String(entered ?? '');
}
