/** `/account/factors`: the second factors of an account at a glance, each kind with a page of its own. */
import type { FastifyInstance } from 'fastify';
import { visitAccount } from '../account-page.ts';
import { type PageDependencies, sendPage } from '../page.ts';
import { wordOf } from '../second-forms.ts';
import { accountFrame } from '../views/account-sections.ts';

const path = '/account/factors';
const pages: Readonly<Record<string, string>> = {
  passkey: `${path}/passkey`,
  authenticator: `${path}/authenticator`,
  'sms-code': `${path}/phone`,
  'recovery-code': `${path}/recovery-codes`,
};

export function accountFactorRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get(path, async (request, reply) => {
    const visit = await visitAccount(deps, request, reply);
    if (visit === null) return reply;
    const { current, token } = visit;
    const { tenant } = request;
    const deviceSecret = deps.cookies.read(request, 'device');
    const [{ kinds, lostReport }, devices] = await Promise.all([
      deps.secondFactors.overview(tenant, current.customerId),
      deps.secondFactors.rememberedDevices(tenant.tenantId, current.customerId, deviceSecret),
    ]);
    return sendPage(deps, request, reply, {
      view: 'account-factors',
      model: {
        account: accountFrame('sign_in', token),
        kinds: kinds.map(({ method, count, lastUsedAt }) => ({
          method: wordOf(method),
          count,
          href: pages[method] ?? path,
          ...(lastUsedAt === null ? {} : { lastUsedAt }),
        })),
        rememberedDevices: devices.length,
        ...(lostReport === null
          ? {}
          : { lost: { reportedAt: lostReport.reportedAt, keep: { action: `${path}/keep`, hidden: { token } } } }),
      },
    });
  });
}
