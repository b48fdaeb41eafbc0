/** The account at a glance, and the profile as the business declared it. */
import { accountApi } from '@cardea/contract';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { mayEdit } from '../../../rooms/customers/index.ts';
import { attributeSchema, attributeTitle } from '../attribute-schema.ts';
import type { CustomerApiDependencies } from '../dependencies.ts';
import { type Answer, type ApiRoute, type Call, defineRoute } from '../route.ts';

const customer = { as: 'customer' } as const;

export function profileRoutes(deps: CustomerApiDependencies): ApiRoute[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/account',
      operation: 'readAccount',
      summary: 'The account at a glance',
      access: 'read',
      status: 200,
      answer: accountApi.overview,
      errors: [],
      async handle(call) {
        const { customerId, sessionId, authenticatedAt } = call.session();
        const { tenantId } = call.tenant;
        const { profile, passwordSetAt, passwordWeakness } = await deps.account.home(tenantId, customerId);
        return {
          attributes: [...(profile.email === null ? [] : ['email']), ...(profile.name === null ? [] : ['name'])],
          body: {
            customer_id: customerId,
            name: profile.name,
            email: profile.email,
            created_at: profile.createdAt.toISOString(),
            password_set_at: passwordSetAt?.toISOString() ?? null,
            password_leaked: passwordWeakness !== null,
            password_weakness: passwordWeakness,
            password_renewal_due:
              passwordWeakness !== null && (await deps.accountLife.leaked.asks(tenantId, customerId)),
            authenticated_at: authenticatedAt.toISOString(),
            session_id: sessionId,
          },
        };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/account/profile',
      operation: 'readProfile',
      summary: 'The profile, and the form of each of its values',
      access: 'read',
      status: 200,
      answer: accountApi.profile,
      version: 'answered',
      errors: [],
      handle: (call) => describeProfile(deps, call),
    }),
    defineRoute({
      method: 'PATCH',
      path: '/api/account/profile',
      operation: 'changeProfile',
      summary: 'Change the profile',
      access: 'write',
      body: accountApi.profileChanges,
      status: 200,
      answer: accountApi.profile,
      version: 'required',
      errors: ['form.invalid', 'request.precondition_required', 'request.precondition_failed'],
      async handle(call) {
        await change(deps, call, versionOf(call.request.headers['if-match']));
        return describeProfile(deps, call);
      },
    }),
  ];
}

async function change(
  deps: CustomerApiDependencies,
  call: Call<Readonly<Record<string, unknown>>, unknown>,
  expectedVersion: string,
): Promise<void> {
  const { customerId } = call.session();
  const asked = { customerId, actor: customer, changes: call.body, expectedVersion, requestId: call.request.id };
  try {
    await deps.account.changeProfile(call.tenant.tenantId, asked);
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'profile.changed_meanwhile')
      throw new ProblemError('request.precondition_failed');
    throw error;
  }
}

async function describeProfile(deps: CustomerApiDependencies, call: Call<unknown, unknown>): Promise<Answer> {
  const { tenant, locale } = call;
  const { attributes, values, version } = await deps.account.profile(tenant.tenantId, call.session().customerId);
  const text = deps.translations.worded(tenant.texts).translator(locale);
  const words = { has: deps.translations.has, text };
  return {
    headers: { etag: `"${version}"` },
    attributes: Object.keys(values),
    body: {
      attributes: attributes.map((attribute) => ({
        name: attribute.name,
        label: attributeTitle(attribute, locale, words),
        editable: mayEdit(attribute, customer),
        required: attribute.at_sign_up === 'required',
        schema: attributeSchema(attribute),
      })),
      values,
      version,
    },
  };
}

/** The version that a change builds on: the tag of the answer that was read, and only one. */
function versionOf(given: string | undefined): string {
  if (given === undefined) throw new ProblemError('request.precondition_required');
  const version = /^"(\d{1,18})"$/.exec(given)?.[1];
  if (version === undefined) throw new ProblemError('request.precondition_failed');
  return version;
}
