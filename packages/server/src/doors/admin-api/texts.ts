/** `/api/admin/texts`: what the tenant says in other words than ours. */
import { adminApi } from '@cardea/contract';
import type { WordedText } from '../../rooms/messaging/index.ts';
import { authorOf } from './author.ts';
import type { AdminApiDependencies } from './dependencies.ts';
import { listPage } from './list.ts';
import { type AdminRoute, defineAdminRoute } from './route.ts';

const path = '/api/admin/texts';

export function textRoutes(deps: AdminApiDependencies): AdminRoute[] {
  const { wording, translations } = deps;
  return [
    defineAdminRoute({
      method: 'GET',
      path: '/api/admin/languages',
      operation: 'listLanguages',
      summary: 'The languages there are',
      permission: 'settings:read',
      mask: 'none',
      status: 200,
      answer: adminApi.texts.languages,
      errors: [],
      handle: async ({ tenant }) => {
        const offered = new Set(translations.offered(tenant.settings.languages).map(({ tag }) => tag));
        const items = translations.locales.map(({ tag, name, direction }) => {
          const worded = Object.keys(tenant.texts[tag] ?? {}).length;
          return { locale: tag, name, direction, is_offered: offered.has(tag), worded };
        });
        return { body: { items, next_cursor: null } };
      },
    }),
    defineAdminRoute({
      method: 'GET',
      path: `${path}/{locale}`,
      operation: 'listTexts',
      summary: 'Every text in one language: ours, and the tenant’s own',
      permission: 'settings:read',
      mask: 'none',
      query: adminApi.texts.listQuery,
      status: 200,
      answer: adminApi.texts.list,
      errors: ['cursor.invalid', 'locale.unknown'],
      handle: async (call) => ({
        body: await listPage(deps, call, 'listTexts', async (after, limit) => {
          const { prefix, find, worded: isWorded } = call.query;
          const page = { locale: call.params['locale'] ?? '', after: after?.[0] ?? null, limit: limit + 1 };
          const found = await wording.list(call.tenant.tenantId, { ...page, prefix, find, isWorded });
          const items = found.slice(0, limit);
          const last = items.at(-1);
          return { items: items.map(toBody), next: found.length > limit && last ? [last.id] : null };
        }),
      }),
    }),
    defineAdminRoute({
      method: 'PATCH',
      path: `${path}/{locale}`,
      operation: 'changeTexts',
      summary: 'Word texts, or say them in our words again; all of them or none',
      permission: 'settings:write',
      mask: 'none',
      body: adminApi.texts.changes,
      status: 200,
      answer: adminApi.texts.changed,
      errors: ['locale.unknown', 'texts.invalid', 'request.too_large'],
      async handle(call) {
        const locale = call.params['locale'] ?? '';
        const wanted = { locale, changes: call.body.texts };
        return { body: { locale, ...(await wording.change(call.tenant.tenantId, wanted, authorOf(call))) } };
      },
    }),
    defineAdminRoute({
      method: 'DELETE',
      path: `${path}/{locale}`,
      operation: 'resetTexts',
      summary: 'Say everything in one language in our words again',
      permission: 'settings:write',
      mask: 'none',
      status: 200,
      answer: adminApi.texts.changed,
      errors: ['locale.unknown'],
      async handle(call) {
        const locale = call.params['locale'] ?? '';
        const reset = await wording.reset(call.tenant.tenantId, locale, authorOf(call));
        return { body: { locale, changed: 0, reset } };
      },
    }),
  ];
}

function toBody({ id, original, placeholders, mostCharacters, text }: WordedText) {
  return { id, default: original, placeholders, most_characters: mostCharacters, text };
}
