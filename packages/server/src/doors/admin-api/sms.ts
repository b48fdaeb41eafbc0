/** `/api/admin/sms/figures`: what text messages cost by now. */
import { adminApi } from '@cardea/contract';
import type { AdminApiDependencies } from './dependencies.ts';
import { type AdminRoute, defineAdminRoute } from './route.ts';

const unitMicros = 1_000_000;

export function smsRoutes({ sms }: AdminApiDependencies): AdminRoute[] {
  return [
    defineAdminRoute({
      method: 'GET',
      path: '/api/admin/sms/figures',
      operation: 'readSmsFigures',
      summary: 'Text messages of the last days and of today: sent, entered, paid for',
      permission: 'settings:read',
      mask: 'none',
      query: adminApi.sms.figuresQuery,
      status: 200,
      answer: adminApi.sms.figures,
      errors: [],
      async handle({ tenant, query }) {
        const { days, currency, total, today } = await sms.figures(tenant, query.days);
        return {
          body: {
            available: sms.isOn(tenant),
            days,
            currency,
            sent: total.sent,
            entered: total.entered,
            cost: total.priceMicros / unitMicros,
            today: {
              sent: today.messages,
              cost: today.priceMicros / unitMicros,
              daily_messages: today.dailyMessages,
              daily_cost: today.dailyCost,
              stopped: today.stoppedAt !== null,
            },
          },
        };
      },
    }),
  ];
}
