/** One customer: read, created, changed. */
import { adminApi } from '@cardea/contract';
import type { Transaction } from '../../../foundation/database/index.ts';
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { CustomerDetail } from '../../../rooms/directory/index.ts';
import { labelsOf } from '../../../rooms/messaging/index.ts';
import { actingOf, idOf } from '../acting.ts';
import type { AdminApiDependencies } from '../dependencies.ts';
import { type AdminAnswer, type AdminCall, type AdminRoute, defineAdminRoute } from '../route.ts';
import { viewOf } from '../view.ts';
import { toSummary } from './summary.ts';

const path = '/api/admin/customers/{customer_id}';

export function customerDetailRoutes(deps: AdminApiDependencies): AdminRoute[] {
  return [
    defineAdminRoute({
      method: 'POST',
      path: '/api/admin/customers',
      operation: 'createCustomer',
      summary: 'Create a customer',
      permission: 'customers:write',
      mask: 'customer',
      body: adminApi.customers.create,
      status: 201,
      answer: adminApi.customers.detail,
      version: 'answered',
      isRepeatable: true,
      errors: ['form.invalid', 'identifier.taken', 'profile.not_editable'],
      async handle(call) {
        const { body, tenant, actor, request } = call;
        const acting = actingOf(call);
        const customerId = await deps.directory.create(acting, {
          email: body.email,
          isVerified: body.email_verified,
          attributes: body.attributes,
          externalId: body.external_id,
          locale: body.locale ?? tenant.settings.languages.default ?? 'en',
        });
        const demandMayAct = (tx: Transaction) => deps.directory.demandStillMayActOn(tx, acting, customerId);
        const link = { tenant, customerId, actor, requestId: request.id, demandMayAct };
        if (body.send === 'password_link') await sendLink(deps, link);
        const location = `/api/admin/customers/${customerId}`;
        // Masked whatever the reason: the answer is kept for a call that is repeated.
        return { ...(await describe(deps, { ...call, reason: null }, customerId)), headers: { location } };
      },
    }),
    defineAdminRoute({
      method: 'GET',
      path,
      operation: 'readCustomer',
      summary: 'One customer, whole',
      permission: 'customers:read',
      mask: 'customer',
      status: 200,
      answer: adminApi.customers.detail,
      version: 'answered',
      errors: ['customer.not_found'],
      handle: (call) => describe(deps, call, idOf(call, 'customer_id')),
    }),
    defineAdminRoute({
      method: 'PATCH',
      path,
      operation: 'changeCustomer',
      summary: 'Change what staff may change',
      permission: 'customers:write',
      mask: 'customer',
      body: adminApi.customers.change,
      status: 200,
      answer: adminApi.customers.detail,
      version: 'required',
      errors: [
        ...(['form.invalid', 'customer.not_found', 'customer.not_in_state', 'identifier.taken'] as const),
        ...(['profile.not_editable', 'customer.external_id_kept', 'administrator.above_own'] as const),
      ],
      async handle(call) {
        const customerId = idOf(call, 'customer_id');
        const { attributes, external_id: externalId, locale } = call.body;
        const { expectedVersion } = call;
        await deps.directory.change(actingOf(call), { customerId, attributes, externalId, locale, expectedVersion });
        return describe(deps, call, customerId);
      },
    }),
  ];
}

/** No reason to refuse an account that is there by now: its mailbox has had enough, or its owner signs in elsewhere. */
const passedOver: ReadonlySet<string> = new Set([
  'attempts.exhausted',
  'connection.required',
  'connection.not_offered',
]);

async function sendLink(
  deps: Pick<AdminApiDependencies, 'recovery'>,
  request: Parameters<AdminApiDependencies['recovery']['sendPasswordLink']>[0],
): Promise<void> {
  try {
    await deps.recovery.sendPasswordLink(request);
  } catch (error) {
    if (!(error instanceof ProblemError) || !passedOver.has(error.code)) throw error;
  }
}

async function describe(
  deps: AdminApiDependencies,
  call: AdminCall<unknown, unknown>,
  customerId: string,
): Promise<AdminAnswer> {
  const { tenant, locale } = call;
  const [customer, { attributes }] = await Promise.all([
    deps.directory.read(viewOf(call), customerId),
    deps.tenants.profileSchema.current(tenant.tenantId),
  ]);
  const shown = attributes.filter(({ name }) => Object.hasOwn(customer.attributes, name));
  const attribute_labels = labelsOf(deps.translations.worded(tenant.texts), locale, shown);
  return { body: { ...toDetail(customer), attribute_labels }, version: customer.version };
}

function toDetail(customer: CustomerDetail) {
  return {
    ...toSummary(customer),
    version: customer.version,
    locale: customer.locale,
    closes_at: customer.closesAt?.toISOString() ?? null,
    phone_verified: customer.isPhoneVerified,
    undeliverable_since: customer.undeliverableSince?.toISOString() ?? null,
    password_set_at: customer.passwordSetAt?.toISOString() ?? null,
    attributes: customer.attributes,
  };
}
