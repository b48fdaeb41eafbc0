/** The number of the account as a second factor: set up by a code of its own, and taken away again. */
import { phoneFactorApi } from '@cardea/contract';
import type { CustomerApiDependencies } from '../dependencies.ts';
import { type ApiRoute, defineRoute } from '../route.ts';

const root = '/api/account/factors/phone';

export function phoneFactorRoutes(deps: CustomerApiDependencies): ApiRoute[] {
  return [
    defineRoute({
      method: 'GET',
      path: root,
      operation: 'readPhoneFactor',
      summary: 'Whether the number of the account is a second factor',
      access: 'read',
      status: 200,
      answer: phoneFactorApi.phoneFactor,
      errors: [],
      async handle(call) {
        const { customerId } = call.session();
        const phone = await deps.secondFactors.phone(call.tenant, customerId);
        return {
          body: {
            offered: phone.isOffered,
            phone_number: phone.maskedNumber,
            enrolled_at: phone.enrolledAt?.toISOString() ?? null,
            last_used_at: phone.lastUsedAt?.toISOString() ?? null,
          },
        };
      },
    }),
    defineRoute({
      method: 'POST',
      path: `${root}/send`,
      operation: 'sendPhoneFactorCode',
      summary: 'Send a code to the number of the account; the earlier one ends',
      access: 'write',
      status: 202,
      answer: phoneFactorApi.phoneFactorCode,
      errors: [
        'session.stale',
        'factor.not_offered',
        'factor.number_needed',
        'sms.unavailable',
        'form.invalid',
        'attempts.exhausted',
      ],
      async handle(call) {
        return { body: { sent_to: await deps.secondFactors.sendPhoneCode({ ...call, current: call.session() }) } };
      },
    }),
    defineRoute({
      method: 'POST',
      path: root,
      operation: 'enrolPhoneFactor',
      summary: 'Make the number a second factor, by the code that went there',
      access: 'write',
      body: phoneFactorApi.enrolPhone,
      status: 204,
      errors: [
        'session.stale',
        'factor.not_offered',
        'factor.number_needed',
        'proof.refused',
        'form.invalid',
        'attempts.exhausted',
      ],
      async handle(call) {
        await deps.secondFactors.enrolPhone({ ...call, current: call.session(), code: call.body.code });
        return {};
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: root,
      operation: 'removePhoneFactor',
      summary: 'Take the number away as a second factor; it stays the number of the account',
      access: 'write',
      status: 204,
      errors: ['session.stale'],
      async handle(call) {
        await deps.secondFactors.removePhone({ ...call, current: call.session() });
        return {};
      },
    }),
  ];
}
