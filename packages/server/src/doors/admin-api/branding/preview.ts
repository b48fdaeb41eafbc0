/** `/api/admin/branding/preview`: the real page or mail with values that are not saved. */
import { adminApi } from '@cardea/contract';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { dressFor, type MailSample, mailSamples } from '../../../rooms/messaging/index.ts';
import { readBranding, type Tenant } from '../../../rooms/tenants/index.ts';
import type { AdminApiDependencies } from '../dependencies.ts';
import { type AdminRoute, defineAdminRoute } from '../route.ts';
import { adjustmentsOf, toSettings } from './names.ts';

export function previewRoutes(deps: AdminApiDependencies): AdminRoute[] {
  const { tenants, applications, wording, translations, drawPage, renderMail } = deps;

  function drawMail(tenant: Tenant, locale: string, template = 'verify-address'): string {
    if (!Object.hasOwn(mailSamples, template))
      throw new ProblemError('request.invalid', { fields: { mail: 'invalid' } });
    const { links, branding } = tenant.settings;
    const facts = { ...mailSamples[template as MailSample], tenantName: tenant.name, links };
    return renderMail(template, locale, facts, dressFor(tenant, branding)).html;
  }

  return [
    defineAdminRoute({
      method: 'POST',
      path: '/api/admin/branding/preview',
      operation: 'previewBranding',
      summary: 'See a page or a mail with a branding and texts that are not saved',
      permission: 'settings:read',
      mask: 'none',
      budget: 'management.preview',
      body: adminApi.branding.preview,
      status: 200,
      answer: adminApi.branding.previewed,
      errors: ['settings.invalid', 'texts.invalid', 'locale.unknown', 'application.not_found'],
      async handle({ tenant, body, locale: spoken }) {
        const { page, application_id: applicationId, texts, mail } = body;
        const locale = body.locale ?? spoken;
        if (translations.catalogue(locale) === undefined) throw new ProblemError('locale.unknown');
        const application =
          applicationId === undefined ? null : await applications.find(tenant.tenantId, applicationId);
        if (applicationId !== undefined && application === null) throw new ProblemError('application.not_found');
        const wished = body.branding === undefined ? undefined : readBranding(toSettings(body.branding));
        const branding =
          wished === undefined
            ? (await applications.settingsFor(tenant, applicationId ?? null)).branding
            : { ...(application === null ? {} : tenant.settings.branding), ...wished };
        const shown: Tenant = {
          ...tenant,
          settings: { ...tenant.settings, branding },
          texts: texts === undefined ? tenant.texts : wording.tryWords(tenant.texts, locale, texts),
        };
        const destination = application?.name;
        const html =
          page === 'mail'
            ? drawMail(shown, locale, mail)
            : await drawPage({ page, locale, tenant: shown, destination });
        const { secret, expiresAt } = await tenants.previews.keep(tenant.tenantId, { page, html });
        return {
          body: {
            address: `${tenant.origin}/brand/preview/${secret}`,
            expires_at: expiresAt.toISOString(),
            html,
            adjustments: adjustmentsOf(branding),
          },
        };
      },
    }),
  ];
}
